using System.Text;
using System.Text.Json;
using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Randomness;
using MlPipelines.UnitTests.CustomTrainers.Trees;

namespace MlPipelines.UnitTests.CustomTrainers.Saving;

/// <summary>Damaged parts of model files: whatever is in them, the error is an <see cref="InvalidDataException"/>.</summary>
[TestClass]
public sealed class ComponentMutationTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow("classes of a network")]
    [DataRow("numbers of a network")]
    [DataRow("classes of trees")]
    [DataRow("trees of an encoded category")]
    public void Load_MutatedValues_GiveAComponentOrInvalidData(string component)
    {
        var (kind, values, files) = Saved(component);
        var random = new Xoshiro256(7);
        var loaded = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var text = JsonMutations.Mutated(values, random);
            // Half of a letter cannot be written in UTF-8; a byte that begins none stands for it.
            var bytes = i % 4 == 0 ? Broken(text, random) : Encoding.UTF8.GetBytes(text);
            loaded += Load(kind, bytes, files, $"mutation {i}: {text}") ? 1 : 0;
        }

        Assert.IsGreaterThan(5, loaded, "some mutations change nothing that matters");
    }

    [TestMethod]
    public void Load_MutatedNetworkFile_GivesAComponentOrInvalidData()
    {
        var (kind, values, files) = Saved("classes of a network");
        var (name, content) = files.Single(file => file.Key.EndsWith(".safetensors", StringComparison.Ordinal));
        var random = new Xoshiro256(8);
        var loaded = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var header = BitConverter.ToInt32(content);
            var text = JsonMutations.Mutated(Encoding.UTF8.GetString(content, 8, header), random);
            var changed = i % 4 == 0 ? Broken(text, random) : Encoding.UTF8.GetBytes(text);
            files[name] = [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. content[(8 + header)..]];
            loaded += Load(kind, Encoding.UTF8.GetBytes(values), files, $"mutation {i}: {text}") ? 1 : 0;
        }

        Assert.IsGreaterThan(0, loaded, "some mutations change nothing that matters");
    }

    /// <summary>The text in UTF-8 with one byte that begins no letter.</summary>
    private static byte[] Broken(string text, Xoshiro256 random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0)
            bytes[random.NextInt32(bytes.Length)] = 0xE9;
        return bytes;
    }

    /// <summary>Whether the component loads; fails where the error is of another type.</summary>
    private static bool Load(string kind, byte[] values, Dictionary<string, byte[]> files, string what)
    {
        try
        {
            var stored = new StoredComponent("memory", kind, values, [.. files.Select(file => (file.Key, file.Value))]);
            new SavedComponentLoaderAttribute().Load(stored);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{what} gave {exception}");
            return false;
        }
    }

    private (string Kind, string Values, Dictionary<string, byte[]> Files) Saved(string component)
    {
        var fitted = (ISavable)(component switch
        {
            "classes of a network" => _ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [4], Epochs = 2 })
                .Fit(Blobs.Keyed(_ml)),
            "numbers of a network" => _ml.Regression.Trainers.Mlp(new MlpOptions { HiddenLayers = [4], Epochs = 2 }).Fit(Curves.Load(_ml)),
            "trees of an encoded category" => _ml.Regression.Trainers.GradientBoostedTrees(
                new GradientBoostedTreesOptions { NumberOfTrees = 2, CategoryColumnNames = ["Town"], TargetEncodingMinimumCategories = 2 })
                .Fit(Towns.Load(_ml)),
            _ => (object)_ml.MulticlassClassification.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { NumberOfTrees = 2 })
                .Fit(Blobs.Keyed(_ml)),
        });
        var writer = Reloading.Saved(fitted);
        foreach (var (name, value) in writer.History)
            writer.Values[name] = value?.DeepClone();
        return (
            fitted.SavedKind, JsonSerializer.Serialize(writer.Values, SavedJson.Options),
            writer.Files.ToDictionary(file => file.Name, file => file.Content));
    }
}
