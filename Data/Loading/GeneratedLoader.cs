using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Loading;

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
    public GeneratedLoader(DataSetInfo info, SplitSizes sizes, string[] featureNames, string[] classNames, Func<int, RowSampler<TLabel>> distribution)
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
        RowSampler<TLabel> sampler = _distribution(options.Seed);
        return new DataSet
        {
            Name = Info.Name,
            Title = Info.Title,
            Description = Info.Description,
            Task = Info.Task,
            Source = new DataSource(DataOrigin.Generated, $"generated from seed {options.Seed}"),
            Train = Split(StreamPurpose.Train, options.TrainRows ?? _sizes.Train)!,
            Validation = Split(StreamPurpose.Validation, options.ValidationRows ?? _sizes.Validation),
            Test = Split(StreamPurpose.Test, options.TestRows ?? _sizes.Test),
            ClassNames = _classNames,
        };

        MatrixDataView? Split(StreamPurpose split, int rows)
        {
            if (rows == 0)
                return null;
            (float[] values, TLabel[] labels) = RowGenerator.Generate(options.Seed, split, rows, _featureNames.Length, sampler, cancellationToken);
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
