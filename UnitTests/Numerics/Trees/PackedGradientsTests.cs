using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class PackedGradientsTests
{
    [TestMethod]
    [DataRow(1e-20)]
    [DataRow(1.0)]
    [DataRow(1e20)]
    public void Pack_AnyMagnitude_SumsKeepTheirDigits(double magnitude)
    {
        var random = new Random(1);
        var g = new float[1008];
        var h = new float[1008];
        for (var i = 0; i < 1000; i++)
        {
            g[i] = (float)((random.NextDouble() - 0.5) * magnitude);
            h[i] = (float)(random.NextDouble() * magnitude);
        }
        var packed = new PackedGradients(1000);
        packed.Pack(g, h);
        var sum = packed.Values.Sum();
        // Each value is rounded by half a unit at most; a thousand of them by a few tens of units.
        Assert.AreEqual(
            g.Sum(v => (double)v), PackedGradients.GradientOf(sum) * packed.GradientUnit, g.Sum(v => Math.Abs((double)v)) * 1e-7);
        Assert.AreEqual(h.Sum(v => (double)v), PackedGradients.HessianOf(sum) * packed.HessianUnit, h.Sum(v => (double)v) * 1e-7);
    }

    [TestMethod]
    [DataRow(1f)]
    [DataRow(-1f)]
    public void Pack_AllOfOneSign_DoesNotOverflow(float sign)
    {
        var g = new float[4096];
        var h = new float[4096];
        Array.Fill(g, sign * 0.9999f);
        Array.Fill(h, 0.9999f);
        var packed = new PackedGradients(4096);
        packed.Pack(g, h);
        var sum = packed.Values.Sum();
        // Equal values are all rounded the same way, by half a unit at most.
        Assert.AreEqual(sign * (double)0.9999f * 4096, PackedGradients.GradientOf(sum) * packed.GradientUnit, 2048 * packed.GradientUnit);
        Assert.AreEqual((double)0.9999f * 4096, PackedGradients.HessianOf(sum) * packed.HessianUnit, 2048 * packed.HessianUnit);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(16)]
    [DataRow(1000)]
    public void Pack_EveryElement_IsRoundedByItself(int rows)
    {
        var random = new Random(rows);
        var padded = (rows + 15) / 16 * 16;
        var g = new float[padded];
        var h = new float[padded];
        for (var i = 0; i < rows; i++)
            (g[i], h[i]) = (random.NextSingle() * 8 - 4, random.NextSingle());
        var packed = new PackedGradients(rows);
        packed.Pack(g, h);
        for (var i = 0; i < padded; i++)
        {
            Assert.AreEqual((long)Math.Round(g[i] / packed.GradientUnit), PackedGradients.GradientOf(packed.Values[i]));
            Assert.AreEqual((long)Math.Round(h[i] / packed.HessianUnit), PackedGradients.HessianOf(packed.Values[i]));
        }
    }

    [TestMethod]
    public void Pack_NotFinite_SaysThatTrainingDiverged()
    {
        var g = new float[16];
        g[3] = float.NaN;
        var error = Assert.ThrowsExactly<ArithmeticException>(() => new PackedGradients(16).Pack(g, new float[16]));
        Assert.AreEqual(
            "The gradients are not finite: the scores have diverged, or targets times weights exceed the largest float. Lower the learning "
                + "rate, or scale targets and weights.", error.Message);
    }
}
