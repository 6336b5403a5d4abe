using MlPipelines.Data;
using MlPipelines.Data.Sets;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Benchmarks;

/// <summary>
/// Rows to train on: the real files of the data directory when it is set, else random rows of the same shape, which take the same time.
/// </summary>
internal sealed record BenchmarkData(SampleSet<float> Samples, string Origin)
{
    public static BenchmarkData Mnist() => Load("mnist", 60_000, 784, 10, x => (x / 255 - 0.1307f) / 0.3081f);

    /// <summary>Digits with pixels from 0 to 1, the background 0.</summary>
    public static BenchmarkData RawMnist() => Load("mnist", 60_000, 784, 10, x => x / 255);

    /// <summary>The first 12 800 digits.</summary>
    public static BenchmarkData SomeMnist()
    {
        var (all, origin) = Mnist();
        const int Rows = 12_800;
        return new BenchmarkData(
            SampleSet<float>.Classification(all.Features[..(Rows * all.Columns)], all.Columns, all.Labels[..Rows], all.Classes), origin);
    }

    /// <summary>1024 random images of 3 × 32 × 32.</summary>
    public static BenchmarkData Images() => Random(1024, 3 * 32 * 32, 10);

    /// <summary>Random images of 3 × size × size in two classes.</summary>
    public static BenchmarkData LargeImages(int count, int size) => Random(count, 3 * size * size, 2);

    public static BenchmarkData Countries() => Load("european-countries", 106_897, 2, 33, x => x);

    private static BenchmarkData Load(string name, int rows, int columns, int classes, Func<float, float> scale)
    {
        var options = new DataSetOptions { AllowDownload = false };
        if (options.DataDirectory is null)
            return Random(rows, columns, classes);
        var view = DataSets.Load(name, options).Train;
        var features = new float[view.RowCount * columns];
        var labels = new int[view.RowCount];
        for (var i = 0; i < labels.Length; i++)
        {
            view.CopyFeatures(i, features.AsSpan(i * columns, columns));
            labels[i] = view.GetClass(i);
        }
        for (var i = 0; i < features.Length; i++)
            features[i] = scale(features[i]);
        return new BenchmarkData(SampleSet<float>.Classification(features, columns, labels, classes), name);
    }

    private static BenchmarkData Random(int rows, int columns, int classes)
    {
        var random = new Xoshiro256(1, RandomPurpose.Generation);
        var features = new float[rows * columns];
        for (var i = 0; i < features.Length; i++)
            features[i] = (float)random.NextUniform(-1, 1);
        var labels = new int[rows];
        for (var i = 0; i < rows; i++)
            labels[i] = random.NextInt32(classes);
        return new BenchmarkData(SampleSet<float>.Classification(features, columns, labels, classes), "random");
    }
}
