using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Sets;

namespace MlPipelines.Benchmarks.Workloads.MLNet;

/// <summary>
/// Rows of the countries' training file, as plain text, read per second by <c>LoadFromTextFile</c>; the best of several passes.
/// </summary>
internal static class TextLoadingWorkload
{
    private const int Passes = 7;

    public static Report Run(string name, int threads)
    {
        var file = Path.GetTempFileName();
        try
        {
            var origin = Write(file);
            var ml = new MLContext(seed: 1);
            var view = ml.Data.LoadFromTextFile(
                file, [new("Features", DataKind.Single, 1, 2), new("Label", DataKind.Int32, 3)], separatorChar: ',', hasHeader: true);
            var best = double.PositiveInfinity;
            long rows = 0;
            for (var pass = 0; pass < Passes; pass++)
            {
                var watch = Stopwatch.StartNew();
                rows = Read(view);
                best = Math.Min(best, watch.Elapsed.TotalSeconds);
            }
            return new Report { Workload = name, Threads = threads, SamplesPerS = Math.Round(rows / best), Data = origin };
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static long Read(IDataView view)
    {
        using var cursor = view.GetRowCursor(view.Schema);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        var getLabel = cursor.GetGetter<int>(view.Schema["Label"]);
        var features = default(VBuffer<float>);
        var label = 0;
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            getFeatures(ref features);
            getLabel(ref label);
        }
        return rows;
    }

    private static string Write(string file)
    {
        var source = new DataSetOptions().DataDirectory is { } folder ? Path.Combine(folder, "european-countries", "train.csv.gz") : null;
        if (File.Exists(source))
        {
            using var zip = new GZipStream(File.OpenRead(source), CompressionMode.Decompress);
            using var target = File.Create(file);
            zip.CopyTo(target);
            return "european-countries";
        }
        var random = new Random(1);
        var rows = Enumerable.Range(0, 106_897).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{i},{random.NextDouble() * 50:0.######},{random.NextDouble() * 60:0.######},{random.Next(33)}"));
        File.WriteAllLines(file, rows.Prepend(",long,lat,country"));
        return "random";
    }
}
