using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Diagnostics;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Diagnostics;

/// <summary>
/// Where a training ends, and where its gradient is almost nothing, in double precision over all training rows: after the training L-BFGS
/// goes on from its weights, and the signs of the Hessian's eigenvalues are counted there. For small networks: the Hessian is a matrix of
/// parameters by parameters.
/// </summary>
public sealed class CriticalPointDiagnostic : TrainingDiagnostic
{
    /// <summary>Most parameters of a network; more would need over 128 MB and minutes.</summary>
    public const int MaximumParameters = 4_000;

    /// <summary>The metric of the training loss where the training ended, exact.</summary>
    public const string EndLoss = "end-loss";

    /// <summary>The metric of the gradient's length by the parameters' length where the training ended.</summary>
    public const string EndRatio = "end-gradient-ratio";

    /// <summary>The metric of the training loss at the critical point.</summary>
    public const string CriticalLoss = "critical-loss";

    /// <summary>The metric of the gradient's length by the parameters' length at the critical point.</summary>
    public const string CriticalRatio = "critical-gradient-ratio";

    /// <summary>
    /// The metric of the share of positive eigenvalues of the Hessian at the critical point; an eigenvalue counts as 0 below 1e-7 of the
    /// bound on the largest.
    /// </summary>
    public const string PositiveShare = "positive-eigenvalues";

    /// <summary>The metric of the share of negative eigenvalues there.</summary>
    public const string NegativeShare = "negative-eigenvalues";

    /// <summary>The metric of the share of the Hessian's columns that hold the jump of a kink.</summary>
    public const string KinkShare = "columns-with-kinks";

    /// <summary>The name of the setting that asks for it.</summary>
    internal const string Setting = "critical-point";

    private const int MaximumSteps = 1_500;
    private IReadOnlyList<HistoryPoint> _points = [];

    /// <inheritdoc/>
    public override IReadOnlyList<HistoryPoint> Points => _points;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The network has more than <see cref="MaximumParameters"/> parameters.</exception>
    /// <exception cref="NotSupportedException">It has batch normalization or dropout.</exception>
    public override void OnStart(Network<float> network, TrainingOptions options)
    {
        if (network.ParameterCount > MaximumParameters)
        {
            throw new ArgumentException(
                $"The setting '{Setting}' is for networks of at most {MaximumParameters} parameters; this one has "
                    + $"{network.ParameterCount}.");
        }

        LossSurface.Require(network.Definition);
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingEnd<float> end)
    {
        var network = end.Network;
        var n = network.ParameterCount;
        var surface = new LossSurface(
            Network<double>.Create(network.Definition, Widened(network.ParameterValues)), Widened(end.Training), end.Options.Loss);
        var (loss, ratio, _) = new CriticalPointSearch { MaximumSteps = 0 }.Run(surface);
        var (criticalLoss, criticalRatio, _) = new CriticalPointSearch { MaximumSteps = MaximumSteps }.Run(surface, end.Cancellation);
        var (matrix, kinks) = surface.Hessian(end.Cancellation);
        var inertia = Inertia.Of(matrix, n);
        HistoryPoint Point(string metric, double value) => new(end.Result.Epochs, end.Result.Iterations, Split.Train, metric, value);
        _points =
        [
            Point(EndLoss, loss), Point(EndRatio, ratio), Point(CriticalLoss, criticalLoss), Point(CriticalRatio, criticalRatio),
            Point(PositiveShare, inertia.PositiveShare), Point(NegativeShare, (double)inertia.Negative / n),
            Point(KinkShare, (double)kinks / n),
        ];
    }

    private static SampleSet<double> Widened(SampleSet<float> samples)
    {
        double[] features = Widened(samples.Features.Span), weights = Widened(samples.Weights.Span);
        return samples.Classes > 0
            ? SampleSet<double>.Classification(features, samples.Columns, samples.Labels, samples.Classes, weights)
            : SampleSet<double>.Regression(features, samples.Columns, Widened(samples.Targets.Span), samples.TargetColumns, weights);
    }

    private static double[] Widened(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }
}
