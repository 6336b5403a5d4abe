using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;

namespace MlPipelines.Data;

/// <summary>The data sets that can be loaded by name.</summary>
public static class DataSets
{
    private static readonly DataSetLoader[] Loaders =
    [
        new DigitsLoader(),
        new GeneratedDigitPairLoader(4, 9),
        GeneratedSets.CountriesMap,
        GeneratedSets.SwissRoll,
        GeneratedSets.Peaks,
        GeneratedSets.GaussianMixture,
        GeneratedSets.Cubic,
        GeneratedSets.Bump,
        GeneratedSets.Sine,
        GeneratedSets.Sinc,
        GeneratedSets.GrowingSine,
        new PicturesLoader(),
        new SplicedPicturesLoader(),
        new MnistLoader(validation: false),
        new MnistLoader(validation: true),
        new DigitPairLoader(4, 9),
        CifarLoader.All(),
        CifarLoader.CatsDogs(),
        new SplicedLoader(),
        ClassificationFiles.EuropeanCountries,
        ClassificationFiles.SwissRoll,
        ClassificationFiles.Peaks,
        ClassificationFiles.GaussianMixture,
    ];

    /// <summary>What can be loaded, generated sets first.</summary>
    public static IReadOnlyList<DataSetInfo> Catalog { get; } = [.. Loaders.Select(loader => loader.Info)];

    /// <summary>
    /// The folder where the files of a data set are found now (data directory or download cache), or null: not found, or none needed.
    /// </summary>
    /// <exception cref="ArgumentException">There is no data set of this name.</exception>
    public static string? Locate(string name, DataSetOptions? options = null) => Find(name).Locate(options ?? new DataSetOptions());

    /// <summary>Loads a data set: reads its files, or generates its rows.</summary>
    /// <param name="name">A name of the <see cref="Catalog"/>.</param>
    /// <param name="options">Where to look and what to generate; null for the defaults.</param>
    /// <param name="progress">Told of downloads and long reads.</param>
    /// <param name="cancellationToken">Ends a download or a generation early.</param>
    /// <exception cref="ArgumentException">There is no data set of this name.</exception>
    /// <exception cref="DataNotFoundException">Its files are not there, and neither a download nor a stand-in was possible and
    /// allowed.</exception>
    /// <exception cref="DataFileException">A file is damaged or is not what it should be.</exception>
    public static DataSet Load(
        string name, DataSetOptions? options = null, IProgress<DataProgress>? progress = null,
            CancellationToken cancellationToken = default)
    {
        options ??= new DataSetOptions();
        options.Validate();
        var loader = Find(name);
        try
        {
            return loader.Load(options, progress, cancellationToken);
        }
        catch (DataNotFoundException) when (options.AllowStandIn && loader.Info.StandIn is not null)
        {
            var standIn = Find(loader.Info.StandIn).Load(options, progress, cancellationToken);
            return standIn with { Source = standIn.Source.AsStandInFor(name, standIn.Name) };
        }
    }

    private static DataSetLoader Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Array.Find(Loaders, loader => loader.Info.Name == name)
            ?? throw new ArgumentException(
                $"There is no data set '{name}'; there are {string.Join(", ", Catalog.Select(info => info.Name))}.", nameof(name));
    }
}
