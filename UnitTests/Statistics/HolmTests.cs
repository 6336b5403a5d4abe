using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class HolmTests
{
    /// <summary>R: <c>p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")</c> is 0.03, 0.06, 0.06, 0.02.</summary>
    [TestMethod]
    public void Adjust_FourValues_IsTheWorkedExample()
    {
        var adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);

        double[] expected = [0.03, 0.06, 0.06, 0.02];
        for (var i = 0; i < 4; i++)
            Assert.AreEqual(expected[i], adjusted[i], 1e-15);
        CollectionAssert.AreEqual(new double[] { 1, 1 }, Holm.Adjust([0.9, 0.8]));
        Assert.IsEmpty(Holm.Adjust([]));
    }

    [TestMethod]
    public void Adjust_NoProbability_SaysWhich()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => Holm.Adjust([0.5, double.NaN]));

        Assert.StartsWith("Holm's adjustment needs p-values from 0 to 1; value 2 of 2 is NaN.", exception.Message);
    }
}
