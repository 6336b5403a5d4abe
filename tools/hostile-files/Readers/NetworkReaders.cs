using System.IO.Compression;
using System.Runtime.InteropServices;
using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.CustomTrainers.Backbones.Onnx;
using MlPipelines.CustomTrainers.Backbones.Torch;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.HostileFiles.Mutations;
using MlPipelines.HostileFiles.Seeds;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees.Serialization;

namespace MlPipelines.HostileFiles.Readers;

/// <summary>The readers of networks and trees: safetensors, checkpoints, ensembles, PyTorch, ONNX and kept features.</summary>
internal static class NetworkReaders
{
    private const string RichCheckpoint = "rich.checkpoint";

    private static readonly IReadOnlyList<(string Key, ReadOnlyMemory<float> Features)> Kept =
        [.. Enumerable.Range(1, 3).Select(i => (FeatureStore.KeyOf([(byte)i]), (ReadOnlyMemory<float>)new float[] { i, -i }))];

    public static IReadOnlyList<HostileReader> All { get; } =
    [
        InMemory("safetensors", Networks, HostileReader.Mixed(ByteMutations.Any, TensorPacking.Header), place =>
        {
            using var stream = place.Open();
            SafeTensorsReader.ReadMetadata(stream, place.Name);
            SafeTensorsReader.Read(stream, place.Name);
            return null;
        }),
        InMemory(
            "network", Networks, HostileReader.Mixed(ByteMutations.Any, TensorPacking.Header, TensorPacking.Metadata("network")), place =>
        {
            var network = NetworkFile.Read<float>(place.Open(), place.Name);
            new RowPredictor<float>(network).Predict(new float[network.InputSize], new float[network.OutputSize]);
            return null;
        }),
        InMemory("network-weights", Weights, HostileReader.Mixed(ByteMutations.Any, TensorPacking.Header), place =>
        {
            NetworkWeights.Read(place.Open(), FittedSeeds.SmallNetwork(), place.Name);
            return null;
        }),
        HostileReader.OfFile("checkpoint", typeof(InvalidDataException), Checkpoints,
            HostileReader.Mixed(ByteMutations.Any, TensorPacking.Checkpoint, TensorPacking.Checkpoint), GoOn) with
        {
            OnDisk = true,
            Refusals = [typeof(InvalidDataException), typeof(ArgumentException)],
        },
        InMemory("trees", Trees, HostileReader.Mixed(ByteMutations.Any, TensorPacking.Trees, TensorPacking.Trees), place =>
        {
            var read = TreeEnsembleReader.Read(place.Open());
            if (read.FeatureCount <= 1_000) // a file may say any number: rows are the caller's
                read.Predict(new float[read.FeatureCount], new float[read.OutputCount]);
            using var written = new MemoryStream();
            TreeEnsembleWriter.Write(written, read);
            return DataReaders.Hash(written.ToArray());
        }),
        InMemory("torch", () => [("net.pth", BackboneSeeds.Torch())],
            HostileReader.Mixed(ByteMutations.Any, ZipPacking.Headers, ZipPacking.Inside(Pickle, CompressionLevel.NoCompression)), place =>
        {
            BackboneFiles.FromTorchvision(TorchFile.Read(place.Open(), place.Name), place.Name);
            return null;
        }) with { SeedsAreParts = true },
        InMemory("onnx", Graphs, ByteMutations.Any, place =>
        {
            var file = OnnxFile.Read(place.Content, place.Name);
            if (place.Name == "ready.onnx")
                PreparationGraph.Read(file);
            else
                ResNetGraph.Read(file);
            return null;
        }),
        HostileReader.OfFile("features", typeof(InvalidDataException), Features, ByteMutations.Any, place =>
        {
            // A record that is damaged is as good as none; one that was never written must not come.
            var read = FeatureStore.Open(place.Folder, FittedSeeds.SmallNetwork(), "row by row").Read();
            return read.All(pair => Kept.Any(kept => kept.Key == pair.Key && kept.Features.Span.SequenceEqual(pair.Value)))
                ? "" : "a record that was never written";
        }) with { OnDisk = true },
    ];

    private static HostileReader InMemory(
        string name, Func<IEnumerable<(string, byte[])>> seeds, Mutation mutation, Func<Place, string?> read) =>
        HostileReader.OfFile(name, typeof(InvalidDataException), seeds, mutation, read);

    private static IEnumerable<(string, byte[])> Graphs() =>
        [("net.onnx", BackboneSeeds.Onnx()), ("ready.onnx", BackboneSeeds.Preparation())];

    private static IEnumerable<(string, byte[])> Networks() =>
        [("small", Written(FittedSeeds.SmallNetwork())), ("image", Written(FittedSeeds.ImageNetwork()))];

    private static byte[] Written(Network<float> network)
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(stream, network);
        return stream.ToArray();
    }

    private static IEnumerable<(string, byte[])> Weights()
    {
        using var layers = new MemoryStream();
        NetworkWeights.Write(layers, FittedSeeds.SmallNetwork());
        using var sequential = new MemoryStream();
        NetworkWeights.Write(sequential, FittedSeeds.SmallNetwork(), WeightNames.Sequential);
        return [("layers", layers.ToArray()), ("sequential", sequential.ToArray())];
    }

    private static IEnumerable<(string, byte[])> Trees() => FittedSeeds.Components().Select(FittedSeeds.PartsOf)
        .SelectMany(parts => parts.Where(part => part.Value.AsSpan().StartsWith("MPTREES1"u8)))
        .Select((part, i) => ($"{i}.trees", part.Value));

    /// <summary>Damage of a part of PyTorch's archive; at times a pickle that would run a program.</summary>
    private static Mutation Pickle(string name) => (file, source) =>
    {
        if (!name.EndsWith(".pkl", StringComparison.Ordinal) || !source.OnceIn(10))
            return ByteMutations.Any(file, source);
        var at = source.Below(file.Length);
        return [.. file[..at], .. BackboneSeeds.Program, .. file[at..]];
    };

    private static IEnumerable<(string, byte[])> Checkpoints()
    {
        foreach (var name in (string[])["plain.checkpoint", RichCheckpoint])
        {
            var folder = Directory.CreateTempSubdirectory("hostile-files-seed-").FullName;
            try
            {
                var path = Path.Combine(folder, name);
                Train(path, name == RichCheckpoint, epochs: 2);
                yield return (name, File.ReadAllBytes(path));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Goes on from a checkpoint, without the earlier one that a training keeps; gives the weights at the end.</summary>
    private static string GoOn(Place place)
    {
        File.Delete($"{place.File}.previous");
        return Train(place.File, place.Name == RichCheckpoint, epochs: 2);
    }

    private static string Train(string path, bool rich, int epochs)
    {
        var network = FittedSeeds.SmallNetwork();
        float[] features = [.. Enumerable.Range(0, 32).Select(i => MathF.Sin(i))];
        int[] labels = [.. Enumerable.Range(0, 16).Select(i => i % 2)];
        var samples = SampleSet<float>.Classification(features, columns: 2, labels, classes: 2);
        var options = new TrainingOptions { Epochs = epochs, BatchSize = 8, Checkpoint = new CheckpointOptions { Path = path } };
        if (rich)
        {
            options = options with
            {
                WeightAverage = 0.9,
                EarlyStopping = new EarlyStopping { Patience = 3 },
                EvaluateEveryIterations = 1,
                FirstTrainedLayer = "layers.4",
            };
        }

        Trainer.Fit(network, samples, rich ? [new Monitor<float>("validation", samples)] : [], options);
        return DataReaders.Hash(MemoryMarshal.AsBytes(network.ParameterValues));
    }

    private static IEnumerable<(string, byte[])> Features()
    {
        var folder = Directory.CreateTempSubdirectory("hostile-files-seed-").FullName;
        try
        {
            FeatureStore.Open(folder, FittedSeeds.SmallNetwork(), "row by row").Add(Kept);
            var file = Directory.GetFiles(folder).Single();
            return [(Path.GetFileName(file), File.ReadAllBytes(file))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
