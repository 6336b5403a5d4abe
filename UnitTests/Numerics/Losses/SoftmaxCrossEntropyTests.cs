using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Losses;

[TestClass]
public class SoftmaxCrossEntropyTests
{
    [TestMethod]
    public void Compute_TwoClassesByHand_GivesLossHitAndGradient()
    {
        double[] scores = [0, Math.Log(3), 5, 5];
        var sums = new SoftmaxCrossEntropyLoss<double>(
            0).Compute(WorkerPool.Single, scores, new TargetBatch<double> { Count = 2, Labels = [0, 1] }, gradient: true);

        Assert.AreEqual(Math.Log(4) + Math.Log(2), sums.Loss, 1e-14);
        Assert.AreEqual(0, sums.Correct, "of equal scores the first counts");
        Assert.AreEqual(2, sums.Weight);
        double[] expected = [(0.25 - 1) / 2, 0.75 / 2, 0.25, (0.5 - 1) / 2];
        for (var i = 0; i < 4; i++)
            Assert.AreEqual(expected[i], scores[i], 1e-15);
    }

    [TestMethod]
    public void Compute_HugeScores_StaysFinite()
    {
        float[] scores = [1e30f, -1e30f, 0];
        var sums = new SoftmaxCrossEntropyLoss<float>(
            0).Compute(WorkerPool.Single, scores, new TargetBatch<float> { Count = 1, Labels = [0] }, gradient: true);
        Assert.AreEqual(0, sums.Loss);
        CollectionAssert.AreEqual(new float[] { 0, 0, 0 }, scores);
    }

    [TestMethod]
    public void Compute_ClassesFarBelow_HaveNoGradientAndNoSubnormalOne()
    {
        float[] scores = [0, -44, -47, -90, -110];
        new SoftmaxCrossEntropyLoss<float>(
            0).Compute(WorkerPool.Single, scores, new TargetBatch<float> { Count = 1, Labels = [1] }, gradient: true);
        CollectionAssert.AreEqual(new[] { 1f, -1f, 0, 0, 0 }, scores);

        float[] other = [0, -44, -47, -90, -110];
        new SoftmaxCrossEntropyLoss<float>(
            0).Compute(WorkerPool.Single, other, new TargetBatch<float> { Count = 1, Labels = [0] }, gradient: true);
        Assert.AreEqual(Math.Exp(-44), other[1], 1e-26);
        CollectionAssert.AreEqual(new[] { 0f, 0, 0 }, other[2..]);

        double[] wide = [0, -47, -459, -462];
        new SoftmaxCrossEntropyLoss<double>(
            0).Compute(WorkerPool.Single, wide, new TargetBatch<double> { Count = 1, Labels = [0] }, gradient: true);
        Assert.AreEqual(Math.Exp(-47), wide[1], 1e-34);
        Assert.AreEqual(Math.Exp(-459), wide[2], 1e-212);
        Assert.AreEqual(0, wide[3]);
    }

    [TestMethod]
    public void Compute_NaNScore_MakesTheLossNaN()
    {
        var sums = new SoftmaxCrossEntropyLoss<float>(
            0).Compute(WorkerPool.Single, new[] { 1f, float.NaN, 2f }, new TargetBatch<float> { Count = 1, Labels = [0] }, gradient: false);
        Assert.IsTrue(double.IsNaN(sums.Loss));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(16)]
    [DataRow(17)]
    [DataRow(33)]
    [DataRow(63)]
    [DataRow(513)]
    public void Compute_AwkwardWidths_AgreesWithThePlainFormula(int columns)
    {
        Compare<double>(columns, 1e-13);
        Compare<float>(columns, 2e-6);
    }

    [TestMethod]
    public void Compute_TwoThreads_SameBitsAsOne()
    {
        const int Rows = 300, Columns = 33;
        var random = new Xoshiro256(1, RandomPurpose.Generation);
        float[] one = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)random.NextNormal())];
        var two = one.ToArray();
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Columns)];
        using var workers = new WorkerPool(2);
        var a = new SoftmaxCrossEntropyLoss<float>(
            0).Compute(WorkerPool.Single, one, new TargetBatch<float> { Count = Rows, Labels = labels }, gradient: true);
        var b = new SoftmaxCrossEntropyLoss<float>(
            0).Compute(workers, two, new TargetBatch<float> { Count = Rows, Labels = labels }, gradient: true);
        Assert.AreEqual(a, b);
        CollectionAssert.AreEqual(one, two);
    }

    [TestMethod]
    public void Check_SamplesThatDoNotSuit_SaysWhy()
    {
        var loss = new SoftmaxCrossEntropyLoss<float>(0);
        var wrong = Assert.ThrowsExactly<ArgumentException>(
            () => loss.Check(SampleSet<float>.Classification(new float[2], 1, new int[2], 3), 4));
        StringAssert.StartsWith(
            wrong.Message, "Softmax cross-entropy needs one output per class; the network has 4 outputs and the samples have 3 classes.");
        var numbers = Assert.ThrowsExactly<ArgumentException>(
            () => loss.Check(SampleSet<float>.Regression(new float[2], 1, new float[2]), 4));
        StringAssert.StartsWith(
            numbers.Message, "Softmax cross-entropy needs samples with classes; found samples with numbers as targets.");
    }

    [TestMethod]
    public void SoftmaxApply_Rows_SumToOne()
    {
        float[] scores = [1, 2, 3, -4, 0, 1000];
        Softmax.Apply<float>(scores, 3);
        Assert.AreEqual(1, scores[..3].Sum(), 1e-6f);
        Assert.AreEqual(Math.Exp(2) / (Math.Exp(1) + Math.Exp(2) + Math.Exp(3)), scores[1], 1e-6);
        CollectionAssert.AreEqual(new float[] { 0, 0, 1 }, scores[3..]);
        Assert.ThrowsExactly<ArgumentException>(() => Softmax.Apply<float>(scores, 4));
    }

    /// <summary>Float tolerance: a few units in the last place of losses near ln(columns), times the rounding of the sums.</summary>
    private static void Compare<T>(int columns, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Rows = 3;
        var random = new Xoshiro256(columns, RandomPurpose.Generation);
        T[] scores = [.. Enumerable.Range(0, Rows * columns).Select(_ => T.CreateTruncating(3 * random.NextNormal()))];
        double[] s = [.. scores.Select(double.CreateTruncating)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt32(columns))];
        var sums = new SoftmaxCrossEntropyLoss<T>(
            0.1).Compute(WorkerPool.Single, scores, new TargetBatch<T> { Count = Rows, Labels = labels }, gradient: true);

        var loss = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var row = s.AsSpan(i * columns, columns).ToArray();
            var sum = row.Sum(Math.Exp);
            for (var j = 0; j < columns; j++)
            {
                var target = 0.1 / columns + (j == labels[i] ? 0.9 : 0);
                loss -= target * (row[j] - Math.Log(sum));
                Assert.AreEqual((Math.Exp(row[j]) / sum - target) / Rows, double.CreateTruncating(scores[i * columns + j]), tolerance);
            }
        }
        Assert.AreEqual(loss, sums.Loss, tolerance * 30);
    }
}
