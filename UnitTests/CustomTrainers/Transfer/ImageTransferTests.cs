using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers.Transfer;

/// <summary>What each mode trains of a pretrained network, and what it leaves as it is.</summary>
[TestClass]
public sealed class ImageTransferTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Probe_LearnsAndLeavesTheBackboneBitForBit()
    {
        var model = Fit(new() { Mode = TransferMode.Probe, Epochs = 20 });

        var pretrained = Backbone.ResNet18().CreateFeatures(32);
        var count = pretrained.ParameterCount;
        CollectionAssert.AreEqual(pretrained.ParameterValues.ToArray(), model.Model.Network.ParameterValues[..count].ToArray());
        CollectionAssert.AreEqual(pretrained.StateValues.ToArray(), model.Model.Network.StateValues.ToArray());
        var test = model.Transform(ColoredImages.Rows(_ml, 40, seed: 2));
        Assert.IsGreaterThan(0.9, _ml.BinaryClassification.Evaluate(test).Accuracy);
    }

    /// <summary>Features computed once, or a frozen backbone that every batch passes: the head gets the same bits.</summary>
    [TestMethod]
    public void Probe_OnFeaturesOrOnImages_IsTheSame()
    {
        var options = ColoredImages.Options with { Mode = TransferMode.Probe, Epochs = 3 };
        var unchanged = new ImageAugmentation { Image = new Shape(3, 16, 16) };
        CollectionAssert.AreEqual(Weights(Fit(options)), Weights(Fit(options with { Augmentation = unchanged })));
        CollectionAssert.AreNotEqual(
            Weights(Fit(options)), Weights(Fit(options with { Augmentation = unchanged with { Flip = true, Shift = 2 } })));
    }

    [TestMethod]
    public void FineTune_MovesTheBackboneAndItsStatistics()
    {
        var pretrained = Backbone.ResNet18().CreateFeatures(32);
        var moved = Fit(new() { Mode = TransferMode.FineTune }).Model.Network;
        Assert.AreNotEqual(pretrained.ParameterValues[0], moved.ParameterValues[0]);
        CollectionAssert.AreNotEqual(pretrained.StateValues.ToArray(), moved.StateValues.ToArray());

        var frozen = Fit(new() { Mode = TransferMode.FineTune, FreezeStatistics = true }).Model.Network;
        Assert.AreNotEqual(pretrained.ParameterValues[0], frozen.ParameterValues[0]);
        CollectionAssert.AreEqual(pretrained.StateValues.ToArray(), frozen.StateValues.ToArray());
    }

    /// <summary>The first step of Adam moves each weight by the rate, so that the rates can be read from the weights.</summary>
    [TestMethod]
    public void FineTune_BackboneRate_MovesTheBackboneByItAlone()
    {
        var options = ColoredImages.Options with
        {
            Mode = TransferMode.FineTune,
            BatchSize = 24,
            BackboneRate = 0.0001,
            Optimizer = new AdamOptions { LearningRate = 0.01 },
        };
        var features = Features(new VectorDataViewType(NumberDataViewType.Single, 3, 16, 16));
        var before = options.For(features, NetworkOutput.Logit).CreateNetwork(768, 1);
        var after = Fit(options).Model.Network;
        var head = before.Parameters.Single(parameter => parameter.Name == "fc.weight");
        Assert.AreEqual(0.0001, Move(before, after, ..head.Offset), 1e-6);
        Assert.AreEqual(0.01, Move(before, after, head.Offset..), 1e-5);
    }

    [TestMethod]
    public void Scratch_BeginsWithRandomWeightsAndTheBackbonesPreparation()
    {
        var network = Fit(new() { Mode = TransferMode.Scratch, Optimizer = new AdamOptions { LearningRate = 1e-12 } }).Model.Network;
        var pretrained = Backbone.ResNet18().CreateFeatures(32);
        CollectionAssert.AreEqual(pretrained.GetParameter("pixels.mean").ToArray(), network.GetParameter("pixels.mean").ToArray());
        var weights = network.GetParameter("conv1.weight").ToArray();
        CollectionAssert.AreNotEqual(pretrained.GetParameter("conv1.weight").ToArray(), weights);
        Assert.AreEqual(Math.Sqrt(2.0 / (3 * 49)), Math.Sqrt(weights.Average(w => (double)w * w)), 0.01, "He's deviation");
    }

    [TestMethod]
    public void ProbeThenFineTune_CountsEpochsOnAndTellsOfThem()
    {
        var told = new List<(int Epoch, int Epochs)>();
        var model = Fit(new()
        {
            ProbeEpochs = 3,
            Epochs = 2,
            Progress = new Told(progress => told.Add((progress.Entry.Epoch, progress.Epochs))),
        });
        Assert.AreEqual(5, model.Model.Training.Epochs);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5 }, model.Model.History.Entries.Select(entry => entry.Epoch).ToArray());
        CollectionAssert.AreEqual(new[] { (1, 5), (2, 5), (3, 5), (4, 5), (5, 5) }, told);
        var losses = model.Model.History.Entries.Select(entry => entry.BatchLoss).ToArray();
        Assert.IsLessThan(losses[0], losses[3], "fine-tuning goes on from the probed head");
    }

    [TestMethod]
    public void ProbeThenFineTune_StoppedAndRunAgain_EndsWithTheSameBits()
    {
        using var folder = new TemporaryFolder();
        var options = ColoredImages.Options with { ProbeEpochs = 2, Epochs = 2 };
        var whole = Weights(Fit(options));
        foreach (var stopAt in new[] { 1, 3 })
        {
            var resumable = options with
            {
                Checkpoint = new CheckpointOptions { Path = Path.Combine(folder.Path, $"{stopAt}"), EveryIterations = 1 },
            };
            using var stop = new CancellationTokenSource();
            Assert.ThrowsExactly<OperationCanceledException>(() => Fit(resumable with
            {
                CancellationToken = stop.Token,
                Progress = new Told(progress =>
                {
                    if (progress.Entry.Epoch == stopAt)
                        stop.Cancel();
                }),
            }));
            CollectionAssert.AreEqual(whole, Weights(Fit(resumable)), $"stopped behind epoch {stopAt}");
        }
    }

    [TestMethod]
    public void Fit_Multiclass_SavedAndLoaded_PredictsTheSame()
    {
        using var folder = new TemporaryFolder();
        var rows = ColoredImages.Rows(_ml, 24, seed: 1);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.MulticlassClassification.Trainers.ImageTransfer(ColoredImages.Options with { Mode = TransferMode.Probe }));
        var model = pipeline.Fit(rows);
        var path = Path.Combine(folder.Path, "model.zip");
        _ml.Model.Save(model, rows.Schema, path);
        var loaded = new MLContext(2).Model.Load(path, out _);
        var test = ColoredImages.Rows(_ml, 10, seed: 3);
        CollectionAssert.AreEqual(Scores(model.Transform(test)), Scores(loaded.Transform(test)));
    }

    [TestMethod]
    public void Fit_ColumnThatHoldsNoSuchImages_SaysWhatToDo()
    {
        var interleaved = Error(new VectorDataViewType(NumberDataViewType.Single, 16, 16, 3));
        StringAssert.Contains(interleaved, "pixel by pixel (16 × 16 × 3)");
        StringAssert.Contains(interleaved, "interleavePixelColors");
        StringAssert.Contains(Error(new VectorDataViewType(NumberDataViewType.Single, 1, 28, 28)), "images need 3 channels");
        StringAssert.Contains(Error(new VectorDataViewType(NumberDataViewType.Single, 700)), "700 pixels");

        var rows = ColoredImages.Create(8, seed: 1);
        rows[5].Features[7] = 0.5f;
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.BinaryClassification.Trainers.ImageTransfer(ColoredImages.Options).Fit(_ml.Data.LoadFromEnumerable(rows)));
        StringAssert.StartsWith(
            error.Message, "Row 5 of the training data has the value 0.5 in slot 7 of column 'Features', where a pixel was expected");

        static string Error(VectorDataViewType type) =>
            Assert.ThrowsExactly<InvalidOperationException>(() => ColoredImages.Options.For(Features(type), NetworkOutput.Logit)).Message;
    }

    private static DataViewSchema.Column Features(VectorDataViewType type)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Features", type);
        return builder.ToSchema()["Features"];
    }

    [TestMethod]
    [DataRow(100, 1, 0.1, "ImageSize must be a multiple of 32, such as 128 or 224; found 100")]
    [DataRow(64, 0, 0.1, "ProbeEpochs must be at least 1; found 0")]
    [DataRow(64, 1, 0.0, "The rate ProbeRate must be finite and above 0; found 0")]
    public void ImageTransfer_SettingOutOfRange_IsNamed(int size, int epochs, double rate, string message) => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Trainers.ImageTransfer(
            new ImageTransferOptions { ImageSize = size, ProbeEpochs = epochs, ProbeRate = rate })).Message,
        message);

    private ISingleFeaturePredictionTransformer<BinaryNetworkModel> Fit(ImageTransferOptions options) =>
        _ml.BinaryClassification.Trainers.ImageTransfer(
            options with { ImageSize = 32, BatchSize = options.BatchSize == 32 ? 8 : options.BatchSize, Threads = 2 })
            .Fit(ColoredImages.Rows(_ml, 24, seed: 1));

    private static float[] Weights(ISingleFeaturePredictionTransformer<BinaryNetworkModel> model) =>
        [.. model.Model.Network.ParameterValues, .. model.Model.Network.StateValues];

    private static float[] Scores(IDataView predictions) =>
        [.. predictions.GetColumn<float[]>("Score").SelectMany(scores => scores)];

    private static double Move(Network<float> before, Network<float> after, Range range)
    {
        var largest = 0.0;
        for (var i = 0; i < before.ParameterValues[range].Length; i++)
            largest = Math.Max(largest, Math.Abs(after.ParameterValues[range][i] - before.ParameterValues[range][i]));
        return largest;
    }

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
