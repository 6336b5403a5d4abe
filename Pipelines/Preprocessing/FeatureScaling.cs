using Microsoft.ML;
using MlPipelines.CustomTrainers.Transforms;

namespace MlPipelines.Pipelines.Preprocessing;

/// <summary>What is done to <c>Features</c> before a trainer sees them, with figures taken from the training rows alone.</summary>
/// <remarks>Two learners with the same scaling share one preprocessed copy of the rows.</remarks>
public sealed class FeatureScaling
{
    private readonly Func<MLContext, IEstimator<ITransformer>>? _create;

    private FeatureScaling(string name, string description, Func<MLContext, IEstimator<ITransformer>>? create)
    {
        Name = name;
        Description = description;
        _create = create;
    }

    /// <summary>The features as the data set gives them.</summary>
    public static FeatureScaling None { get; } = new("none", "the values as they are", null);

    /// <summary>Each feature minus its mean, divided by its standard deviation.</summary>
    public static FeatureScaling Standardize { get; } = new(
        "standardize", "each feature minus its mean, divided by its standard deviation",
        ml => ml.Transforms.NormalizeMeanVariance(Columns.Features, fixZero: false));

    /// <summary>Every feature minus one mean, divided by one standard deviation, both taken over all features: for pixels.</summary>
    public static FeatureScaling StandardizeJointly { get; } = new(
        "standardize-jointly", "every feature minus one mean, divided by one standard deviation, taken over all features",
        ml => ml.Transforms.NormalizeJointMeanVariance(Columns.Features));

    /// <summary>Each feature divided by the root of its mean square, so that zero stays zero.</summary>
    public static FeatureScaling KeepZero { get; } = new(
        "keep-zero", "each feature divided by the root of its mean square, so that zero stays zero",
        ml => ml.Transforms.NormalizeMeanVariance(Columns.Features, fixZero: true));

    /// <summary>Each feature moved and scaled to [0, 1].</summary>
    public static FeatureScaling MinMax { get; } = new(
        "min-max", "each feature moved and scaled to the range from 0 to 1",
        ml => ml.Transforms.NormalizeMinMax(Columns.Features, fixZero: false));

    /// <summary>Each feature minus its median, divided by the range of its middle half, bounded smoothly to ±3.</summary>
    public static FeatureScaling Robust { get; } = new(
        "robust", "each feature minus its median, divided by the range of its middle half of rows, bounded smoothly to 3 at most",
        ml => ml.Transforms.SmoothRobustScaling(Columns.Features));

    /// <summary>Each feature given a normal distribution by its quantiles.</summary>
    public static FeatureScaling Quantile { get; } = new(
        "quantile", "each feature given a standard normal distribution by its quantiles",
        ml => ml.Transforms.QuantileToNormal(Columns.Features));

    /// <summary>Every scaling.</summary>
    public static IReadOnlyList<FeatureScaling> All { get; } = [None, Standardize, StandardizeJointly, KeepZero, MinMax, Robust, Quantile];

    /// <summary>The name that settings use.</summary>
    public string Name { get; }

    /// <summary>What it does, in words.</summary>
    public string Description { get; }

    /// <summary>The scaling named <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static FeatureScaling Named(string name) => All.FirstOrDefault(scaling => scaling.Name == name)
        ?? throw new ArgumentException($"There is no feature scaling '{name}'; there are: {string.Join(", ", All)}.", nameof(name));

    /// <summary>The estimator, or null when there is nothing to do.</summary>
    public IEstimator<ITransformer>? CreateEstimator(MLContext ml)
    {
        ArgumentNullException.ThrowIfNull(ml);
        return _create?.Invoke(ml);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
