namespace ChargerFirmware.Can.Mcp2515;

/// <summary>The three CNF registers for a bit rate, computed from the crystal.</summary>
/// <remarks>
/// A bit has 1 + PRSEG + PS1 + PS2 time quanta of 2*(BRP+1)/Fosc and is sampled after PS1. Chosen is what samples nearest to 87.5 % of the bit, the
/// recommendation of CiA and J1939, and of equals the finer one. Limits from the data sheet, section 5: PRSEG and PS1 1..8, PS2 2..8,
/// PRSEG + PS1 at least PS2, PS2 above SJW, 5..25 quanta. SJW stays at 1: two crystals are far closer than one quantum a bit.
/// </remarks>
public sealed class BitTiming
{
    private const int SamplePointPermille = 875;
    private const int MinQuanta = 5;
    private const int MaxQuanta = 25;
    private const int MaxPrescaler = 64;
    private const int MinPhase2 = 2;
    private const int MaxSegment = 8;
    private const int LengthOfPhase2FromCnf3 = 0x80;

    public byte Cnf1;
    public byte Cnf2;
    public byte Cnf3;

    /// <summary>Where the chosen timing samples, in thousandths of the bit.</summary>
    public int SampledAtPermille;

    /// <summary>Sets the registers; false, and nothing is changed, when the crystal cannot give the rate exactly.</summary>
    public bool TryFind(int crystalHertz, int bitsPerSecond)
    {
        int bestError = int.MaxValue;
        for (int prescaler = 1; prescaler <= MaxPrescaler; prescaler++)
        {
            int quantaPerSecond = bitsPerSecond * 2 * prescaler;
            int quanta = crystalHertz / quantaPerSecond;
            if (quanta * quantaPerSecond != crystalHertz || quanta < MinQuanta || quanta > MaxQuanta)
            {
                continue;
            }

            for (int phase2 = MinPhase2; phase2 <= MaxSegment; phase2++)
            {
                int before = quanta - 1 - phase2;
                if (before < phase2 || before > 2 * MaxSegment)
                {
                    continue;
                }

                int sample = 1000 * (quanta - phase2) / quanta;
                int error = sample > SamplePointPermille ? sample - SamplePointPermille : SamplePointPermille - sample;
                if (error < bestError)
                {
                    bestError = error;
                    Choose(prescaler, before, phase2, sample);
                }
            }
        }

        return bestError != int.MaxValue;
    }

    private void Choose(int prescaler, int before, int phase2, int sample)
    {
        int propagation = before / 2;
        int phase1 = before - propagation;
        Cnf1 = (byte)(prescaler - 1);
        Cnf2 = (byte)(LengthOfPhase2FromCnf3 | phase1 - 1 << 3 | propagation - 1);
        Cnf3 = (byte)(phase2 - 1);
        SampledAtPermille = sample;
    }
}
