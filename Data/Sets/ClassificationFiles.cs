using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>The data sets that are CSV files with numbers and a class number.</summary>
internal static class ClassificationFiles
{
    public static DataSetLoader EuropeanCountries { get; } = new ClassificationFilesLoader(
        Info(
            "european-countries", "European countries",
            "Longitude and latitude in degrees of European towns, 33 countries (derived from GeoNames): 106 897 train, "
                + "13 363 validation, 13 363 test.", "countries-map"),
        "european-countries", "", hasTest: true, new ClassificationCsv(["long", "lat"], "country", CountryNames.All.Count), [
            "longitude", "latitude"], CountryNames.All);

    public static DataSetLoader SwissRoll { get; } = Toy(
        "swiss-roll", "Swiss roll", "Two spirals in the plane, 2 classes: 20 000 train, 5 000 validation.", 2, 2);

    public static DataSetLoader Peaks { get; } = Toy(
        "peaks", "Peaks", "Points of the plane in 5 classes by the height of the function peaks: 25 000 train, 6 250 validation.", 2, 5);

    public static DataSetLoader GaussianMixture { get; } = Toy(
        "gmm", "Gaussian mixtures", "Gaussian mixtures in 5 dimensions, 5 classes: 25 000 train, 6 250 validation.", 5, 5);

    private static ClassificationFilesLoader Toy(string name, string title, string description, int features, int classes)
    {
        string[] names = [.. Enumerable.Range(1, features).Select(i => $"x{i}")];
        return new(
            Info(name, title, description, $"{name}-generated"), "toy", $"{name}-", hasTest: false,
            new ClassificationCsv(names, "label", classes), names, [.. Enumerable.Range(1, classes).Select(i => $"class {i}")]);
    }

    private static DataSetInfo Info(string name, string title, string description, string standIn) => new()
    {
        Name = name,
        Title = title,
        Description = description,
        Task = LearningTask.Multiclass,
        NeedsFiles = true,
        StandIn = standIn,
    };
}

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
        DataSetInfo info, string folderName, string prefix, bool hasTest, ClassificationCsv format, string[] featureNames,
            IReadOnlyList<string> classNames)
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
        var folder = Path.Combine(options.DataDirectory, _folderName);
        return _splits.All(split => PathOf(folder, split) is not null) ? folder : null;
    }

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = Locate(options) ?? throw NotFound(options);
        int?[] rows = [options.TrainRows, options.ValidationRows, options.TestRows];
        MatrixDataView[] views = [.. _splits.Select((split, i) => First(Read(folder, split, cancellationToken), rows[i], split))];
        if (views.Length < 3 && options.TestRows is not null)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.TestRows, $"{Info.Name} has no test rows, and {options.TestRows} were asked for.");
        }

        return Create(
            new DataSource(DataOrigin.Files, $"files in {folder}"),
            views[0],
            views[1],
            views.Length > 2 ? views[2] : null) with
        {
            ClassNames = _classNames,
        };
    }

    private MatrixDataView Read(string folder, string split, CancellationToken cancellationToken)
    {
        (var features, var classes) = _format.Read(PathOf(folder, split)!, cancellationToken);
        return MatrixDataView.Multiclass(features, classes, _featureNames);
    }

    private string? PathOf(string folder, string split) =>
        new[] { $"{_prefix}{split}.csv.gz", $"{_prefix}{split}.csv" }.Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private DataNotFoundException NotFound(DataSetOptions options)
    {
        string[] names = [.. _splits.Select(split => $"{_prefix}{split}.csv.gz")];
        var looked = options.DataDirectory is null
            ? "no data directory is set"
            : $"not all of {string.Join(", ", names)} (or without .gz) are in {Path.Combine(options.DataDirectory, _folderName)}";
        return new DataNotFoundException(
            $"{Info.Name}: {looked}, and these files have no public mirror. "
            + $"Set {DataSetOptions.DirectorySetting} to a folder with {_folderName}/{names[0]} and the others, "
            + $"or use the generated set {Info.StandIn}.");
    }
}

/// <summary>Reads a file whose features are numbers and whose label is a class number.</summary>
/// <param name="FeatureColumns">The names of the features' columns in the file, in the order of the features.</param>
/// <param name="LabelColumn">The name of the label's column.</param>
/// <param name="ClassCount">Number of classes; labels go from 0 to this less one.</param>
internal sealed record ClassificationCsv(IReadOnlyList<string> FeatureColumns, string LabelColumn, int ClassCount)
{
    /// <summary>Reads a file; columns that are not named are ignored.</summary>
    /// <exception cref="DataFileException">The file is empty or has no rows, a column is missing, or a field is not what it should
    /// be.</exception>
    public (SingleMatrix Features, int[] Classes) Read(string path, CancellationToken cancellationToken = default)
    {
        using var reader = new StrictCsvReader(path);
        var header = CsvHeader.Read(reader);
        int[] columns = [.. FeatureColumns.Select(header.IndexOf)];
        var label = header.IndexOf(LabelColumn);
        var features = new List<float>();
        var classes = new List<int>();
        while (reader.Read())
        {
            header.CheckFieldCount();
            for (var i = 0; i < columns.Length; i++)
                features.Add(CsvNumbers.Single(reader, columns[i], FeatureColumns[i]));
            classes.Add(CsvNumbers.Class(reader, label, LabelColumn, ClassCount));
            if (classes.Count % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        if (classes.Count == 0)
            throw reader.Error(2, null, "expected rows of data, found none after the header.");
        return (new SingleMatrix([.. features], columns.Length), [.. classes]);
    }
}

/// <summary>
/// The 33 countries of european-countries. The files hold numbers alone; the names follow from where the towns lie, and are in alphabetical
/// order.
/// </summary>
internal static class CountryNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Albania", "Austria", "Belarus", "Belgium", "Bosnia and Herzegovina", "Bulgaria", "Croatia", "Czechia", "Denmark", "Estonia",
            "Finland",
        "France", "Germany", "Great Britain", "Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania", "Moldova", "Montenegro",
        "Netherlands", "Norway", "Poland", "Portugal", "Romania", "Serbia", "Slovakia", "Slovenia", "Spain", "Sweden", "Ukraine",
    ];
}
