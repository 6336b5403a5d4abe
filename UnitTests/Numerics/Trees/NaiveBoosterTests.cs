using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.UnitTests.Numerics.Trees;

/// <summary>The engine's scores are those of a booster without histograms, bins, fixed point or shortcuts.</summary>
[TestClass]
public sealed class NaiveBoosterTests
{
    private const int Rows = 160;    // fewer than bins, so that a bin is a value
    private const int Columns = 4;

    [TestMethod]
    [DataRow(0.0, 1)]
    [DataRow(0.1, 5)]
    public void Train_Squared_EqualsTheNaiveBooster(double missing, int minimumRows)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var features = TreeData.Features(Rows, Columns, seed, missing);
            var targets = TreeData.Targets(features, Columns, seed);
            Compare(
                features, targets, new SquaredLoss(), targets.Average(t => (double)t), (score, target) => (score - target, 1), minimumRows);
        }
    }

    [TestMethod]
    [DataRow(0.0, 3)]
    [DataRow(0.1, 5)]
    public void Train_Logistic_EqualsTheNaiveBooster(double missing, int minimumRows)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var features = TreeData.Features(Rows, Columns, seed, missing);
            var targets = TreeData.Classes(TreeData.Targets(features, Columns, seed), 2);
            var share = targets.Average(t => (double)t);
            Compare(features, targets, new LogisticLoss(), Math.Log(share / (1 - share)), Logistic, minimumRows);
        }

        static (double, double) Logistic(double score, float target)
        {
            var p = 1 / (1 + Math.Exp(-score));
            return (p - target, p * (1 - p));
        }
    }

    private static void Compare(
        float[] features, float[] targets, BoostingLoss loss, double initial, Func<double, float, (double, double)> derivatives,
        int minimumRows)
    {
        var options = new BoostingOptions
        {
            NumberOfTrees = 5,
            NumberOfLeaves = 6,
            LearningRate = 0.3,
            MinimumExampleCountPerLeaf = minimumRows,
            L2 = 0.5,
        };
        var naive = new NaiveBooster
        {
            Leaves = 6,
            Rounds = 5,
            MinimumRows = minimumRows,
            Rate = 0.3,
            L2 = 0.5,
            Derivatives = derivatives,
        };

        var actual = GradientBooster.Train(TreeData.Rows(features, Columns, targets), loss, options).Ensemble.PredictBatch(features);

        var expected = naive.Train(features, Columns, targets, initial);
        // Leaves are sums of float gradients; each round's rounding carries over to the next.
        for (var row = 0; row < Rows; row++)
            Assert.AreEqual(expected[row], actual[row], 2e-5 * Math.Max(1, Math.Abs(expected[row])), $"row {row}");
    }
}
