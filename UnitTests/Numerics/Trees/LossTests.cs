using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class LossTests
{
    public static IEnumerable<object[]> Losses =>
    [
        [new SquaredLoss(), 0], [new LogisticLoss(), 2], [new SoftmaxLoss(4), 4],
    ];

    /// <summary>Central differences in double of the loss's value: the gradient to 1e-4, the second derivative where it is exact.</summary>
    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void Gradients_RandomScores_EqualDifferencesOfTheValue(BoostingLoss loss, int classes)
    {
        const int Rows = 37;
        var random = new Random(7);
        float[] targets = [.. Enumerable.Range(0, Rows).Select(_ => classes > 0 ? random.Next(classes) : (float)random.Next(4))];
        float[] weights = [.. Enumerable.Range(0, Rows).Select(_ => (float)(random.NextDouble() + 0.5))];
        var prepared = TrainingTargets.Create(loss, targets, weights, null, Rows);
        var g = Arrays(loss.OutputCount);
        var h = Arrays(loss.OutputCount);
        double[][] scores = [.. g.Select(
            output => output.Select((_, row) => row < Rows ? (double)(float)(random.NextDouble() * 4 - 2) : 0).ToArray())];
        loss.Gradients(prepared, scores, g, h, 0, prepared.Weights.Length);
        for (var k = 0; k < loss.OutputCount; k++)
            prepared.SubtractResponses(k, g[k]);

        for (var row = 0; row < Rows; row++)
        {
            for (var k = 0; k < loss.OutputCount; k++)
            {
                const float Step = 1f / 64;
                double[] values = [.. new[] { -1, 0, 1 }.Select(d =>
                {
                    float[] at = [.. scores.Select(s => (float)s[row])];
                    at[k] += d * Step;
                    return loss.Value(at, targets[row]) * weights[row];
                })];
                // Central differences are off by Step² / 6 and / 12 of the next derivatives, which stay below 20 here.
                Assert.AreEqual((values[2] - values[0]) / (2 * Step), g[k][row], 1e-3, $"gradient, row {row}, output {k}");
                var second = (values[2] - 2 * values[1] + values[0]) / (Step * Step) * (loss is SoftmaxLoss ? 2 : 1);
                Assert.AreEqual(second, h[k][row], 2e-3 * Math.Max(1, second), $"second derivative, row {row}, output {k}");
            }
        }

        static float[][] Arrays(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[TrainingTargets.Padded(Rows)])];
    }

    [TestMethod]
    public void SoftmaxGradients_MoreRowsThanABlock_SumToZeroOverOutputs()
    {
        const int Rows = 1500;
        var random = new Random(8);
        var loss = new SoftmaxLoss(3);
        float[] targets = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.Next(3))];
        var prepared = TrainingTargets.Create(loss, targets, [], null, Rows);
        double[][] scores = [.. Enumerable.Range(0, 3)
            .Select(_ => Enumerable.Range(0, prepared.Weights.Length).Select(_ => random.NextDouble() * 50).ToArray())];
        float[][] g = [.. scores.Select(s => new float[s.Length])], h = [.. scores.Select(s => new float[s.Length])];
        loss.Gradients(prepared, scores, g, h, 0, prepared.Weights.Length);
        for (var k = 0; k < 3; k++)
            prepared.SubtractResponses(k, g[k]);
        for (var row = 0; row < Rows; row++)
            Assert.AreEqual(0, g.Sum(o => (double)o[row]), 1e-6);
    }

    [TestMethod]
    public void Exp_WholeRange_WithinTwoUnitsInTheLastPlace()
    {
        for (float x = -86; x < 88; x += 0.0137f)
        {
            var actual = VectorMath.Exp(System.Runtime.Intrinsics.Vector512.Create(x))[0];
            Assert.AreEqual(1, actual / Math.Exp(x), 2.4e-7, $"x = {x}");
        }
    }

    [TestMethod]
    public void InitialScores_Priors_AreTheConstantsOfLeastLoss()
    {
        Assert.AreEqual(2.5, new SquaredLoss().InitialScores(4, [10])[0]);
        Assert.AreEqual(Math.Log(3), new LogisticLoss().InitialScores(4, [3])[0], 1e-12);
        var softmax = new SoftmaxLoss(2).InitialScores(4, [1, 3]);
        Assert.AreEqual(Math.Log(3), softmax[1] - softmax[0], 1e-12);
    }

    [TestMethod]
    public void CheckTarget_NotAClass_NamesRowAndRange()
    {
        foreach (var label in (float[])[-1, 3, 0.5f, float.NaN])
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => new SoftmaxLoss(3).CheckTarget(label, 6));
            Assert.AreEqual($"The label of row 6 is {label}; with 3 classes labels must be whole numbers from 0 to 2.", error.Message);
        }
    }

    [TestMethod]
    public void CheckTarget_NotFinite_IsRefused()
    {
        Assert.AreEqual("The target of row 2 is NaN; it must be finite. Drop such rows before training.",
            Assert.ThrowsExactly<ArgumentException>(() => new SquaredLoss().CheckTarget(float.NaN, 2)).Message);
    }

    [TestMethod]
    public void Transform_Scores_BecomePredictions()
    {
        Check(new SquaredLoss(), [3e6f], [3e6f]);
        Check(new LogisticLoss(), [0], [0.5f]);
        Check(new LogisticLoss(), [-200], [0]);
        Check(new LogisticLoss(), [-1], [(float)(1 / (1 + Math.E))]);
        Check(new SoftmaxLoss(3), [1000, 1000, -1000], [0.5f, 0.5f, 0]);
        Check(new SoftmaxLoss(2), [0, MathF.Log(3)], [0.25f, 0.75f]);

        static void Check(BoostingLoss loss, float[] scores, float[] expected)
        {
            loss.Transform(scores);
            TreeData.AreClose(expected, scores, 1e-6);
        }
    }
}
