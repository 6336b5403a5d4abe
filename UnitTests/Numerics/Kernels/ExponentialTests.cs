using System.Numerics;
using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.UnitTests.Numerics.Kernels;

[TestClass]
public class ExponentialTests
{
    [TestMethod]
    public void Exp_FloatWholeRange_WithinOneUnitInTheLastPlace()
    {
        for (var x = -87.336f; x < 88.7f; x += 0.00731f)
        {
            var expected = Math.Exp(x);
            var unit = Math.Max(MathF.BitIncrement((float)expected) - (double)(float)expected, float.Epsilon);
            Assert.AreEqual(expected, Exponential.Exp<SimdScalar<float>, float, float>(x), unit, $"exp {x}");
        }
    }

    [TestMethod]
    public void Exp_DoubleWholeRange_WithinTwoUnitsInTheLastPlace()
    {
        for (var x = -708.39; x < 709.7; x += 0.0471)
        {
            var expected = Math.Exp(x);
            Assert.AreEqual(
                expected, Exponential.Exp<SimdScalar<double>, double, double>(x), 2 * (Math.BitIncrement(expected) - expected), $"exp {x}");
        }
    }

    [TestMethod]
    public void Exp_SpecialValues_AsTheStandardSays()
    {
        Assert.AreEqual(1f, Exponential.Exp<SimdScalar<float>, float, float>(0));
        Assert.AreEqual(0f, Exponential.Exp<SimdScalar<float>, float, float>(float.NegativeInfinity));
        Assert.AreEqual(float.PositiveInfinity, Exponential.Exp<SimdScalar<float>, float, float>(float.PositiveInfinity));
        Assert.IsTrue(float.IsNaN(Exponential.Exp<SimdScalar<float>, float, float>(float.NaN)));
        Assert.AreEqual(0, Exponential.Exp<SimdScalar<double>, double, double>(double.MinValue));
        Assert.AreEqual(double.PositiveInfinity, Exponential.Exp<SimdScalar<double>, double, double>(double.MaxValue));
    }

    [TestMethod]
    public void Exp_WhereResultsWouldBeSubnormal_IsZero()
    {
        for (var x = -87.34f; x > -110; x -= 0.0731f)
            Assert.AreEqual(0f, Exponential.Exp<SimdScalar<float>, float, float>(x), $"exp {x}");
        for (var x = -708.397; x > -760; x -= 0.0731)
            Assert.AreEqual(0, Exponential.Exp<SimdScalar<double>, double, double>(x), $"exp {x}");
    }

    /// <summary>The last arguments with a finite and with a normal result, and their neighbours beyond.</summary>
    [TestMethod]
    public void Exp_AtTheLimits_IsFiniteAndNormalToTheLast()
    {
        var (most, least) = (88.72283f, -87.3365f);
        Assert.AreEqual(Math.Exp(most), Exponential.Exp<SimdScalar<float>, float, float>(most), 4e31);
        Assert.AreEqual(float.PositiveInfinity, Exponential.Exp<SimdScalar<float>, float, float>(MathF.BitIncrement(most)));
        Assert.AreEqual(Math.Exp(least), Exponential.Exp<SimdScalar<float>, float, float>(least), 2e-45);
        Assert.AreEqual(0f, Exponential.Exp<SimdScalar<float>, float, float>(MathF.BitDecrement(least)));
        var (mostDouble, leastDouble) = (709.78271289338397, -708.396);
        Assert.AreEqual(Math.Exp(mostDouble), Exponential.Exp<SimdScalar<double>, double, double>(mostDouble), 4e293);
        Assert.AreEqual(
            double.PositiveInfinity, Exponential.Exp<SimdScalar<double>, double, double>(Math.BitIncrement(mostDouble)));
        Assert.AreEqual(Math.Exp(leastDouble), Exponential.Exp<SimdScalar<double>, double, double>(leastDouble), 1e-323);
        Assert.AreEqual(0, Exponential.Exp<SimdScalar<double>, double, double>(Math.BitDecrement(leastDouble)));
    }

    [TestMethod]
    public void Exp_AllWidths_SameBits()
    {
        AssertWidths<float>();
        AssertWidths<double>();
    }

    private static void AssertWidths<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var value in new[] { 0, -0.0, 1, -1, 0.3, -87.5, -87.3365f, 88.5, 88.72283f, -100, -700, -708.396, 705,
            709.78271289338397, double.NegativeInfinity, double.PositiveInfinity, double.NaN })
        {
            var x = T.CreateTruncating(value);
            var expected = Exponential.Exp<SimdScalar<T>, T, T>(x);
            Assert.AreEqual(expected, Exponential.Exp<Simd512<T>, Vector512<T>, T>(Vector512.Create(x)).ToScalar(), $"exp {value}");
            Assert.AreEqual(expected, Exponential.Exp<Simd256<T>, Vector256<T>, T>(Vector256.Create(x)).ToScalar(), $"exp {value}");
            Assert.AreEqual(expected, Exponential.Exp<Simd128<T>, Vector128<T>, T>(Vector128.Create(x)).ToScalar(), $"exp {value}");
        }
    }
}
