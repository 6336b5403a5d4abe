using MlPipelines.Data.Files;
using MlPipelines.Data.Generation;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>The generated sets of points and of functions.</summary>
internal static class GeneratedSets
{
    public static DataSetLoader CountriesMap { get; } = Classes(
        "countries-map", "Generated countries",
        "Longitude and latitude in degrees of towns on a made-up continent, 33 countries with ragged borders, "
            + "any number of rows from a seed.",
        new(106_897, 13_363, 13_363), ["longitude", "latitude"], Names("country", Generation.CountriesMap.CountryCount), seed =>
            Generation.CountriesMap.Create(seed).Sample);

    public static DataSetLoader SwissRoll { get; } = Classes(
        "swiss-roll-generated", "Generated Swiss roll",
        "Two spirals of two turns, one beside the other, 1.5 % of the labels wrong; the shape of swiss-roll.",
        new(20_000, 5_000, 0), ["x1", "x2"], Names("class", 2), _ => Generation.SwissRoll.Sample);

    public static DataSetLoader Peaks { get; } = Classes(
        "peaks-generated", "Generated peaks",
        "Points of the plane in five classes by the height of the function peaks, each class as often, 3 % of the labels wrong; "
            + "the shape of peaks.",
        new(25_000, 6_250, 0), ["x1", "x2"], Names("class", Generation.Peaks.ClassCount), _ => Generation.Peaks.Sample);

    public static DataSetLoader GaussianMixture { get; } = Classes(
        "gmm-generated", "Generated Gaussian mixtures",
        "Five classes in five dimensions, each a mixture of Gaussians that overlap those of the others, 1 % of the labels wrong; "
            + "the shape of gmm.",
        new(25_000, 6_250, 0), ["x1", "x2", "x3", "x4", "x5"], Names("class", Generation.GaussianMixture.ClassCount), seed =>
            new GaussianMixture(seed).Sample);

    public static DataSetLoader Cubic { get; } = Targets(
        "cubic", "Noisy cubic",
        "x³ + 5x² + 1 with normal noise of standard deviation 10, x uniform in [-5, 5]; the features are x, x² and x³.",
        new(200, 200, 1_000), ["x", "x^2", "x^3"], Functions.Cubic);

    public static DataSetLoader Bump { get; } = Targets(
        "bump", "Bump",
        "x₁ exp(-x₁² - x₂²), both uniform in [-2, 2], without noise.",
        new(1_000, 1_000, 1_000), ["x1", "x2"], Functions.Bump);

    public static DataSetLoader Sine { get; } = Targets(
        "sine", "Sine", "sin(5πx), x uniform in [-1, 1], without noise.",
        new(2_000, 500, 500), ["x"], Functions.Sine);

    public static DataSetLoader Sinc { get; } = Targets(
        "sinc", "Damped sine", "sin(5πx) / (5πx), x uniform in [-1, 1], without noise; 1 at x = 0.",
        new(2_000, 500, 500), ["x"], Functions.Sinc);

    public static DataSetLoader GrowingSine { get; } = Targets(
        "growing-sine", "Growing sine", "5πx sin(5πx), x uniform in [-1, 1], without noise.",
        new(2_000, 500, 500), ["x"], Functions.GrowingSine);

    private static GeneratedLoader<int> Classes(
        string name, string title, string description, SplitSizes sizes, string[] features, string[] classes, Func<int,
            RowSampler<int>> distribution) =>
        new(Info(name, title, description, LearningTask.Multiclass), sizes, features, classes, distribution);

    private static GeneratedLoader<float> Targets(
        string name, string title, string description, SplitSizes sizes, string[] features, RowSampler<float> sampler) =>
        new(Info(name, title, description, LearningTask.Regression), sizes, features, [], _ => sampler);

    private static DataSetInfo Info(string name, string title, string description, LearningTask task) =>
        new() { Name = name, Title = title, Description = description, Task = task, NeedsFiles = false };

    private static string[] Names(string what, int count) => [.. Enumerable.Range(1, count).Select(i => $"{what} {i}")];
}

/// <summary>A data set whose rows are drawn one by one from a distribution.</summary>
/// <typeparam name="TLabel">int for classes, float for targets.</typeparam>
internal sealed class GeneratedLoader<TLabel> : DataSetLoader
{
    private readonly SplitSizes _sizes;
    private readonly string[] _featureNames;
    private readonly string[] _classNames;
    private readonly Func<int, RowSampler<TLabel>> _distribution;

    /// <summary>Describes the set.</summary>
    /// <param name="info">Its catalog entry.</param>
    /// <param name="sizes">Rows by default.</param>
    /// <param name="featureNames">The features' names.</param>
    /// <param name="classNames">The classes' names; empty for a regression.</param>
    /// <param name="distribution">Gives the sampler of a seed.</param>
    public GeneratedLoader(
        DataSetInfo info, SplitSizes sizes, string[] featureNames, string[] classNames, Func<int, RowSampler<TLabel>> distribution)
    {
        Info = info;
        _sizes = sizes;
        _featureNames = featureNames;
        _classNames = classNames;
        _distribution = distribution;
    }

    public override DataSetInfo Info { get; }

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var sampler = _distribution(options.Seed);
        return Create(
            Generated(options),
            Split(StreamPurpose.Train, options.TrainRows ?? _sizes.Train)!,
            Split(StreamPurpose.Validation, options.ValidationRows ?? _sizes.Validation),
            Split(StreamPurpose.Test, options.TestRows ?? _sizes.Test)) with
        {
            ClassNames = _classNames,
        };

        MatrixDataView? Split(StreamPurpose split, int rows)
        {
            if (rows == 0)
                return null;
            (var values, var labels) = RowGenerator.Generate(options.Seed, split, rows, _featureNames.Length, sampler, cancellationToken);
            var features = new SingleMatrix(values, _featureNames.Length);
            return labels switch
            {
                int[] classes => MatrixDataView.Multiclass(features, classes, _featureNames),
                float[] targets => MatrixDataView.Regression(features, targets, _featureNames),
                _ => throw new NotSupportedException(),
            };
        }
    }
}

/// <summary>Rows of a generated set's splits when the options name none; 0 for a split that it has only on demand.</summary>
internal readonly record struct SplitSizes(int Train, int Validation, int Test);
