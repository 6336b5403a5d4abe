using System.Numerics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Verification;

namespace MlPipelines.UnitTests.Numerics.Verification;

[TestClass]
public sealed class GradientVerificationTests
{
    public static IEnumerable<object[]> Names => VerificationCases.All.Select(item => new object[] { item.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Verify_EveryCase_HasSlopesOneAndTwo(string name)
    {
        var result = GradientVerification.Verify(VerificationCases.All.Single(item => item.Name == name), seed: 1);
        Assert.IsTrue(
            result.Passed,
            $"{name}: Taylor {result.Taylor.FirstSlope:F3} and {result.Taylor.SecondSlope:F3}, Jacobian {result.Jacobian?.FirstSlope:F3} "
                + $"and {result.Jacobian?.SecondSlope:F3}, "
            + $"linear {result.Jacobian?.IsLinear}, transpose {result.TransposeError:E1}, {result.Draws} draws");
    }

    /// <summary>Every kind of layer that can be defined is among the cases.</summary>
    [TestMethod]
    public void All_EveryLayerOfTheLibrary_IsVerified()
    {
        var source = string.Join('\n', VerificationCases.All.Where(item => item.Kind != VerificationKind.Loss)
            .Select(item => item.CreateProbe(new(1))).Cast<NetworkProbe>().Select(probe => probe.Definition.Summary().ToString()));
        foreach (var layer in typeof(LayerDefinition).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerDefinition)) && !type.IsAbstract))
        {
            StringAssert.Contains(source, layer.Name);
        }
    }

    /// <summary>A derivative that is wrong by one part in a thousand, of inputs or of parameters, is found.</summary>
    [TestMethod]
    [DataRow(1.001, 1.0)]
    [DataRow(1.0, 1.001)]
    public void Verify_WrongGradient_Fails(double inputs, double parameters)
    {
        var layer = GradientVerification.Verify(
            VerificationCase.Layer("wrong", new Shape(5), new Tanh(), new WrongScale(inputs, parameters)), seed: 1);
        Assert.IsFalse(layer.Passed);
        Assert.AreEqual(1, layer.Taylor.SecondSlope, 0.1);
        var network = new NetworkDefinition(new Shape(5), [new Dense(4), new WrongScale(inputs, parameters), new Tanh(), new Dense(3)]);
        Assert.IsFalse(GradientVerification.Verify(VerificationCase.Network("wrong", network, new SoftmaxCrossEntropy()), seed: 1).Passed);
    }

    [TestMethod]
    public void Verify_RightTwinOfTheWrongLayer_Passes() =>
        Assert.IsTrue(
            GradientVerification.Verify(VerificationCase.Layer("right", new Shape(5), new Tanh(), new WrongScale(1, 1)), seed: 1).Passed);

    [TestMethod]
    [DataRow(1.0, true)]
    [DataRow(1.001, false)]
    public void VerifyNetwork_RightAndWrongLayer_IsJudged(double inputs, bool passed)
    {
        var network = new NetworkDefinition(new Shape(5), [new Dense(4), new WrongScale(inputs, 1), new Tanh(), new Dense(3)]);
        var result = GradientVerification.VerifyNetwork(network, new SoftmaxCrossEntropy());
        Assert.AreEqual(passed, result.Passed);
        Assert.AreEqual(VerificationKind.Network, result.Kind);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void VerifyLoss_SoftmaxCrossEntropy_Passes(bool weighted)
    {
        var result = GradientVerification.VerifyLoss(new SoftmaxCrossEntropy(), outputs: 4, weighted);
        Assert.IsTrue(result.Passed);
        Assert.AreEqual(VerificationKind.Loss, result.Kind);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GradientVerification.VerifyLoss(new SoftmaxCrossEntropy(), outputs: 0));
    }

    [TestMethod]
    public void Verify_SameSeed_GivesTheSameCurve()
    {
        var item = VerificationCases.All.Single(candidate => candidate.Name == "max pooling 2 × 2");
        CollectionAssert.AreEqual(
            GradientVerification.Verify(item, 3).Taylor.Points.ToArray(), GradientVerification.Verify(item, 3).Taylor.Points.ToArray());
    }

    [TestMethod]
    public void SecondSlope_PointsOfASquare_IsTwoAboveRoundingOnly()
    {
        var curve = new TaylorCurve([.. Enumerable.Range(0, 20)
            .Select(k => new TaylorPoint(Math.ScaleB(1, -k), Math.ScaleB(3, -k), Math.Max(Math.ScaleB(1, -2 * k), 1e-7)))], 1e-6);
        Assert.AreEqual(1, curve.FirstSlope, 1e-12);
        Assert.AreEqual(2, curve.SecondSlope, 1e-12);
        Assert.IsFalse(curve.IsLinear);
    }

    /// <summary>y = w · x element by element, with gradients that are wrong by a factor each.</summary>
    private sealed record WrongScale(double Inputs, double Parameters) : LayerDefinition
    {
        public override Shape OutputShape(Shape input) => input;

        public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
            new Built<T>(input, layout.Add($"{path}.weight", input, ParameterRole.Scale), T.CreateTruncating(Inputs),
                T.CreateTruncating(Parameters));

        private sealed class Built<T>(Shape shape, ParameterInfo weight, T inputs, T parameters) : Layer<T>(shape, shape)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            public override void Initialize(Span<T> all, Span<T> state, MlPipelines.Numerics.Randomness.Xoshiro256 random) =>
                weight.Of(all).Fill(T.One);

            public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
            {
                for (var i = 0; i < x.Length; i++)
                    y[i] = weight.Of(pass.Parameters)[i % weight.Length] * x[i];
            }

            public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
            {
                weight.Of(pass.Gradients).Clear();
                for (var i = 0; i < dy.Length; i++)
                {
                    weight.Of(pass.Gradients)[i % weight.Length] += parameters * x[i] * dy[i];
                    if (!dx.IsEmpty)
                        dx[i] = inputs * weight.Of(pass.Parameters)[i % weight.Length] * dy[i];
                }
            }
        }
    }
}
