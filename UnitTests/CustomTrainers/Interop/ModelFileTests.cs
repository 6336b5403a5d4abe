using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Layers;
using MlPipelines.UnitTests.CustomTrainers.Trees;

namespace MlPipelines.UnitTests.CustomTrainers.Interop;

/// <summary>Our components in <c>ml.Model.Save</c> and <c>ml.Model.Load</c>.</summary>
[TestClass]
public sealed class ModelFileTests
{
    private static readonly MlpOptions Quick = new() { HiddenLayers = [8], Epochs = 2, Seed = 1 };
    private static readonly GradientBoostedTreesOptions FewTrees = new() { NumberOfTrees = 5, NumberOfLeaves = 5 };

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Load_MulticlassNetwork_PredictsTheSameBits()
        => RequireSameBits(
            _ml.Transforms.NormalizeMinMax("Features").Append(_ml.MulticlassClassification.Trainers.Mlp(Quick)), Blobs.Keyed(_ml), "Score");

    [TestMethod]
    public void Load_BinaryNetwork_PredictsTheSameBits()
        => RequireSameBits(
            _ml.BinaryClassification.Trainers.Mlp(Quick with { LabelColumnName = "Above" }), Curves.Load(_ml), "Score", "Probability");

    [TestMethod]
    public void Load_RegressionNetworkBehindJointScaling_PredictsTheSameBits()
        => RequireSameBits(
            _ml.Transforms.NormalizeJointMeanVariance("Features").Append(_ml.Regression.Trainers.Mlp(Quick)), Curves.Load(_ml), "Score");

    [TestMethod]
    public void Load_ResidualNetwork_PredictsTheSameBits()
        => RequireSameBits(_ml.Regression.Trainers.ResNet(new ResNetOptions { Epochs = 1, Seed = 1 }), Curves.Load(_ml), "Score");

    [TestMethod]
    public void Load_RealMlp_PredictsTheSameBits()
        => RequireSameBits(_ml.Regression.Trainers.RealMlp(new RealMlpOptions { Epochs = 2, Seed = 1 }), Curves.Load(_ml), "Score");

    [TestMethod]
    public void Load_TabM_PredictsTheSameBits()
        => RequireSameBits(_ml.MulticlassClassification.Trainers.TabM(new TabMOptions { Epochs = 1, Seed = 1 }), Blobs.Keyed(_ml), "Score");

    [TestMethod]
    public void Load_ConvolutionalNetwork_PredictsTheSameBits()
        => RequireSameBits(
            _ml.Transforms.Concatenate("Image", "Features", "Features").Append(_ml.Regression.Trainers.ConvNet(Images)), Curves.Load(_ml),
            "Score");

    [TestMethod]
    public void Load_MulticlassTrees_PredictsTheSameBits()
        => RequireSameBits(_ml.MulticlassClassification.Trainers.GradientBoostedTrees(FewTrees), Blobs.Keyed(_ml), "Score");

    [TestMethod]
    public void Load_BinaryTreesWithCategoryColumn_PredictsTheSameBits()
        => RequireSameBits(
            _ml.BinaryClassification.Trainers.GradientBoostedTrees(
                FewTrees with { LabelColumnName = "Dear", CategoryColumnNames = ["Town"] }), Towns.Load(_ml), "Score", "Probability");

    [TestMethod]
    public void Load_RegressionTrees_PredictsTheSameBits()
        => RequireSameBits(_ml.Regression.Trainers.GradientBoostedTrees(FewTrees), Curves.Load(_ml), "Score");

    [TestMethod]
    public void Load_OneVersusAllOfNetworks_PredictsTheSameBits()
        => RequireSameBits(
            _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.Mlp(Quick)), Blobs.Keyed(_ml), "Score");

    [TestMethod]
    public void Load_OneVersusAllOfTreesWithoutProbabilities_PredictsTheSameBits()
        => RequireSameBits(
            _ml.MulticlassClassification.Trainers.OneVersusAll(
                _ml.BinaryClassification.Trainers.GradientBoostedTrees(FewTrees), useProbabilities: false), Blobs.Keyed(_ml), "Score");

    /// <summary>Of the bytes of our component's own entries none may be changed unseen.</summary>
    [TestMethod]
    public void Load_AnyEntryOfOursChanged_IsAnErrorThatSaysWhere()
    {
        var data = Curves.Load(_ml);
        using var file = Saved(_ml.Regression.Trainers.Mlp(Quick).Fit(data), data);
        string[] ours = ["TransformerChain/network.safetensors", "TransformerChain/history.json"];
        foreach (var entry in ours)
        {
            var error = RequireError(Changed(file, entry, content => content[content.Length / 2] ^= 4));
            Assert.AreEqual(
                $"'model file, TransformerChain, regression-network' is damaged: its file '{Path.GetFileName(entry)}' does not have the "
                + "content that was written.",
                error.Message);
        }

        // Behind ML.NET's own header of 256 bytes.
        var length = Content(file, "TransformerChain/Model.key").Length;
        for (var at = 256; at < length - 64; at += 5)
        {
            var place = at;
            var error = RequireError(Changed(file, "TransformerChain/Model.key", content => content[place] ^= 1));
            StringAssert.Matches(
                error.Message,
                new(
                    "^'model file, TransformerChain' is damaged: (its values are not those that were written|it ends \\d+ bytes too "
                        + "early|it has -?\\d+ where a number from 0 to 1000 was expected|it has -\\d+ where a number from 0 to "
                            + "2147483647 was expected)\\.$"), $"byte {place}");
        }
    }

    [TestMethod]
    public void Load_FileOfOursMissing_IsNamed()
    {
        var data = Curves.Load(_ml);
        using var file = Saved(_ml.Regression.Trainers.GradientBoostedTrees(FewTrees).Fit(data), data);

        Assert.AreEqual(
            "'model file, TransformerChain, regression-trees' is damaged: its file 'ensemble.trees' is missing.",
            RequireError(Changed(file, "TransformerChain/ensemble.trees", null)).Message);
    }

    [TestMethod]
    public void Load_ComponentOfALaterVersion_SaysSo()
    {
        var data = Curves.Load(_ml);
        using var file = Saved(_ml.Regression.Trainers.GradientBoostedTrees(FewTrees).Fit(data), data);

        // ML.NET's header: the component's signature at byte 64, the version that wrote it at 72, and the oldest version that can read it
        // at 76.
        var error = RequireError(Changed(file, "TransformerChain/Model.key", content => content[72] = content[76] = 2));
        StringAssert.StartsWith(error.Message, "'model file, TransformerChain' is of another version than this library reads: ");
    }

    private static ConvNetOptions Images => new()
    {
        Image = new Shape(1, 2, 2),
        Filters = [4],
        FeatureColumnName = "Image",
        Epochs = 1,
        Seed = 1,
    };

    private void RequireSameBits(IEstimator<ITransformer> estimator, IDataView data, params string[] columns)
    {
        var model = estimator.Fit(data);
        using var file = Saved(model, data);

        var loaded = new MLContext(seed: 7).Model.Load(file, out var schema);

        Assert.IsTrue(
            data.Schema.Where(column => !column.IsHidden).Select(column => (column.Name, column.Type))
                .SequenceEqual(schema.Where(column => !column.IsHidden).Select(column => (column.Name, column.Type))));
        var (before, after) = (model.Transform(data), loaded.Transform(data));
        string[] names = [.. before.Schema.Where(column => !column.IsHidden).Select(column => column.Name)];
        Assert.AreEqual(SchemaText.Of(before.Schema, names), SchemaText.Of(after.Schema, names));
        foreach (var column in columns)
            CollectionAssert.AreEqual(Bits(before, column), Bits(after, column), column);
    }

    private MemoryStream Saved(ITransformer model, IDataView data)
    {
        var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        return file;
    }

    private static Exception RequireError(MemoryStream file)
    {
        try
        {
            new MLContext(seed: 7).Model.Load(file, out _);
        }
        catch (Exception error)
        {
            for (var inner = error; inner is not null; inner = inner.InnerException)
            {
                if (inner is InvalidDataException)
                    return inner;
            }
            throw new AssertFailedException($"No InvalidDataException is in {error}");
        }

        throw new AssertFailedException("The damaged file was loaded.");
    }

    private static byte[] Content(MemoryStream file, string entry)
    {
        using var archive = new ZipArchive(new MemoryStream(file.ToArray()));
        using var content = new MemoryStream();
        using var opened = archive.GetEntry(entry)!.Open();
        opened.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The file with an entry changed, or without it.</summary>
    private static MemoryStream Changed(MemoryStream file, string entry, Action<byte[]>? change)
    {
        var content = Content(file, entry);
        var changed = new MemoryStream();
        changed.Write(file.ToArray());
        using (var archive = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(entry)!.Delete();
            if (change is not null)
            {
                change(content);
                using var written = archive.CreateEntry(entry).Open();
                written.Write(content);
            }
        }

        changed.Position = 0;
        return changed;
    }

    private static int[] Bits(IDataView rows, string column) => rows.Schema[column].Type is VectorDataViewType
        ? [.. rows.GetColumn<float[]>(column).SelectMany(values => values.Select(BitConverter.SingleToInt32Bits))]
        : [.. rows.GetColumn<float>(column).Select(BitConverter.SingleToInt32Bits)];
}
