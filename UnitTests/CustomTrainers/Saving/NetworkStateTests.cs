using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.UnitTests.CustomTrainers.Saving;

[TestClass]
public sealed class NetworkStateTests
{
    private const string NetworkName = "network.safetensors";

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Load_NetworkThatNeedsMoreThanItHas_IsRefusedBeforeItIsBuilt()
        => Assert.AreEqual(
            $"'memory, {NetworkName}' has 33 numbers, where its network needs 37.",
            Reloading.RequireError(Regression(), (_, files) =>
            {
                var text = Encoding.Latin1.GetString(files[NetworkName]);
                files[NetworkName] = Encoding.Latin1.GetBytes(text
                    .Replace("\\\"outputs\\\":8,", "\\\"outputs\\\":9,", StringComparison.Ordinal)
                    .Replace("\\u0022outputs\\u0022:8,", "\\u0022outputs\\u0022:9,", StringComparison.Ordinal));
                Assert.AreNotEqual(text, Encoding.Latin1.GetString(files[NetworkName]), "the file was not changed");
            }));

    [TestMethod]
    [DataRow("featureColumn", "3", "the value 'featureColumn' is 3, where String was expected.")]
    [DataRow("featureColumn", "\"\"", "the name of the feature column is empty.")]
    [DataRow("targets", "{\"mean\":0,\"deviation\":0}", "the targets' mean 0 and deviation 0 must be finite, the deviation above 0.")]
    [DataRow("targets", "null", "the value 'targets' is missing.")]
    [DataRow("training", "null", "the value 'training' is missing.")]
    public void Load_UnsoundValue_SaysWhatWasExpected(string name, string value, string expected)
        => Assert.AreEqual(
            $"'memory': {expected}", Reloading.RequireError(Regression(), (values, _) => values[name] = JsonNode.Parse(value)));

    [TestMethod]
    public void Load_NetworkOfSeveralOutputsAsBinary_IsRefused()
    {
        var network = _ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { Epochs = 1 }).Fit(Blobs.Keyed(_ml));

        Assert.AreEqual(
            "'memory': the network has 3 outputs, where 1 was expected.", Reloading.RequireError(network, (_, _) => { }, "binary-network"));
    }

    [TestMethod]
    public void Add_SameKindTwice_DoesNothing_AnotherTypeOfThatName_IsRefused()
    {
        SavedKinds.Add(SavedKind.Of<CustomTrainersKind>());
        SavedKinds.Add(SavedKind.Of<CustomTrainersKind>());

        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => SavedKinds.Add(SavedKind.Of<Impostor>())).Message,
            "The kind 'unit-tests-own' is ");
    }

    private ISavable Regression()
        => _ml.Regression.Trainers.Mlp(new MlpOptions { HiddenLayers = [8], Epochs = 1, Seed = 1 }).Fit(Curves.Load(_ml));

    private sealed class CustomTrainersKind : ISavable<CustomTrainersKind>
    {
        public static string Kind => "unit-tests-own";

        public static CustomTrainersKind LoadState(ComponentReader reader) => new();

        public void SaveState(ComponentWriter writer)
        {
        }
    }

    private sealed class Impostor : ISavable<Impostor>
    {
        public static string Kind => "unit-tests-own";

        public static Impostor LoadState(ComponentReader reader) => new();

        public void SaveState(ComponentWriter writer)
        {
        }
    }
}
