using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class AcceptKeyTests
{
    // The first is RFC 6455, section 1.3; the others were computed.
    [TestMethod]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")]
    [DataRow("Sb0llpkUl572foZxqBOxMw==", "FIGtZNMa70eYrHzrhGsJMsSf47w=")]
    [DataRow("x3JJHMbDL1EzLkh9GBhXDw==", "HSmrc0sMlYUkAGmm5OPpG2HaGWk=")]
    [DataRow("AAAAAAAAAAAAAAAAAAAAAA==", "ICX+Yqv66kxgM0FcWaLWlFLwTAI=")]
    [DataRow("AQIDBAUGBwgJCgsMDQ4PEA==", "C/0nmHhBztSRGR1CwL6Tf4ZjwpY=")]
    [DataRow("/////////////////////w==", "XXpj4jYzLM2yUE0C7TIgMwTQh2g=")]
    public void Write_KnownKey_GivesItsAcceptValue(string key, string accept)
    {
        AssertAccept(key, accept);
        AssertAccept(key, accept);
    }

    // FIPS 180-4, examples: "abc", the empty text, and the text of two blocks.
    [TestMethod]
    [DataRow("", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709")]
    [DataRow("abc", "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [DataRow("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983E441C3BD26EBAAE4AA1F95129E5E54670F1")]
    public void Sha1_KnownText_GivesItsDigest(string text, string digest)
    {
        byte[] bytes = Ascii.Of(text);
        Sha1 sha1 = new Sha1();
        sha1.Reset();
        int blocks = (bytes.Length + 9 + Sha1.BlockLength - 1) / Sha1.BlockLength;
        byte[] padded = new byte[blocks * Sha1.BlockLength];
        for (int i = 0; i < bytes.Length; i++)
        {
            padded[i] = bytes[i];
        }

        padded[bytes.Length] = 0x80;
        Bytes.WriteUInt16BigEndian(padded, padded.Length - 2, bytes.Length * 8);
        byte[] block = new byte[Sha1.BlockLength];
        int[] schedule = new int[Sha1.ScheduleLength];
        for (int b = 0; b < blocks; b++)
        {
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = padded[b * Sha1.BlockLength + i];
            }

            Sha1.Expand(block, schedule);
            sha1.Add(schedule);
        }

        byte[] result = new byte[Sha1.DigestLength];
        sha1.WriteDigest(result, 0);
        Assert.AreEqual(digest, Hex.Of(result, result.Length));
    }

    private static void AssertAccept(string key, string accept)
    {
        byte[] keyBytes = Ascii.Of("xx" + key);
        byte[] target = new byte[AcceptKey.AcceptLength + 2];
        AcceptKey.Write(keyBytes, 2, target, 1);
        byte[] expected = Ascii.Of(accept);
        Assert.IsTrue(Bytes.AreEqual(target, 1, expected, 0, expected.Length), key);
        Assert.AreEqual((byte)0, target[0]);
        Assert.AreEqual((byte)0, target[target.Length - 1]);
    }
}
