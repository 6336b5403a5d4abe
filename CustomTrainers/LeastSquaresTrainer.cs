using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Regression;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Finds the linear function with the least sum of squared errors, exactly: there are no steps, no rate and nothing random. Row weights
/// count.
/// </summary>
public sealed class LeastSquaresTrainer : PredictionTrainer<LinearRegressionTransformer, LinearModel>
{
    internal LeastSquaresTrainer(IHostEnvironment env, LeastSquaresOptions options)
        : base(env, options, new NumberLabel(options.LabelColumnName))
    {
        options.Validate();
        Options = options;
    }

    /// <summary>What ML.NET may know of the trainer: it needs no normalized features, and reads its rows once.</summary>
    public override TrainerInfo Info => TrainerFacts.LeastSquares;

    /// <summary>The settings.</summary>
    public LeastSquaresOptions Options { get; }

    /// <inheritdoc/>
    public override LinearRegressionTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var rows = RowReader.Read(input, Source("training"), Options.CancellationToken);
        var fit = LeastSquares.Solve(
            rows.Features.Span, rows.Width, rows.Labels.Span, rows.Weights.Span, Options.L2, Options.CancellationToken);
        Log(FormattableString.Invariant(
            $"Found {fit.Rank} weights on {rows.Count} rows; {rows.Width - fit.Rank} features are constant or depend on others."));
        return new LinearRegressionTransformer(new LinearModel(fit.Weights, fit.Intercept), Options.FeatureColumnName);
    }
}
