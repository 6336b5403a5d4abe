using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Diagnostics;

/// <summary>What networks' trainings record when a setting asks for it, through the harness.</summary>
[TestClass]
public sealed class TrainingDiagnosticTests
{
    private static TrialResult Run(string settings, LearningTask task = LearningTask.Multiclass)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("mlp", out var kind));
        var data = task == LearningTask.Multiclass ? SmallData.Create() : SmallData.Regression();
        return new MetricsHarness(data).Run(kind.Create(task, "net", Settings.Parse(settings)), new TrialRequest { Seed = 1 });
    }

    private static List<HistoryPoint> Points(TrialResult result, string metric) =>
        [.. result.History.Where(point => point.Metric == metric)];

    private static double Value(TrialResult result, string metric) => Points(result, metric).Single().Value;

    [TestMethod]
    public void GradientNorm_EveryUpdate_IsRootOfTheSquaresOfAllMatrices()
    {
        // A network of one matrix without hidden layers: weights and biases are all there is, so the norm is not below that of the weights.
        var result = Run("hidden=none batch=20 epochs=2 gradient-norm=1 gradients=0");

        var norms = Points(result, StepDiagnostic.GradientNorm);
        Assert.HasCount(6, norms);
        foreach (var squared in Points(result, StepDiagnostic.SquaredGradient(0)))
        {
            Assert.IsGreaterThanOrEqualTo(
                squared.Value, norms.Where(point => point.Epoch == squared.Epoch).Average(point => point.Value * point.Value));
        }

        Assert.AreEqual(
            norms.Take(2).Average(point => point.Value),
            Points(Run("hidden=none batch=20 epochs=2 gradient-norm=2"), StepDiagnostic.GradientNorm)[0].Value, 1e-12);
    }

    [TestMethod]
    public void WeightsPath_PlainDescent_HasAPointForEachEpochAndKeepsDistances()
    {
        var result = Run("hidden=8 batch=20 epochs=6 optimizer=sgd rate=0.1 weights-path=yes");

        foreach (var part in WeightPathDiagnostic.Parts)
        {
            var (x, y) = (Points(result, WeightPathDiagnostic.Component(part, 1)), Points(result, WeightPathDiagnostic.Component(part, 2)));
            CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4, 5, 6 }, x.Select(point => point.Epoch).ToList());
            CollectionAssert.AreEqual(new long[] { 0, 3, 6, 9, 12, 15, 18 }, x.Select(point => point.Iteration).ToList());
            var (first, second) = (Value(result, WeightPathDiagnostic.Share(part, 1)), Value(result, WeightPathDiagnostic.Share(part, 2)));
            Assert.IsGreaterThan(second, first);
            Assert.IsGreaterThan(0.8, first + second);
            var steps = Points(result, WeightPathDiagnostic.Step(part));
            Assert.HasCount(6, steps);
            for (var i = 0; i < 6; i++) // the plane shows at most the whole distance
            {
                Assert.IsLessThanOrEqualTo(
                    steps[i].Value * (1 + 1e-5),
                    Math.Sqrt(Math.Pow(x[i + 1].Value - x[i].Value, 2) + Math.Pow(y[i + 1].Value - y[i].Value, 2)));
            }

            Assert.HasCount(5, Points(result, WeightPathDiagnostic.Turn(part)));
            Assert.IsTrue(Points(result, WeightPathDiagnostic.Turn(part)).All(point => point.Value is > -1 and < 1));
        }

        Assert.IsLessThan(
            Points(result, WeightPathDiagnostic.Step("all"))[0].Value, Points(result, WeightPathDiagnostic.Step("first"))[0].Value);
    }

    [TestMethod]
    public void Sensitivity_LinearNetwork_IsThatOfItsWeights()
    {
        var small = Value(Run("hidden=none epochs=0 sensitivity=5"), SensitivityDiagnostic.Sensitivity);
        var trained = Run("hidden=none epochs=40 rate=0.1 sensitivity=5");

        Assert.AreEqual("test", Points(trained, SensitivityDiagnostic.Sensitivity).Single().Split);
        Assert.IsGreaterThan(small, Value(trained, SensitivityDiagnostic.Sensitivity));
        Assert.AreEqual(
            Value(Run("hidden=none epochs=40 rate=0.1 sensitivity=1"), SensitivityDiagnostic.Sensitivity),
            Value(trained, SensitivityDiagnostic.Sensitivity), 1e-5);
    }

    /// <summary>A linear regression has one minimum, whose Hessian is positive in every direction.</summary>
    [TestMethod]
    public void CriticalPoint_LinearRegression_IsTheMinimum()
    {
        var result = Run("hidden=none epochs=2 critical-point=yes", LearningTask.Regression);

        Assert.IsLessThan(1e-6, Value(result, CriticalPointDiagnostic.CriticalRatio));
        Assert.IsGreaterThan(Value(result, CriticalPointDiagnostic.CriticalRatio), Value(result, CriticalPointDiagnostic.EndRatio));
        Assert.IsGreaterThan(Value(result, CriticalPointDiagnostic.CriticalLoss), Value(result, CriticalPointDiagnostic.EndLoss));
        Assert.AreEqual(1, Value(result, CriticalPointDiagnostic.PositiveShare));
        Assert.AreEqual(0, Value(result, CriticalPointDiagnostic.NegativeShare));
        Assert.AreEqual(0, Value(result, CriticalPointDiagnostic.KinkShare));
        var again = Run("hidden=none epochs=2 critical-point=yes", LearningTask.Regression);
        CollectionAssert.AreEqual(result.History.ToList(), again.History.ToList());
    }

    [TestMethod]
    public void CriticalPoint_LargeNetwork_IsRefused() =>
        Assert.AreEqual(
            "ArgumentException: The setting 'critical-point' is for networks of at most 4000 parameters; this one has 6003.",
            Run("hidden=1000 epochs=1 critical-point=yes").Error);

    /// <summary>No time is spent first: with a million epochs these would not end.</summary>
    [TestMethod]
    [DataRow(
        "hidden=1000 critical-point=yes", "ArgumentException: The setting 'critical-point' is for networks of at most 4000 parameters")]
    [DataRow(
        "hidden=8 dropout=0.5 critical-point=yes",
        "NotSupportedException: A loss surface needs a network without batch normalization and dropout.")]
    [DataRow(
        "hidden=8 batch-norm=yes critical-point=yes",
        "NotSupportedException: A loss surface needs a network without batch normalization and dropout.")]
    [DataRow(
        "hidden=8 batch-norm=yes sensitivity=5",
        "NotSupportedException: The Jacobian of a network with batch normalization is not supported")]
    public void Record_NetworkThatCannotHaveIt_IsRefusedBeforeTraining(string settings, string error) =>
        StringAssert.StartsWith(Run($"{settings} epochs=1000000").Error, error);

    [TestMethod]
    public void InterpolateBatch_TwoNetworks_HasTheTrainedOneAtZero()
    {
        var result = Run("hidden=8 epochs=30 rate=0.05 batch=20 interpolate-batch=10 monitor=train+test");

        var alphas = Points(result, InterpolationDiagnostic.Alpha);
        Assert.HasCount(InterpolationDiagnostic.Places, alphas);
        Assert.AreEqual(-1, alphas[0].Value);
        Assert.AreEqual(2, alphas[^1].Value);
        var losses = Points(result, InterpolationDiagnostic.Loss).Where(point => point.Split == "test").ToList();
        Assert.HasCount(InterpolationDiagnostic.Places, losses);

        // No place is exactly 0, but the two beside it enclose the trained network's loss within their difference.
        var end = result.History.Last(point => point is { Split: "test", Metric: "loss" }).Value;
        var near = alphas.Zip(losses, (alpha, loss) => (Alpha: alpha.Value, Loss: loss.Value)).OrderBy(pair => Math.Abs(pair.Alpha)).Take(2)
            .ToList();
        Assert.AreEqual(near.Average(pair => pair.Loss), end, Math.Abs(near[0].Loss - near[1].Loss) + (0.05 * end));
        Assert.IsGreaterThan(end, losses.Max(point => point.Value));
    }

    [TestMethod]
    public void InterpolateBatch_Regression_IsRefused()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("mlp", out var kind));

        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => kind.Create(LearningTask.Regression, "net", Settings.Parse("interpolate-batch=10"))).Message,
            "The setting 'interpolate-batch' is for multiclass tasks, not for a regression one.");
    }
}
