using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.CustomTrainers;

namespace MlPipelines.UnitTests.Pipelines.Saving;

[TestClass]
public sealed class TrainedPipelineTests
{
    private const string NetworkName = "TransformerChain/Transform_001/network.safetensors";

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Load_Multiclass_PredictsTheSameBits()
    {
        var pipeline = Pets.Animals(_ml);
        var loaded = Pets.SavedAndLoaded(pipeline);
        var data = Blobs.Named(_ml, seed: 8);

        CollectionAssert.AreEqual(Pets.Bits(pipeline, data, "Score"), Pets.Bits(loaded, data, "Score"));
        CollectionAssert.AreEqual(
            pipeline.Transform(data).GetColumn<string>("PredictedLabel").ToArray(), loaded.Transform(data)
                .GetColumn<string>("PredictedLabel").ToArray());
        Assert.AreEqual(Text(pipeline.OutputSchema), Text(loaded.OutputSchema));
        Assert.AreEqual(Text(pipeline.InputSchema), Text(loaded.InputSchema));
    }

    [TestMethod]
    public void Load_Binary_PredictsTheSameBits()
    {
        var pipeline = Pets.Sides(_ml);
        var loaded = Pets.SavedAndLoaded(pipeline);
        var data = Curves.Load(_ml, seed: 2);

        CollectionAssert.AreEqual(Pets.Bits(pipeline, data, "Score"), Pets.Bits(loaded, data, "Score"));
        CollectionAssert.AreEqual(Pets.Bits(pipeline, data, "Probability"), Pets.Bits(loaded, data, "Probability"));
        CollectionAssert.AreEqual(
            pipeline.Transform(data).GetColumn<bool>("PredictedLabel").ToArray(), loaded.Transform(data).GetColumn<bool>("PredictedLabel")
                .ToArray());
        Assert.AreEqual(Text(pipeline.OutputSchema), Text(loaded.OutputSchema));
    }

    [TestMethod]
    public void Load_Regression_PredictsTheSameBits()
    {
        var pipeline = Pets.Numbers(_ml);
        var loaded = Pets.SavedAndLoaded(pipeline);
        var data = Curves.Load(_ml, seed: 2);

        CollectionAssert.AreEqual(Pets.Bits(pipeline, data, "Score"), Pets.Bits(loaded, data, "Score"));
        Assert.AreEqual(Text(pipeline.OutputSchema), Text(loaded.OutputSchema));
    }

    [TestMethod]
    public void Load_StockTransformersAlone_PredictsTheSameBits()
    {
        var data = Blobs.Numbered(_ml);
        var model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(data);
        var pipeline = new TrainedPipeline(model, data.Schema, ml: _ml);

        CollectionAssert.AreEqual(Pets.Bits(pipeline, data, "Score"), Pets.Bits(Pets.SavedAndLoaded(pipeline), data, "Score"));
    }

    [TestMethod]
    public void Load_JointScaling_KeepsItsFigures()
    {
        var data = Curves.Load(_ml);
        var pipeline = new TrainedPipeline(_ml.Transforms.NormalizeJointMeanVariance("Scaled", "Features").Fit(data), data.Schema, ml: _ml);
        var loaded = (JointMeanVarianceTransformer)Pets.SavedAndLoaded(pipeline).Model;
        var original = (JointMeanVarianceTransformer)pipeline.Model;

        Assert.AreEqual((original.Mean, original.Deviation), (loaded.Mean, loaded.Deviation));
        CollectionAssert.AreEqual(Pets.Bits(pipeline, data, "Scaled"), Pets.Bits(Pets.SavedAndLoaded(pipeline), data, "Scaled"));
    }

    [TestMethod]
    public void Load_Network_KeepsItsDefinitionTrainingAndClassNames()
    {
        var pipeline = Pets.Animals(_ml);
        var (before, after) = (Network(pipeline), Network(Pets.SavedAndLoaded(pipeline)));

        Assert.AreEqual(before.Network.Definition, after.Network.Definition);
        CollectionAssert.AreEqual(before.Network.ParameterValues.ToArray(), after.Network.ParameterValues.ToArray());
        CollectionAssert.AreEqual(before.ClassNames!.ToArray(), after.ClassNames!.ToArray());
        Assert.AreEqual(before.Training with { History = after.History }, after.Training);
        Assert.HasCount(3, after.History.Entries);
        Assert.AreEqual(before.History.Entries[2] with { Monitors = after.History.Entries[2].Monitors }, after.History.Entries[2]);
    }

    [TestMethod]
    public void Load_ScopesOfChainsWithinChains_AreKept()
    {
        var data = Blobs.Named(_ml);
        var inner = _ml.Transforms.NormalizeMinMax("Features")
            .Append(_ml.Transforms.CopyColumns("OnlyInTraining", "Features"), TransformerScope.Training);
        var model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(inner)
            .Append(_ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { Epochs = 1 }))
            .Append(_ml.Transforms.CopyColumns("OnlyInTests", "Score"), TransformerScope.Testing)
            .Fit(data);
        var pipeline = new TrainedPipeline(model, data.Schema, ml: _ml);
        var loaded = Pets.SavedAndLoaded(pipeline);

        Assert.AreEqual(Text(model.Transform(data).Schema), Text(loaded.OutputSchema));
        Assert.IsNull(loaded.OutputSchema.GetColumnOrNull("OnlyInTraining"));
        Assert.IsNull(loaded.OutputSchema.GetColumnOrNull("OnlyInTests"));
        var tests = ((TransformerChain<ITransformer>)loaded.Model).GetModelFor(TransformerScope.Testing);
        Assert.IsNotNull(tests.GetOutputSchema(data.Schema).GetColumnOrNull("Score"));
        Assert.HasCount(4, tests.ToList());
    }

    [TestMethod]
    public void Save_File_IsReplacedWholeAndLoads()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.zip", "old");
        Pets.Numbers(_ml).Save(path);

        Assert.AreEqual(Text(Pets.Numbers(_ml).OutputSchema), Text(TrainedPipeline.Load(path).OutputSchema));
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void Save_Archive_IsAModelFileOfMLNet()
    {
        var pipeline = Pets.Animals(_ml);
        using var stream = new MemoryStream(Pets.Bytes(pipeline));
        var data = Blobs.Named(_ml, seed: 8);

        var model = new MLContext(seed: 2).Model.Load(stream, out var schema);

        Assert.AreEqual(Text(pipeline.InputSchema), Text(schema));
        CollectionAssert.AreEqual(Pets.Bits(pipeline, data, "Score"), Pets.Bits(new TrainedPipeline(model, schema), data, "Score"));
    }

    [TestMethod]
    public void Save_Twice_GivesTheSameBytes()
    {
        var pipeline = Pets.Animals(_ml);
        CollectionAssert.AreEqual(Pets.Bytes(pipeline), Pets.Bytes(pipeline));
    }

    [TestMethod]
    public void Load_FileOfTheFirstVersion_SaysSo()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var manifest = archive.CreateEntry("manifest.json", CompressionLevel.NoCompression).Open())
            manifest.Write("{\"format\":\"MlPipelines trained pipeline\",\"version\":1}"u8);

        Assert.AreEqual(
            "'memory' is not a sound trained pipeline: its format has the version 1, and this program reads version 2; train the pipeline "
                + "anew, or load it with the program that wrote it.",
            RequireError(stream.ToArray()));
    }

    [TestMethod]
    public void Save_TransformerOfSomebodyElse_NamesItAndTheRemedy()
    {
        var data = Curves.Load(_ml);
        var pipeline = new TrainedPipeline(new Foreign(_ml.Transforms.CopyColumns("Copy", "Label").Fit(data)), data.Schema, ml: _ml);

        var error = Assert.ThrowsExactly<NotSupportedException>(() => pipeline.Save(Stream.Null));
        StringAssert.Contains(error.Message, "ML.NET cannot save the pipeline of Foreign: ");
        StringAssert.EndsWith(error.Message, " A transformer of your own (Foreign) must be an ISavable.");
    }

    [TestMethod]
    public void Load_CutAtAnyPlace_IsAnError()
    {
        var bytes = Pets.Bytes(Pets.Numbers(_ml));
        for (var length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 200))
            RequireError(bytes[..length], $"cut to {length} of {bytes.Length} bytes");
    }

    /// <summary>
    /// Nothing but times and flags of the archive may be changed without an error, and then the predictions are the same.
    /// </summary>
    [TestMethod]
    public void Load_AnyByteChanged_IsAnErrorOrChangesNothing()
    {
        var pipeline = Pets.Numbers(_ml);
        var bytes = Pets.Bytes(pipeline);
        var data = Curves.Load(_ml, count: 20, seed: 3);
        var expected = Pets.Bits(pipeline, data, "Score");
        var errors = 0;
        for (var at = 0; at < bytes.Length; at += 7)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= (byte)(1 << (at % 8));
            try
            {
                using var stream = new MemoryStream(changed);
                CollectionAssert.AreEqual(expected, Pets.Bits(TrainedPipeline.Load(stream, "memory"), data, "Score"), $"byte {at}");
            }
            catch (InvalidDataException error)
            {
                StringAssert.StartsWith(error.Message, "'memory", $"byte {at}");
                errors++;
            }
        }

        Assert.IsGreaterThan(bytes.Length / 7 * 3 / 4, errors);
    }

    [TestMethod]
    public void Load_NoArchive_SaysSo()
        => StringAssert.StartsWith(
            RequireError("certainly not an archive"u8.ToArray()),
            "'memory' is not a sound trained pipeline: it is no ZIP archive, or is cut short (");

    [TestMethod]
    public void Load_OtherArchive_SaysSo()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(((IEnumerable<ITransformer>)Pets.Numbers(_ml).Model).First(), null, stream);

        var error = RequireError(stream.ToArray());
        StringAssert.Contains(
            error, "is compressed, which this program's files never are; a model that ML.NET's Model.Save wrote is loaded by Model.Load.");
    }

    [TestMethod]
    public void Load_LaterVersion_SaysWhichIsRead()
        => StringAssert.Contains(
            RequireError(Changed(manifest => manifest["version"] = 3)),
            "its format has the version 3, and this program reads version 2; load it with the program that wrote it, or train the "
                + "pipeline anew.");

    [TestMethod]
    public void Load_OtherFormat_SaysSo()
        => StringAssert.Contains(
            RequireError(Changed(manifest => manifest["format"] = "recipes")),
            "its format is 'recipes', where 'MlPipelines trained pipeline' was expected.");

    [TestMethod]
    [DataRow("files")]
    [DataRow("classNames")]
    public void Load_NullInAListOfTheManifest_IsAnError(string list)
        => StringAssert.Contains(
            RequireError(Changed(manifest => manifest[list] = new JsonArray((JsonNode?)null))),
                "MlPipelines/manifest.json has null where the name of a class or a file was expected.");

    [TestMethod]
    public void Load_MissingFile_IsNamed()
        => StringAssert.Contains(
            RequireError(Changed(manifest => { }, leaveOut: NetworkName)), $"'{NetworkName}' is missing.");

    [TestMethod]
    public void Load_FileOfAnotherLength_IsNamed()
        => StringAssert.Contains(
            RequireError(Changed(manifest => manifest["files"]![0]!["bytes"] = 5)), "'Schema' has ");

    [TestMethod]
    public void Load_FileTooMany_IsNamed()
        => StringAssert.Contains(
            RequireError(Changed(manifest => ((JsonArray)manifest["files"]!).RemoveAt(0))),
                "'Schema' is in it, but not in its MlPipelines/manifest.json.");

    [TestMethod]
    public void Load_WrongManifestChecksum_SaysSo()
        => StringAssert.Contains(
            RequireError(Changed(manifest => manifest["program"] = "9.9.9", checksum: false)),
                "MlPipelines/manifest.json is damaged: its checksum is not that of its content.");

    [TestMethod]
    public void Load_ComponentThatIsNotAsWritten_IsNamedWithItsPlace()
        => Assert.AreEqual(
            "'memory' is not a sound trained pipeline: ML.NET cannot load its model: 'model file, TransformerChain/Transform_001, "
                + "regression-network' is damaged: "
            + "its file 'network.safetensors' does not have the content that was written.",
            RequireError(ChangedFile(NetworkName, content =>
            {
                content[^1] ^= 1;
                return content;
            })));

    [TestMethod]
    public void TrainedPipeline_SchemaThatDoesNotFit_IsAnError()
    {
        var model = Pets.Numbers(_ml).Model;
        var labels = new DataViewSchema.Builder();
        labels.AddColumn("Label", NumberDataViewType.Single);
        Assert.Throws<ArgumentException>(() => new TrainedPipeline(model, labels.ToSchema()));
    }

    private static string Text(DataViewSchema schema) =>
        SchemaText.Of(schema, [.. schema.Where(column => !column.IsHidden).Select(column => column.Name)]);

    private static NetworkModel Network(TrainedPipeline pipeline)
        => ((IEnumerable<ITransformer>)pipeline.Model).OfType<ISingleFeaturePredictionTransformer<NetworkModel>>().Single().Model;

    private static string RequireError(byte[] bytes, string what = "")
    {
        using var stream = new MemoryStream(bytes);
        var error = Assert.ThrowsExactly<InvalidDataException>(() => TrainedPipeline.Load(stream, "memory"), what);
        StringAssert.StartsWith(error.Message, "'memory", what);
        return error.Message;
    }

    /// <summary>The file of a regression with another manifest, whose checksum is right unless asked otherwise.</summary>
    private byte[] Changed(Action<JsonNode> change, bool checksum = true, string? leaveOut = null)
        => Rewritten((name, content) =>
        {
            if (name == leaveOut)
                return null;
            if (name != "MlPipelines/manifest.json")
                return content;
            var manifest = JsonNode.Parse(content)!;
            change(manifest);
            return Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }, checksum);

    /// <summary>The file of a regression with another file in it, whose length and checksum are right in the manifest.</summary>
    private byte[] ChangedFile(string changed, Func<byte[], byte[]> change)
    {
        byte[] next = [];
        Rewritten((name, content) => name == changed ? next = change(content) : content, checksum: true);
        return Rewritten((name, content) =>
        {
            if (name == changed)
                return next;
            if (name != "MlPipelines/manifest.json")
                return content;
            var manifest = JsonNode.Parse(content)!;
            var file = manifest["files"]!.AsArray().Single(entry => (string)entry!["name"]! == changed)!;
            Assert.AreNotEqual((string)file["sha256"]!, Hash(next), "the file was not changed");
            (file["bytes"], file["sha256"]) = (next.Length, Hash(next));
            return Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }, checksum: true);
    }

    private byte[] Rewritten(Func<string, byte[], byte[]?> change, bool checksum)
    {
        using var source = new ZipArchive(new MemoryStream(Pets.Bytes(Pets.Numbers(_ml))));
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            byte[] manifest = [];
            foreach (var entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (var opened = entry.Open())
                    opened.CopyTo(content);
                if (change(entry.FullName, content.ToArray()) is not { } bytes)
                    continue;
                if (entry.FullName == "MlPipelines/manifest.json")
                    manifest = bytes;
                if (entry.FullName == "MlPipelines/manifest.json.sha256" && checksum)
                    bytes = Encoding.ASCII.GetBytes($"{Hash(manifest)}  MlPipelines/manifest.json\n");
                using var written = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                written.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private sealed class Foreign(ITransformer inner) : ITransformer
    {
        public bool IsRowToRowMapper => inner.IsRowToRowMapper;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public IDataView Transform(IDataView input) => inner.Transform(input);

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("I stay here.");
    }
}
