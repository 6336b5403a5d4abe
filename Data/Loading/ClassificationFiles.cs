using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Loading;

/// <summary>The data sets that are CSV files with numbers and a class number.</summary>
internal static class ClassificationFiles
{
    public static DataSetLoader EuropeanCountries { get; } = new ClassificationFilesLoader(
        Info("european-countries", "European countries", "Longitude and latitude in degrees of European towns, 33 countries (derived from GeoNames): 106 897 train, 13 363 validation, 13 363 test.", "countries-map"),
        "european-countries", "", hasTest: true, new ClassificationCsv(["long", "lat"], "country", CountryNames.All.Count), ["longitude", "latitude"], CountryNames.All);

    public static DataSetLoader SwissRoll { get; } = Toy("swiss-roll", "Swiss roll", "Two spirals in the plane, 2 classes: 20 000 train, 5 000 validation.", 2, 2);

    public static DataSetLoader Peaks { get; } = Toy("peaks", "Peaks", "Points of the plane in 5 classes by the height of the function peaks: 25 000 train, 6 250 validation.", 2, 5);

    public static DataSetLoader GaussianMixture { get; } = Toy("gmm", "Gaussian mixtures", "Gaussian mixtures in 5 dimensions, 5 classes: 25 000 train, 6 250 validation.", 5, 5);

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
