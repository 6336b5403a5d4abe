using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Gradients in a network of 100 layers, on the map of European countries (B7 in the design's experiments).</summary>
internal static class CountriesGradients
{
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly int[] Layers = [0, 30, 60, 90, 95, 99];
    private static readonly string Matrices = string.Join('-', Layers);
    private static readonly LearnerSpec Plain =
        new(
            "mlp", "plain",
            Settings.Parse(
                $"hidden={CountriesShapes.Hidden(100, 4)} optimizer=adam rate=0.001 batch=256 epochs=10 scaling=none "
                    + $"gradients={Matrices}"));
    private static readonly LearnerSpec Residual = new(
        "resnet", "residual",
        Settings.Parse(
            "width=4 hidden-width=4 blocks=50 batch-norm=yes optimizer=adam rate=0.001 batch=256 epochs=10 scaling=none "
                + $"gradients={Matrices}"));

    /// <summary>The experiment.</summary>
    /// <param name="like">An experiment with the same rows and seeds.</param>
    public static Experiment Of(Experiment like) => like with
    {
        Name = "gradient-magnitude",
        Question = "Which layers of a 100 x 4 network do gradients reach, and do residual connections with batch normalization let them "
            + "through?",
        Learners = [Plain, Residual],
        Sweep = [],
        Ours = "the remedy: 50 residual blocks of two layers with batch normalization; number of seeds; a difference of accuracies "
            + "up to 0.005 does not matter",
        Claims =
        [
            .. Layers.Select(layer => Claim.Within(
                $"the gradient of layer {layer} vanishes: its mean squared norm is 0.00175 or less in every epoch", Plain,
                Gradient(layer), double.NegativeInfinity, 0.00175)).SaidAt("001:81"),
            Claim.Within(
                "the last layers get the most gradient: the highest of layer 99 is above that of each earlier layer", Plain,
                LeadOfTheLast, 0, double.PositiveInfinity).SaidAt("001:81"),
            Claim.Within(
                "the gradient becomes flat: in the last epoch that of layer 99 is less than half of its highest", Plain, LastOfHighest,
                double.NegativeInfinity, 0.5).SaidAt("001:81"),
            .. Layers.Select(
                layer => Claim.Higher(
                    $"the remedy lets the gradient through to layer {layer}", Residual, Plain, Measure.LogarithmOf(Gradient(layer), 1e-9))),
            Claim.Higher("the remedy is more accurate", Residual, Plain, ValidationAccuracy).UpTo(0.005),
        ],
        Pictures =
        [
            .. new[] { Plain, Residual }.Select(learner => new HistorySpec(
                $"gradients-{learner.Name}", "squared gradient norm, mean of an epoch",
                [.. Layers.Select(layer => (StepDiagnostic.SquaredGradient(layer), $"layer {layer}"))]) { Learners = [learner] }),
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation),
        ],
        Quick = new() { EpochDivisor = 5 }, // two epochs: of one there is no curve
    };

    /// <summary>The highest of the epochs' mean squared gradient norms of a layer.</summary>
    private static Measure Gradient(int layer) => Measure.Highest(Split.Train, StepDiagnostic.SquaredGradient(layer));

    /// <summary>How far the highest gradient of layer 99 is above the highest of the others, as logarithms.</summary>
    private static Measure LeadOfTheLast => new(
        "logarithm of the highest squared gradient norm of layer 99 over that of any earlier layer", "ln",
        result => Layers.Select(layer => Gradient(layer).Of(result)).ToList() is var highest
            && highest[^1] is > 0 and var last && highest.SkipLast(1).Max() is { } others
            ? Math.Log(last) - Math.Log(Math.Max(others, 1e-30)) : null);

    /// <summary>What is left of the gradient of layer 99 in the last epoch.</summary>
    private static Measure LastOfHighest => new(
        "squared gradient norm of layer 99 in the last epoch over its highest", "share",
        result => Measure.Curve(result, Split.Train, StepDiagnostic.SquaredGradient(99)) is { Count: > 1 } curve
            && curve.Max(point => point.Value) is > 0 and var highest ? curve[^1].Value / highest : null);
}
