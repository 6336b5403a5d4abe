using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>The trainers <c>ResNet</c> and <c>ConvNet</c>, for all three tasks, on bars in images of 5 × 5.</summary>
[TestClass]
public sealed class ResidualAndConvolutionalTrainerTests
{
    private static readonly Shape Image = new(1, 5, 5);
    private static readonly ConvNetOptions Convolutions = new()
    {
        Image = Image,
        Filters = [6],
        HiddenLayers = [16],
        BatchNorm = true,
        Epochs = 15,
        BatchSize = 20,
        Optimizer = new AdamOptions { LearningRate = 0.01 },
    };
    private static readonly ResNetOptions Blocks = new()
    {
        Width = 24,
        Blocks = 3,
        BatchNorm = true,
        Epochs = 15,
        BatchSize = 20,
        Optimizer = new AdamOptions { LearningRate = 0.01 },
    };

    [TestMethod]
    public void Fit_Multiclass_LearnsBars()
    {
        var ml = new MLContext(1);
        foreach (var trainer in (IEstimator<ITransformer>[])
            [ml.MulticlassClassification.Trainers.ConvNet(Convolutions), ml.MulticlassClassification.Trainers.ResNet(Blocks)])
        {
            var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Bar.Kind)).Append(trainer);
            var metrics = ml.MulticlassClassification.Evaluate(pipeline.Fit(Rows(ml, 400, 1)).Transform(Rows(ml, 200, 2)));
            Assert.IsGreaterThan(0.97, metrics.MicroAccuracy);
        }
    }

    [TestMethod]
    public void Fit_Binary_LearnsBars()
    {
        var ml = new MLContext(1);
        foreach (var trainer in (IEstimator<ITransformer>[])
            [
                ml.BinaryClassification.Trainers.ConvNet(Convolutions with { LabelColumnName = nameof(Bar.Across) }),
                ml.BinaryClassification.Trainers.ResNet(Blocks with { LabelColumnName = nameof(Bar.Across) }),
            ])
        {
            Assert.IsGreaterThan(
                0.97,
                ml.BinaryClassification.Evaluate(trainer.Fit(Rows(ml, 400, 1)).Transform(Rows(ml, 200, 2)), nameof(Bar.Across)).Accuracy);
        }
    }

    [TestMethod]
    public void Fit_Regression_LearnsTheBarsPlace()
    {
        var ml = new MLContext(1);
        foreach (var trainer in (IEstimator<ITransformer>[])
            [
                ml.Regression.Trainers.ConvNet(Convolutions with { LabelColumnName = nameof(Bar.Place), Epochs = 30 }),
                ml.Regression.Trainers.ResNet(Blocks with { LabelColumnName = nameof(Bar.Place), Epochs = 30 }),
            ])
        {
            Assert.IsGreaterThan(
                0.9, ml.Regression.Evaluate(trainer.Fit(Rows(ml, 400, 1)).Transform(Rows(ml, 200, 2)), nameof(Bar.Place)).RSquared);
        }
    }

    [TestMethod]
    public void Fit_ShortForms_UseTheDefaults()
    {
        var ml = new MLContext(1);
        var keyed = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Bar.Kind)).Fit(Rows(ml, 60, 1)).Transform(Rows(ml, 60, 1));
        Assert.AreEqual(Image, ml.MulticlassClassification.Trainers.ConvNet(Image).Fit(keyed).Model.Network.Definition.Input);
        Assert.AreEqual(
            DenseResNet.Define(25, 64, 4, 2), ml.MulticlassClassification.Trainers.ResNet("Label").Fit(keyed).Model.Network.Definition);
        Assert.AreEqual(
            DenseResNet.Define(25, 64, 4, 2), ml.MulticlassClassification.Trainers.ResNet().Fit(keyed).Model.Network.Definition);
    }

    [TestMethod]
    public void Fit_Augmented_IsAnotherTraining()
    {
        var ml = new MLContext(1);
        var rows = Rows(ml, 60, 1);
        var options = Convolutions with { LabelColumnName = nameof(Bar.Across), Epochs = 1 };
        float[] Train(ConvNetOptions own)
            => ml.BinaryClassification.Trainers.ConvNet(own).Fit(rows).Model.Network.ParameterValues.ToArray();
        CollectionAssert.AreNotEqual(
            Train(options), Train(options with { Augmentation = new ImageAugmentation { Image = Image, Shift = 1 } }));
        CollectionAssert.AreEqual(Train(options with { Threads = 1 }), Train(options with { Threads = 2 }));
    }

    [TestMethod]
    public void Fit_ImageOfAnotherSize_SaysBoth()
    {
        var ml = new MLContext(1);
        var trainer = ml.BinaryClassification.Trainers.ConvNet(
            Convolutions with { Image = new Shape(1, 6, 6), LabelColumnName = nameof(Bar.Across) });
        Assert.AreEqual(
            "The column 'Features' has 25 features, but images of the shape [1, 6, 6] have 36. Set Image to the [channels, height, width] "
            + "of the features.",
            Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(Rows(ml, 20, 1))).Message);
    }

    [TestMethod]
    public void Create_WrongSettings_SaysWhatTheyMustBe()
    {
        var trainers = new MLContext(1).BinaryClassification.Trainers;
        static string Error(Action create) => Assert.Throws<ArgumentException>(create).Message;

        StringAssert.StartsWith(Error(() => trainers.ResNet(Blocks with { Width = 0 })), "Width must be at least 1; found 0.");
        StringAssert.StartsWith(Error(() => trainers.ResNet(Blocks with { Blocks = -1 })), "Blocks must be at least 0; found -1.");
        StringAssert.StartsWith(Error(() => trainers.ResNet(Blocks with { Dropout = 1 })), "Dropout must be in [0, 1); found 1.");
        StringAssert.Contains(
            Error(() => trainers.ConvNet(Convolutions with { Filters = [4, 4, 4] })),
            "A window of 2 × 2 with padding 0 does not fit into the input [4, 1, 1]: it would leave [4, 0, 0]");
        StringAssert.StartsWith(
            Error(() => trainers.ConvNet(Convolutions with { KernelSize = 4 })),
            "Convolutions that keep the image's size need an odd KernelSize; found 4.");
        StringAssert.StartsWith(
            Error(() => trainers.ConvNet(Convolutions with { Filters = [] })), "Filters must name at least one stage of convolutions.");
        StringAssert.StartsWith(
            Error(() => trainers.Mlp(new MlpOptions { SineFrequencies = [0] })),
            "Each of the SineFrequencies must be finite and not 0; found 0.");
    }

    private static IDataView Rows(MLContext ml, int count, int seed)
    {
        var random = new Random(seed);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ =>
        {
            var (across, place) = (random.Next(2) == 1, random.Next(5));
            var pixels = new float[25];
            for (var i = 0; i < 25; i++)
                pixels[i] = random.NextSingle() * 0.3f + ((across ? i / 5 : i % 5) == place ? 1 : 0);
            return new Bar { Features = pixels, Across = across, Kind = across ? "across" : "down", Place = place };
        }).ToList());
    }

    private sealed class Bar
    {
        [VectorType(25)]
        public float[] Features { get; set; } = [];

        public bool Across { get; set; }

        public string Kind { get; set; } = "";

        public float Place { get; set; }
    }
}
