using MlPipelines.Data.Generation;
using MlPipelines.Data.Maps;

namespace MlPipelines.Data.Loading;

/// <summary>Towns of a made-up continent: as european-countries, generated.</summary>
internal sealed class CountriesMapLoader : DataSetLoader
{
    private const int DefaultTrain = 106_897;
    private const int DefaultHeld = 13_363;
    private const int RowsPerTask = 1024;
    private static readonly string[] FeatureNames = ["longitude", "latitude"];

    public override DataSetInfo Info { get; } = new()
    {
        Name = "countries-map",
        Title = "Generated countries",
        Description = "Longitude and latitude in degrees of towns on a made-up continent, 33 countries with ragged borders, any number of rows from a seed.",
        Task = LearningTask.Multiclass,
        NeedsFiles = false,
    };

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        CountriesMap map = CountriesMap.Create(options.Seed);
        return new DataSet
        {
            Name = Info.Name,
            Title = Info.Title,
            Description = Info.Description,
            Task = Info.Task,
            Source = new DataSource(DataOrigin.Generated, $"generated from seed {options.Seed}"),
            Train = Generate(map, options.Seed, StreamPurpose.Train, options.TrainRows ?? DefaultTrain, cancellationToken),
            Validation = Generate(map, options.Seed, StreamPurpose.Validation, options.ValidationRows ?? DefaultHeld, cancellationToken),
            Test = Generate(map, options.Seed, StreamPurpose.Test, options.TestRows ?? DefaultHeld, cancellationToken),
            ClassNames = [.. Enumerable.Range(1, CountriesMap.CountryCount).Select(country => $"country {country}")],
        };
    }

    private static MatrixDataView Generate(CountriesMap map, int seed, StreamPurpose split, int rows, CancellationToken cancellationToken)
    {
        float[] positions = new float[checked(2 * rows)];
        int[] countries = new int[rows];
        int tasks = (rows + RowsPerTask - 1) / RowsPerTask;
        Parallel.For(0, tasks, new ParallelOptions { CancellationToken = cancellationToken }, task =>
        {
            int end = Math.Min(rows, (task + 1) * RowsPerTask);
            for (int row = task * RowsPerTask; row < end; row++)
            {
                var random = new RandomStream(seed, split, row);
                (double longitude, double latitude, countries[row]) = map.Town(ref random);
                positions[2 * row] = (float)longitude;
                positions[2 * row + 1] = (float)latitude;
            }
        });
        return MatrixDataView.Multiclass(new SingleMatrix(positions, 2), countries, FeatureNames);
    }
}
