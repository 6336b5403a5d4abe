using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>Bad input: each gets an error that says what was expected, what came, where, and what to do.</summary>
[TestClass]
public sealed class MlpErrorTests
{
    private static readonly MlpOptions Short = new() { HiddenLayers = [4], Epochs = 1, Seed = 1 };

    private readonly MLContext _ml = new(1);

    private MulticlassNetworkTrainer Mlp(MlpOptions options) => _ml.MulticlassClassification.Trainers.Mlp(options);

    [TestMethod]
    public void Fit_NoFeatureColumn_NamesItAndTheColumnsThereAre()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Mlp(Short with { FeatureColumnName = "Pixels" }).Fit(Blobs.Keyed(_ml)));

        StringAssert.Contains(error.Message, "Could not find feature column 'Pixels'. The columns are: 'Features', 'Label'.");
    }

    [TestMethod]
    public void Fit_LabelThatIsNoKey_SaysHowToMakeOne()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Mlp(Short).Fit(Blobs.Numbered(_ml)));

        StringAssert.Contains(error.Message, "Schema mismatch for label column 'Label': expected Key<UInt32>, got Int32.");
        StringAssert.Contains(error.Message, "MapValueToKey(\"Label\")");
    }

    [TestMethod]
    public void Fit_FeaturesOfAnotherType_SaysWhatWasExpected()
    {
        var data = _ml.Transforms.Conversion.ConvertType(
            "Features", outputKind: DataKind.Double).Fit(Blobs.Keyed(_ml)).Transform(Blobs.Keyed(_ml));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Mlp(Short).Fit(data));

        StringAssert.Contains(
            error.Message,
            "Schema mismatch for feature column 'Features': expected a vector of Single of known size, got Vector<Double, 4>.");
    }

    [TestMethod]
    [DataRow(float.NaN, "NaN")]
    [DataRow(float.PositiveInfinity, "Infinity")]
    [DataRow(float.NegativeInfinity, "-Infinity")]
    public void Fit_FeatureNotFinite_NamesRowAndSlot(float value, string text)
    {
        var rows = Blobs.Points(10, 1).Select(p => new Blobs.KeyedRow { Features = p.Features, Label = (uint)p.Class }).ToList();
        rows[7].Features[2] = value;

        var error = Assert.Throws<InvalidOperationException>(() => Mlp(Short).Fit(_ml.Data.LoadFromEnumerable(rows)));

        StringAssert.Contains(
            error.Message,
            $"Row 7 of the training data has the value {text} in slot 2 of column 'Features', where a finite number was expected.");
    }

    [TestMethod]
    public void Fit_MissingLabel_NamesTheRow()
    {
        var rows = Blobs.Points(10, 1).Select(p => new Blobs.KeyedRow { Features = p.Features, Label = (uint)p.Class }).ToList();
        rows[3].Label = 3; // beyond the keys: ML.NET reads it as missing

        var error = Assert.Throws<InvalidOperationException>(() => Mlp(Short).Fit(_ml.Data.LoadFromEnumerable(rows)));

        StringAssert.Contains(
            error.Message, "Row 3 of the training data has a missing label in column 'Label', where keys 1 to 3 were expected.");
    }

    [TestMethod]
    public void Fit_OneClassAlone_NamesIt()
    {
        var rows = Blobs.Points(10, 1).Select(p => new Blobs.KeyedRow { Features = p.Features, Label = 1 }).ToList();

        var error = Assert.Throws<InvalidOperationException>(() => Mlp(Short).Fit(_ml.Data.LoadFromEnumerable(rows)));

        Assert.AreEqual(
            "All 10 rows of the training data have the label with key 2; a classifier needs rows of at least 2 classes.", error.Message);
    }

    [TestMethod]
    public void Fit_NoRows_SaysSo()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Mlp(Short).Fit(_ml.Data.LoadFromEnumerable(new List<Blobs.KeyedRow>())));

        Assert.AreEqual("The training data has no rows.", error.Message);
    }

    [TestMethod]
    public void Fit_MonitorOfAnotherWidth_NamesBoth()
    {
        var wide = _ml.Transforms.Concatenate("Features", "Features", "Features").Fit(Blobs.Keyed(_ml)).Transform(Blobs.Keyed(_ml));

        var error = Assert.Throws<InvalidOperationException>(
            () => Mlp(Short with { Monitors = [new("test", wide)] }).Fit(Blobs.Keyed(_ml)));

        StringAssert.Contains(error.Message, "The monitor 'test' has 8 features, the training data 4.");
    }

    [TestMethod]
    public void Transform_AnotherFeatureWidth_NamesBoth()
    {
        var model = Mlp(Short).Fit(Blobs.Keyed(_ml));
        var wide = _ml.Transforms.Concatenate("Features", "Features", "Features").Fit(Blobs.Keyed(_ml)).Transform(Blobs.Keyed(_ml));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(wide));

        StringAssert.Contains(
            error.Message,
            "Schema mismatch for feature column 'Features': expected Vector<Single, 4>, as in training, got Vector<Single, 8>.");
    }

    [TestMethod]
    public void Fit_DivergingTraining_EndsWithAnError()
    {
        var data = Blobs.Keyed(_ml);

        Assert.Throws<MlPipelines.Numerics.Training.TrainingDivergedException>(
            () => Mlp(Short with { Epochs = 50, Optimizer = new SgdOptions { LearningRate = 1e30 } }).Fit(data));
    }

    [TestMethod]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => Mlp(Short with { CancellationToken = source.Token }).Fit(Blobs.Keyed(_ml)));
    }

    [TestMethod]
    public void Mlp_OptionOutOfRange_IsRefusedWhenTheTrainerIsMade()
    {
        Refused(Short with { Epochs = -1 }, "Epochs");
        Refused(Short with { BatchSize = 0 }, "BatchSize");
        Refused(Short with { Threads = 0 }, "Threads");
        Refused(Short with { HiddenLayers = [8, 0] }, "Hidden layer 1");
        Refused(Short with { Optimizer = new SgdOptions { LearningRate = double.NaN } }, "learning rate of SgdOptions");
        Refused(Short with { Optimizer = new AdamOptions { LearningRate = -1 } }, "learning rate of AdamOptions");
        Refused(Short with { EvaluateEveryEpochs = -1 }, "EvaluateEveryEpochs");
        Refused(Short with { Monitors = [new("a", Blobs.Keyed(_ml)), new("a", Blobs.Keyed(_ml))] }, "'a', 'a'");
        Refused(Short with { LabelColumnName = "" }, "LabelColumnName");
        Refused(
            Short with { HiddenLayers = [8, 4], LayerActivations = [Activation.ReLU] },
            "one activation for each of the 2 HiddenLayers, or none; found 1");
        Refused(Short with { HiddenLayers = [8], LayerActivations = [null!] }, "No such activation");
    }

    private void Refused(MlpOptions options, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => Mlp(options));
        StringAssert.Contains(error.Message, named);
    }
}
