using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Data;
using MlPipelines.Data.Tables;
using MlPipelines.HostileFiles.Mutations;
using MlPipelines.HostileFiles.Seeds;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.HostileFiles.Readers;

/// <summary>The readers of trained models, and of the rows that they predict for.</summary>
internal static class ModelReaders
{
    private const string Own = "Transform_";
    private static readonly MLContext Context = new(seed: 1);
    private static readonly Lazy<IReadOnlyList<(string Name, byte[] Content)>> Saved = new(Pipelines);
    private static readonly Lazy<RecordPredictor> TablePredictor = new(() => PredictorOf(0));
    private static readonly Lazy<RecordPredictor> VectorPredictor = new(() => PredictorOf(1));

    public static IReadOnlyList<HostileReader> All { get; } =
    [
        new(
            "component", [typeof(InvalidDataException)], () => [.. FittedSeeds.Components().Select(FittedSeeds.PartsOf)],
            name => name == "kind" ? ByteMutations.Any
                : name.EndsWith(".zip", StringComparison.Ordinal) ? HostileReader.Mixed(ByteMutations.Any, InsideOurs(keepsList: false))
                : name.EndsWith(".safetensors", StringComparison.Ordinal)
                    ? HostileReader.Mixed(ByteMutations.Any, TensorPacking.Header, TensorPacking.Metadata("network"))
                : name.EndsWith(".json", StringComparison.Ordinal) ? JsonMutations.Any
                : HostileReader.Mixed(ByteMutations.Any, TreesIfTrees), ReadComponent)
        {
            MayLack = true,
        },
        HostileReader.OfFile("model-zip", typeof(InvalidDataException), () => Saved.Value, InsideOurs(keepsList: true), ReadModel) with
        {
            OneOf = 10,
        },
        HostileReader.OfFile(
            "pipeline", typeof(InvalidDataException), () => Saved.Value,
            HostileReader.Mixed(ByteMutations.Any, ZipPacking.Headers, InsideOurs(keepsList: false), Whole), ReadPipeline),
        HostileReader.OfFile(
            "json-lines", typeof(ArgumentException), () =>
            [
                ("table", """{"size":1.5,"town":"a","day":"2024-01-02","age":null}"""u8.ToArray()),
                ("vector", """{"Features":[0.5,-1.25e-1],"Other":"x"}"""u8.ToArray()),
            ], JsonMutations.Any, PredictLine) with
        {
            Refusals = [typeof(ArgumentException), typeof(RecordException), typeof(InvalidOperationException)],
        },
        HostileReader.OfFile(
            "csv-predicted", typeof(ArgumentException), () => [("rows.csv", RowsOfTable(12))], TableMutations.Any, PredictRows) with
        {
            Refusals =
            [
                typeof(ArgumentException), typeof(RecordException), typeof(InvalidOperationException),
                typeof(MlPipelines.Data.Files.DataFileException),
            ],
            OnDisk = true,
        },
    ];

    /// <summary>Damages the parts of our components in a model file; the checksums are made to fit.</summary>
    private static Mutation InsideOurs(bool keepsList) => ZipPacking.Inside(
        name => name.Contains(Own, StringComparison.Ordinal) && !name.EndsWith("Model.key", StringComparison.Ordinal)
            || name.StartsWith("MlPipelines/", StringComparison.Ordinal)
                ? PipelinePacking.Of(name) : (file, _) => file,
        CompressionLevel.NoCompression, PipelinePacking.Repair, keepsList);

    /// <summary>Damages any part of a pipeline's file, ML.NET's own among them, and leaves the checksums as they are.</summary>
    private static Mutation Whole => (file, source) =>
    {
        var changed = ZipPacking.Inside(PipelinePacking.Of, CompressionLevel.NoCompression)(file, source);
        source.IsRepaired = false;
        return changed;
    };

    private static RecordPredictor PredictorOf(int pipeline) =>
        TrainedPipeline.Load(new MemoryStream(Saved.Value[pipeline].Content), "seed").CreateRecordPredictor();

    private static byte[] TreesIfTrees(byte[] file, MutationSource source) =>
        file.AsSpan().StartsWith("MPTREES1"u8) ? TensorPacking.Trees(file, source) : ByteMutations.Any(file, source);

    private static string? ReadComponent(Place place)
    {
        var files = place.Files.Where(file => file.Key is not ("kind" or "values.json")).Select(file => (file.Key, file.Value)).ToList();
        var kind = Encoding.UTF8.GetString(place.Files.GetValueOrDefault("kind") ?? []);
        new SavedComponentLoaderAttribute().Load(
            new StoredComponent("memory", kind, place.Files.GetValueOrDefault("values.json") ?? [], files));
        return null;
    }

    /// <summary>
    /// ML.NET's own way to read a model file. What a component of ours says, ML.NET wraps: the innermost cause counts.
    /// </summary>
    private static string? ReadModel(Place place)
    {
        try
        {
            Context.Model.Load(place.Open(), out _);
            return null;
        }
        catch (Exception exception) when (Innermost(exception) is InvalidDataException cause)
        {
            throw new InvalidDataException(cause.Message, cause.InnerException);
        }
    }

    private static Exception Innermost(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is InvalidDataException)
                return inner;
        }

        return exception;
    }

    /// <summary>Loads a pipeline and predicts with it; gives what it says of a record.</summary>
    private static string? ReadPipeline(Place place)
    {
        var pipeline = TrainedPipeline.Load(place.Open(), place.Name, Context);
        try
        {
            using var predictor = pipeline.CreateRecordPredictor();
            return predictor.PredictJson(
                """{"Features":[0.5,-1.25],"size":1.5,"town":"a","day":"2024-01-02","age":3}""").ToJson();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // What is loaded may be another pipeline, which predicts for other records or does not predict.
            return exception.GetType().Name;
        }
    }

    private static string? PredictLine(Place place)
    {
        (place.Name == "table" ? TablePredictor : VectorPredictor).Value.PredictJson(Encoding.UTF8.GetString(place.Content)).ToJson();
        return null;
    }

    private static string? PredictRows(Place place)
    {
        foreach (var (_, values) in CsvRecords.Read(place.File))
            TablePredictor.Value.Predict(values).ToJson();
        return null;
    }

    private static byte[] RowsOfTable(int count) => Encoding.UTF8.GetBytes(
        "size,town,day,age,label\n" + string.Concat(Enumerable.Range(0, count).Select(i =>
            $"{i * 0.25},{"abc"[i % 3]},2024-01-{1 + (i % 28):00},{(i % 5 == 0 ? "" : i)},{(i % 2 == 0 ? "yes" : "no")}\n")));

    /// <summary>A pipeline of a table, with its encoding, and one of a vector with ML.NET's scaling.</summary>
    private static IReadOnlyList<(string Name, byte[] Content)> Pipelines()
    {
        var folder = Directory.CreateTempSubdirectory("hostile-files-seed-").FullName;
        try
        {
            var path = Path.Combine(folder, "t.csv");
            File.WriteAllBytes(path, RowsOfTable(60));
            var ml = new MLContext(seed: 1);
            var mlp = new MlpOptions { HiddenLayers = [3], Epochs = 2, Threads = 1, Seed = 1 };
            var data = CsvData.Load(path, new() { Label = "label", Missing = MissingValues.Impute }).DataSet;
            var table = new TrainedPipeline(ml.BinaryClassification.Trainers.Mlp(mlp).Fit(data.Train), data, ml);
            var rows = FittedSeeds.Rows(ml);
            var vector = new TrainedPipeline(
                ml.Transforms.NormalizeMeanVariance("Features")
                    .Append(ml.MulticlassClassification.Trainers.GradientBoostedTrees(
                        new GradientBoostedTreesOptions { NumberOfTrees = 2, Threads = 1, LabelColumnName = "Key" }))
                    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(rows), rows.Schema, ml: ml);
            return [("table.zip", Written(table)), ("vector.zip", Written(vector))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Written(TrainedPipeline pipeline)
    {
        using var stream = new MemoryStream();
        pipeline.Save(stream);
        return stream.ToArray();
    }
}
