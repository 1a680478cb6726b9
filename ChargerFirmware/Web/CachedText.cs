using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>A text that rarely changes, as UTF-8 bytes: encoded anew only when it has.</summary>
internal sealed class CachedText
{
    private string _text;
    private byte[] _bytes;

    /// <summary>Null for null.</summary>
    public byte[] BytesOf(string text)
    {
        if (text != _text)
        {
            _text = text;
            _bytes = text == null ? null : Ascii.Of(text);
        }

        return _bytes;
    }
}
