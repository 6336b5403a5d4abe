using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Training.Checkpoints;

namespace MlPipelines.UnitTests.Numerics.Training;

/// <summary>
/// Checkpoints whose state was changed, with a checksum to match: the training goes on, or the error is an
/// <see cref="InvalidDataException"/>.
/// </summary>
[TestClass]
public sealed class CheckpointMutationTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 8, EvaluateEveryIterations = 2 };

    [TestMethod]
    public void Fit_MutatedState_GoesOnOrGivesInvalidData()
    {
        using var folder = new TemporaryFolder();
        var path = folder["training.checkpoint"];
        Fit(path);
        var (metadata, tensors) = Read(path);
        File.Delete($"{path}.previous");
        var random = new Xoshiro256(9);
        var wentOn = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var state = JsonMutations.Mutated(metadata["state"], random);
            Write(path, metadata, state, tensors);
            try
            {
                Fit(path);
                wentOn++;
            }
            catch (InvalidDataException)
            {
                // what a damaged file is to give
            }
            catch (Exception exception)
            {
                Assert.Fail($"mutation {i} gave {exception}\n{state}");
            }

            File.Delete($"{path}.previous");
        }

        Assert.IsGreaterThan(20, wentOn, "some mutations change nothing that matters");
    }

    [TestMethod]
    [DataRow("\"History\":[", "\"History\":null,\"Other\":[", "its state cannot be read")]
    [DataRow("\"History\":[", "\"History\":[null,", "its state is not one of this training.")]
    [DataRow("\"Epoch\":3", "\"Epoch\":4", "its state is not one of this training.")]
    [DataRow("\"Iteration\":12", "\"Iteration\":-1", "its state is not one of this training.")]
    [DataRow("\"EndOfEpoch\":true", "\"EndOfEpoch\":false", "its state is not one of this training.")]
    [DataRow("\"BestEpoch\":0", "\"BestEpoch\":999", "its state is not one of this training.")]
    [DataRow("\"Waited\":0", "\"Waited\":2147483647", "its state is not one of this training.")]
    public void Fit_UnsoundState_SaysWhatToDo(string before, string after, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder["training.checkpoint"];
        Fit(path);
        File.Delete($"{path}.previous");
        var (metadata, tensors) = Read(path);
        var state = metadata["state"];
        StringAssert.Contains(state, before);
        var at = state.IndexOf(before, StringComparison.Ordinal);
        Write(path, metadata, state[..at] + after + state[(at + before.Length)..], tensors);

        var message = Assert.ThrowsExactly<InvalidDataException>(() => Fit(path)).Message;

        StringAssert.StartsWith(message, $"The checkpoint '{path}' is damaged: {expected}");
        StringAssert.EndsWith(message, "Delete it to start over.");
    }

    private static (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<Tensor> Tensors) Read(string path)
    {
        using var stream = File.OpenRead(path);
        return (SafeTensorsReader.ReadMetadata(stream, path), SafeTensorsReader.Read(stream, path));
    }

    private static void Write(string path, IReadOnlyDictionary<string, string> metadata, string state, IReadOnlyList<Tensor> tensors)
    {
        using var stream = File.Create(path);
        SafeTensorsWriter.Write(stream, tensors, new Dictionary<string, string>
        {
            ["training"] = metadata["training"],
            ["state"] = state,
            ["sha256"] = CheckpointFile<float, CheckpointState>.Hash(metadata["training"], state, tensors),
        });
    }

    private static void Fit(string path)
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(2), [new Dense(4), new ReLU(), new Dense(2)]), seed: 1);
        var features = new float[64];
        for (var i = 0; i < features.Length; i++)
            features[i] = MathF.Sin(i);
        int[] labels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];
        var samples = SampleSet<float>.Classification(features, columns: 2, labels, classes: 2);
        Trainer.Fit(network, samples, [], Options with { Checkpoint = new CheckpointOptions { Path = path } });
    }
}
