using MlPipelines.Numerics.Diagnostics;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Diagnostics;

/// <summary>
/// How sensitive the trained network is to its inputs: the mean over rows of the Frobenius norm of the Jacobian of its outputs (logits) by
/// its inputs.
/// </summary>
/// <param name="rows">Rows, spread evenly over the test rows, else over the validation or training rows; at least 1.</param>
public sealed class SensitivityDiagnostic(int rows) : TrainingDiagnostic
{
    /// <summary>The metric.</summary>
    public const string Sensitivity = "sensitivity";

    private HistoryPoint? _point;

    /// <inheritdoc/>
    public override IReadOnlyList<HistoryPoint> Points => _point is { } point ? [point] : [];

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The network has batch normalization.</exception>
    public override void OnStart(Network<float> network, TrainingOptions options) => OutputJacobian.Require(network);

    /// <inheritdoc/>
    public override void OnEnd(TrainingEnd<float> end)
    {
        var monitor = end.Monitors.FirstOrDefault(own => own.Name == Split.Test)
            ?? end.Monitors.FirstOrDefault(own => own.Name == Split.Validation);
        var samples = SpreadRows.Of(monitor?.Samples ?? end.Training, rows);
        var norms = OutputJacobian.FrobeniusNorms(end.Network, samples.Features.Span, samples.Count);
        _point = new(end.Result.Epochs, end.Result.Iterations, monitor?.Name ?? Split.Train, Sensitivity, norms.Average());
    }
}
