using System.Numerics;
using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.UnitTests.Numerics.Kernels;

[TestClass]
public class ActivationTests
{
    private static readonly double[] Points = [0, -0.0, 1e-30, 1e-8, -0.1, 0.3, 0.49999, 0.5, 0.51, -0.7, 1, -2, 5, 19, -40, 800, -800,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    [TestMethod]
    public void Forward_EachActivation_AgreesWithTheLibraryInDoubleAndFloat()
    {
        foreach (var x in Points)
        {
            AssertClose(Math.Tanh(x), Forward<double, HyperbolicTangent<double>>(default, x), 4e-16, $"tanh {x}");
            AssertClose(Math.Tanh((float)x), Forward<float, HyperbolicTangent<float>>(default, x), 3e-7, $"tanh {x}");
            AssertClose(1 / (1 + Math.Exp(-x)), Forward<double, LogisticFunction<double>>(default, x), 6e-16, $"sigmoid {x}");
            AssertClose(Math.Max(x, 0), Forward<double, Rectifier<double>>(default, x), 0, $"relu {x}");
            AssertClose(x > 0 ? x : 0.25 * x, Forward<double, LeakyRectifier<double>>(new(0.25), x), 0, $"leaky relu {x}");
        }
    }

    /// <summary>
    /// Relative to the value; 0, infinities and NaN must be met exactly, and numbers below the smallest normal one to its size.
    /// </summary>
    private static void AssertClose(double expected, double actual, double tolerance, string what)
    {
        if (double.IsFinite(expected))
            Assert.AreEqual(expected, actual, tolerance * Math.Abs(expected) + 1e-300, what);
        else
            Assert.AreEqual(expected, actual, what);
    }

    /// <summary>All widths must agree; gives their value.</summary>
    private static double Forward<T, TActivation>(TActivation activation, double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        var x = T.CreateTruncating(value);
        var expected = activation.Forward<SimdScalar<T>, T>(x);
        Assert.AreEqual(expected, activation.Forward<Simd512<T>, Vector512<T>>(Vector512.Create(x)).ToScalar(), $"at {value}");
        Assert.AreEqual(expected, activation.Forward<Simd256<T>, Vector256<T>>(Vector256.Create(x)).ToScalar(), $"at {value}");
        Assert.AreEqual(expected, activation.Forward<Simd128<T>, Vector128<T>>(Vector128.Create(x)).ToScalar(), $"at {value}");
        return double.CreateTruncating(expected);
    }
}
