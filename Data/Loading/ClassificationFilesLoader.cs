using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Loading;

/// <summary>A data set of numbers and a class number, in one CSV file per split, gzip-compressed or plain, in the data directory.</summary>
internal sealed class ClassificationFilesLoader : DataSetLoader
{
    private readonly string _folderName;
    private readonly string _prefix;
    private readonly string[] _splits;
    private readonly ClassificationCsv _format;
    private readonly string[] _featureNames;
    private readonly IReadOnlyList<string> _classNames;

    /// <summary>Describes the files.</summary>
    /// <param name="info">The catalog entry.</param>
    /// <param name="folderName">The folder in the data directory.</param>
    /// <param name="prefix">What the files' names start with, before <c>train.csv.gz</c> and so on.</param>
    /// <param name="hasTest">Whether there is a test file beside train and validation.</param>
    /// <param name="format">The columns.</param>
    /// <param name="featureNames">The features' names.</param>
    /// <param name="classNames">The classes' names.</param>
    public ClassificationFilesLoader(
        DataSetInfo info, string folderName, string prefix, bool hasTest, ClassificationCsv format, string[] featureNames, IReadOnlyList<string> classNames)
    {
        Info = info;
        _folderName = folderName;
        _prefix = prefix;
        _splits = hasTest ? ["train", "validation", "test"] : ["train", "validation"];
        _format = format;
        _featureNames = featureNames;
        _classNames = classNames;
    }

    public override DataSetInfo Info { get; }

    public override string? Locate(DataSetOptions options)
    {
        if (options.DataDirectory is null)
            return null;
        string folder = Path.Combine(options.DataDirectory, _folderName);
        return _splits.All(split => PathOf(folder, split) is not null) ? folder : null;
    }

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = Locate(options) ?? throw NotFound(options);
        int?[] rows = [options.TrainRows, options.ValidationRows, options.TestRows];
        MatrixDataView[] views = [.. _splits.Select((split, i) => First(Read(folder, split, cancellationToken), rows[i], split))];
        if (views.Length < 3 && options.TestRows is not null)
            throw new ArgumentOutOfRangeException(nameof(options), options.TestRows, $"{Info.Name} has no test rows, and {options.TestRows} were asked for.");
        return new DataSet
        {
            Name = Info.Name,
            Title = Info.Title,
            Description = Info.Description,
            Task = Info.Task,
            Source = new DataSource(DataOrigin.Files, $"files in {folder}"),
            Train = views[0],
            Validation = views[1],
            Test = views.Length > 2 ? views[2] : null,
            ClassNames = _classNames,
        };
    }

    private MatrixDataView Read(string folder, string split, CancellationToken cancellationToken)
    {
        (SingleMatrix features, int[] classes) = _format.Read(PathOf(folder, split)!, cancellationToken);
        return MatrixDataView.Multiclass(features, classes, _featureNames);
    }

    private string? PathOf(string folder, string split) =>
        new[] { $"{_prefix}{split}.csv.gz", $"{_prefix}{split}.csv" }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private DataNotFoundException NotFound(DataSetOptions options)
    {
        string[] names = [.. _splits.Select(split => $"{_prefix}{split}.csv.gz")];
        string looked = options.DataDirectory is null
            ? "no data directory is set"
            : $"not all of {string.Join(", ", names)} (or without .gz) are in {Path.Combine(options.DataDirectory, _folderName)}";
        return new DataNotFoundException(
            $"{Info.Name}: {looked}, and these files have no public mirror. "
            + $"Set {DataSetOptions.DataDirectoryVariable} or --data-dir to a folder with {_folderName}/{names[0]} and the others, or use the generated set {Info.StandIn}.");
    }
}
