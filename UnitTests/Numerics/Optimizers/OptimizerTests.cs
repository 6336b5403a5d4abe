using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.UnitTests.Numerics.Optimizers;

/// <summary>Two steps of each rule worked by hand, for w = 1 and gradients 0.5 and 0.25.</summary>
[TestClass]
public class OptimizerTests
{
    [TestMethod]
    public void Sgd_TwoSteps_SubtractsRateTimesGradient() => AssertSteps(new SgdOptions { LearningRate = 0.1 }, 1 - 0.05, 1 - 0.05 - 0.025);

    [TestMethod]
    public void Sgd_WeightDecay_AddsItToTheGradient() =>
        AssertSteps(new SgdOptions { LearningRate = 0.1, WeightDecay = 0.2 }, 0.93, 0.93 - 0.1 * (0.25 + 0.2 * 0.93));

    [TestMethod]
    public void Sgd_Momentum_StartsWithTheFirstGradient() => // v: 0.5, then 0.9 · 0.5 + 0.25 = 0.7
        AssertSteps(new SgdOptions { LearningRate = 0.1, Momentum = 0.9 }, 0.95, 0.95 - 0.07);

    [TestMethod]
    public void Sgd_Nesterov_LooksAhead() => // g + 0.9 v: 0.95, then 0.25 + 0.9 · 0.7 = 0.88
        AssertSteps(new SgdOptions { LearningRate = 0.1, Momentum = 0.9, Nesterov = true }, 0.905, 0.905 - 0.088);

    [TestMethod]
    public void Adam_FirstStep_HasTheLengthOfTheRate()
    {
        // m̂ = g and v̂ = g², so the first step is rate · g / (|g| + ε).
        var m = (0.9 * 0.05 + 0.1 * 0.25) / (1 - 0.81);
        var v = (0.999 * 0.00025 + 0.001 * 0.0625) / (1 - 0.998001);
        var first = 1 - 0.1 * 0.5 / (0.5 + 1e-8);
        AssertSteps(new AdamOptions { LearningRate = 0.1 }, first, first - 0.1 * m / (Math.Sqrt(v) + 1e-8));
    }

    [TestMethod]
    public void AdamW_Decay_ShrinksTheWeightFirst() // 1 − 0.1 · 0.2 = 0.98, then Adam's first step of length 0.1
    {
        var first = 0.98 - 0.1 * 0.5 / (0.5 + 1e-8);
        var m = (0.9 * 0.05 + 0.1 * 0.25) / (1 - 0.81);
        var v = (0.999 * 0.00025 + 0.001 * 0.0625) / (1 - 0.998001);
        AssertSteps(new AdamWOptions { LearningRate = 0.1, WeightDecay = 0.2 }, first, 0.98 * first - 0.1 * m / (Math.Sqrt(v) + 1e-8));
    }

    [TestMethod]
    public void RmsProp_TwoSteps_DividesByTheRunningRoot() // v: 0.01 · 0.25, then 0.99 · that + 0.01 · 0.0625
    {
        var first = 1 - 0.1 * 0.5 / (Math.Sqrt(0.0025) + 1e-8);
        AssertSteps(new RmsPropOptions { LearningRate = 0.1 }, first, first - 0.1 * 0.25 / (Math.Sqrt(0.0031) + 1e-8));
    }

    [TestMethod]
    public void Update_InParts_GivesTheBitsOfTheWhole()
    {
        foreach (var options in new OptimizerOptions[] { new SgdOptions(), new SgdOptions { Momentum = 0.9 },
            new SgdOptions { Momentum = 0.9,
            Nesterov = true }, new AdamOptions(), new AdamWOptions(), new RmsPropOptions { Momentum = 0.5 } })
        {
            float[] gradients = [.. Enumerable.Range(0, 513).Select(i => MathF.Sin(i))];
            var (whole, parts) = (gradients.ToArray(), gradients.ToArray());
            var (a, b) = (options.Build<float>(513), options.Build<float>(513));
            for (var step = 0; step < 3; step++)
            {
                a.BeginStep(options.LearningRate);
                a.Update(0, whole, gradients);
                b.BeginStep(options.LearningRate);
                b.Update(0, parts.AsSpan(0, 7), gradients.AsSpan(0, 7));
                b.Update(7, parts.AsSpan(7), gradients.AsSpan(7));
            }
            CollectionAssert.AreEqual(whole, parts, options.ToString());
        }
    }

    [TestMethod]
    public void Update_SubnormalResults_AreZeroAndAllElseIsKept()
    {
        foreach (var options in new OptimizerOptions[] { new SgdOptions(), new SgdOptions { Momentum = 0.9 },
            new SgdOptions { Momentum = 0.9,
            Nesterov = true }, new AdamOptions(), new AdamWOptions { WeightDecay = 0 }, new RmsPropOptions { Momentum = 0.5 } })
        {
            AssertKept([1e-39f, -1e-39f, float.Epsilon, 1.2e-38f, -1.2e-38f, 0, 1, float.NaN],
                [0, 0, 0, 1.2e-38f, -1.2e-38f, 0, 1, float.NaN], options);
            AssertKept([1e-309, -1e-309, double.Epsilon, 2.3e-308, -2.3e-308, 0, 1, double.NaN],
                [0, 0, 0, 2.3e-308, -2.3e-308, 0, 1, double.NaN], options);
        }
    }

    [TestMethod]
    public void Update_GradientWhoseSquareIsSubnormal_IsNotSquared()
    {
        foreach (var options in new OptimizerOptions[] { new AdamOptions(), new AdamWOptions { WeightDecay = 0 },
            new RmsPropOptions { Momentum = 0.5 } })
        {
            Assert.AreEqual(2, NonZero(options, 1e-16f), "gradient and square are kept");
            Assert.AreEqual(1, NonZero(options, 1e-18f), "the gradient alone is kept");
        }

        static int NonZero(OptimizerOptions options, float gradient)
        {
            var optimizer = options.Build<float>(1);
            optimizer.BeginStep(0.01);
            optimizer.Update(0, new float[] { 1 }, new[] { gradient });
            return optimizer.State.Count(buffer => buffer.Values.Span[0] != 0);
        }
    }

    [TestMethod]
    [DataRow("adam")]
    [DataRow("adamw")]
    [DataRow("rmsprop")]
    [DataRow("momentum")]
    public void Update_StateAfterGradientsThatEnd_BecomesZero(string kind)
    {
        OptimizerOptions options = kind switch
        {
            "adam" => new AdamOptions { WeightDecay = 0.1 },
            "adamw" => new AdamWOptions { WeightDecay = 0.1 },
            "rmsprop" => new RmsPropOptions { Momentum = 0.5, WeightDecay = 0.1 },
            _ => new SgdOptions { Momentum = 0.5, WeightDecay = 0.1 },
        };
        var optimizer = options.Build<float>(40);
        float[] weights = [.. Enumerable.Range(0, 40).Select(i => MathF.Cos(i))], gradients = [.. weights.Select(w => 1e-18f * w)];
        for (var step = 0; step < 3_000; step++)
        {
            optimizer.BeginStep(0.01);
            optimizer.Update(0, weights, gradients);
            Array.Clear(gradients);
            Assert.IsFalse(weights.Any(float.IsSubnormal), $"weight subnormal after step {step}");
            Assert.IsFalse(
                optimizer.State.Any(buffer => buffer.Values.ToArray().Any(float.IsSubnormal)), $"state subnormal after step {step}");
        }
    }

    [TestMethod]
    public void Validate_BadSettings_SaysWhichAndWhatItMustBe()
    {
        AssertRefused(new SgdOptions { LearningRate = double.NaN },
            "The learning rate of SgdOptions must be finite and at least 0; found NaN. (Parameter 'learning rate')\nActual value was NaN.");
        AssertRefused(new SgdOptions { LearningRate = -1 }, "The learning rate of SgdOptions must be finite and at least 0; found -1.");
        AssertRefused(new SgdOptions { Momentum = 1 }, "The momentum of SgdOptions must be in [0, 1); found 1.");
        AssertRefused(new SgdOptions { Nesterov = true }, "The momentum of SgdOptions must be above 0 with Nesterov; found 0.");
        AssertRefused(new AdamOptions { Beta2 = 1 }, "The beta2 of AdamOptions must be in [0, 1); found 1.");
        AssertRefused(new AdamOptions { Epsilon = 0 }, "The epsilon of AdamOptions must be finite and above 0; found 0.");
        AssertRefused(new AdamWOptions { WeightDecay = -1 }, "The weight decay of AdamWOptions must be finite and at least 0; found -1.");
        AssertRefused(new RmsPropOptions { Alpha = 1 }, "The alpha of RmsPropOptions must be in [0, 1); found 1.");
        AssertRefused(new AdamOptions { WeightDecay = double.PositiveInfinity },
            "The weight decay of AdamOptions must be finite and at least 0; found Infinity.");
    }

    private static void AssertKept<T>(T[] weights, T[] expected, OptimizerOptions options)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var optimizer = options.Build<T>(weights.Length);
        optimizer.BeginStep(options.LearningRate);
        optimizer.Update(0, weights, new T[weights.Length]);
        CollectionAssert.AreEqual(expected, weights, options.ToString());
    }

    private static void AssertRefused(OptimizerOptions options, string message)
    {
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate);
        StringAssert.StartsWith(exception.Message.ReplaceLineEndings("\n"), message);
    }

    private static void AssertSteps(OptimizerOptions options, double first, double second)
    {
        var optimizer = options.Build<double>(1);
        double[] w = [1];
        optimizer.BeginStep(options.LearningRate);
        optimizer.Update(0, w, [0.5]);
        Assert.AreEqual(first, w[0], 1e-14);
        optimizer.BeginStep(options.LearningRate);
        optimizer.Update(0, w, [0.25]);
        Assert.AreEqual(second, w[0], 1e-14);
    }
}
