using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Loading;

/// <summary>European towns: longitude and latitude in degrees, and the country.</summary>
internal sealed class EuropeanCountriesLoader : DataSetLoader
{
    private const string FolderName = "european-countries";
    private static readonly string[] Splits = ["train", "validation", "test"];
    private static readonly string[] FeatureNames = ["longitude", "latitude"];
    private static readonly ClassificationCsv Format = new(["long", "lat"], "country", CountryNames.All.Count);

    public override DataSetInfo Info { get; } = new()
    {
        Name = "european-countries",
        Title = "European countries",
        Description = "Longitude and latitude in degrees of European towns, 33 countries (derived from GeoNames): 106 897 train, 13 363 validation, 13 363 test.",
        Task = LearningTask.Multiclass,
        NeedsFiles = true,
        StandIn = "countries-map",
    };

    public override string? Locate(DataSetOptions options)
    {
        if (options.DataDirectory is null)
            return null;
        string folder = Path.Combine(options.DataDirectory, FolderName);
        return Splits.All(split => PathOf(folder, split) is not null) ? folder : null;
    }

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = Locate(options) ?? throw NotFound(options);
        return new DataSet
        {
            Name = Info.Name,
            Title = Info.Title,
            Description = Info.Description,
            Task = Info.Task,
            Source = new DataSource(DataOrigin.Files, $"files in {folder}"),
            Train = First(Read(folder, Splits[0], cancellationToken), options.TrainRows, Splits[0]),
            Validation = First(Read(folder, Splits[1], cancellationToken), options.ValidationRows, Splits[1]),
            Test = First(Read(folder, Splits[2], cancellationToken), options.TestRows, Splits[2]),
            ClassNames = CountryNames.All,
        };
    }

    private static MatrixDataView Read(string folder, string split, CancellationToken cancellationToken)
    {
        (SingleMatrix features, int[] classes) = Format.Read(PathOf(folder, split)!, cancellationToken);
        return MatrixDataView.Multiclass(features, classes, FeatureNames);
    }

    private static string? PathOf(string folder, string split) =>
        new[] { $"{split}.csv.gz", $"{split}.csv" }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private DataNotFoundException NotFound(DataSetOptions options)
    {
        string looked = options.DataDirectory is null ? "no data directory is set" : $"not all of train, validation and test (.csv.gz or .csv) are in {Path.Combine(options.DataDirectory, FolderName)}";
        return new DataNotFoundException(
            $"{Info.Name}: {looked}, and these files have no public mirror. "
            + $"Set {DataSetOptions.DataDirectoryVariable} or --data-dir to a folder with {FolderName}/train.csv.gz, validation.csv.gz and test.csv.gz, or use the generated set {Info.StandIn}.");
    }
}
