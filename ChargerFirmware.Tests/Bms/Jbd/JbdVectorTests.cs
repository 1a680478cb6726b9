using ChargerFirmware.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms.Jbd;

[TestClass]
public class JbdVectorTests
{
    [TestMethod]
    public void Read_WholeReply_GivesWhatIsExpected()
    {
        JbdVector[] vectors = JbdVectors.All();
        for (int i = 0; i < vectors.Length; i++)
        {
            Assert.AreEqual(vectors[i].Expect, JbdReplyReader.Read(vectors[i], vectors[i].Response.Length, 1), vectors[i].Source);
        }
    }

    [TestMethod]
    public void Read_ByteByByte_GivesTheSame()
    {
        JbdVector[] vectors = JbdVectors.All();
        for (int i = 0; i < vectors.Length; i++)
        {
            Assert.AreEqual(vectors[i].Expect, JbdReplyReader.Read(vectors[i], 1, 1), vectors[i].Source);
        }
    }

    [TestMethod]
    public void Read_SplitAtEveryPosition_GivesTheSame()
    {
        JbdVector[] vectors = JbdVectors.All();
        for (int i = 0; i < vectors.Length; i++)
        {
            int length = vectors[i].Response.Length;
            for (int split = 1; split < length; split++)
            {
                Assert.AreEqual(vectors[i].Expect, JbdReplyReader.Read(vectors[i], split, length), vectors[i].Source + " split at " + split.ToString());
            }
        }
    }

    [TestMethod]
    public void ReadRequest_EveryRegisterOfTheVectors_MatchesTheirRequest()
    {
        int checkedRequests = 0;
        JbdVector[] vectors = JbdVectors.All();
        for (int i = 0; i < vectors.Length; i++)
        {
            byte[] request = vectors[i].Request;
            if (request[1] == JbdFrame.Read)
            {
                Assert.AreEqual(Hex.From(request), Hex.From(JbdFrame.ReadRequest(request[2])), vectors[i].Source);
                checkedRequests++;
            }
        }

        Assert.AreEqual(86, checkedRequests);
    }
}
