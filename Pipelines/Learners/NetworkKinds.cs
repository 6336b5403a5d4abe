using MlPipelines.CustomTrainers;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's networks: what settings their layers have. Those of the training are <see cref="NetworkSettings"/>.</summary>
internal static class NetworkKinds
{
    private static readonly (string Name, Activation Value)[] Activations = Setting.Named(Activation.Named);

    private static readonly Setting<Shape?> ImageOfFeatures =
        Setting.Image(NetworkSettings.Image.Name, "channels, height and width of the features", new Shape(1, 28, 28));

    /// <summary>The multilayer perceptron.</summary>
    public static LearnerKind Mlp { get; } = NetworkLearner.Kind(
        "mlp",
        "multilayer perceptron: dense layers; softmax and cross-entropy for classes, the logistic loss for two, squared error for numbers",
        new MlpOptions(),
        new OptionSettings<MlpOptions>
        {
            { Setting.Widths("hidden", "units of each hidden layer", 128), (options, value) => options with { HiddenLayers = value } },
            {
                Setting.ChoiceOfEach("activation", "function behind each hidden layer, or one for each such as relu+sigmoid", Activations),
                (options, value) => options with { Activation = value[0], LayerActivations = value.Count > 1 ? value : [] }
            },
            { NetworkSettings.Initialization, (options, value) => options with { Initialization = value } },
            {
                Setting.Number("dropout", "probability of dropping each hidden unit in training", 0, 0, maximum: 1),
                (options, value) => options with { Dropout = value }
            },
            {
                Setting.YesOrNo("batch-norm", "whether a batch normalization stands before each activation"),
                (options, value) => options with { BatchNorm = value }
            },
            {
                Setting.Numbers("sine", "frequencies of features sin(αx) in place of the features x"),
                (options, value) => options with { SineFrequencies = value }
            },
            NetworkSettings.Image,
        },
        (ml, task, options) => task switch
        {
            LearningTask.Multiclass => ml.MulticlassClassification.Trainers.Mlp(options),
            LearningTask.Binary => ml.BinaryClassification.Trainers.Mlp(options),
            _ => ml.Regression.Trainers.Mlp(options),
        });

    /// <summary>The dense residual network.</summary>
    public static LearnerKind ResNet { get; } = NetworkLearner.Kind(
        "resnet",
        "dense residual network: blocks x + W₂ σ(W₁ x + b); losses as the multilayer perceptron's",
        new ResNetOptions(),
        new OptionSettings<ResNetOptions>
        {
            { Setting.Integer("width", "values that pass from block to block", 64, 1), (options, value) => options with { Width = value } },
            { Setting.Integer("blocks", "number of blocks", 4, 0), (options, value) => options with { Blocks = value } },
            {
                Setting.Integer("hidden-width", "hidden units of each block, 0 for the width", 0, 0),
                (options, value) => options with { HiddenWidth = value }
            },
            {
                Setting.Choice<ResidualForm>(
                    "form", "where the activation stands: in the block; also behind the sum; also before the block"),
                (options, value) => options with { Form = value }
            },
            {
                Setting.Choice("activation", "function in each block", Activations),
                (options, value) => options with { Activation = value }
            },
            { NetworkSettings.Initialization, (options, value) => options with { Initialization = value } },
            {
                Setting.Number("dropout", "probability of dropping each hidden unit of a block in training", 0, 0, maximum: 1),
                (options, value) => options with { Dropout = value }
            },
            {
                Setting.YesOrNo("batch-norm", "whether a batch normalization stands behind each weight matrix of a block"),
                (options, value) => options with { BatchNorm = value }
            },
            NetworkSettings.Image,
        },
        (ml, task, options) => task switch
        {
            LearningTask.Multiclass => ml.MulticlassClassification.Trainers.ResNet(options),
            LearningTask.Binary => ml.BinaryClassification.Trainers.ResNet(options),
            _ => ml.Regression.Trainers.ResNet(options),
        });

    /// <summary>The convolutional network.</summary>
    public static LearnerKind ConvNet { get; } = NetworkLearner.Kind(
        "convnet",
        "convolutional network: stages of convolutions with max pooling, then dense layers; losses as the multilayer perceptron's",
        new ConvNetOptions { Image = ImageOfFeatures.Default! },
        new OptionSettings<ConvNetOptions>
        {
            { ImageOfFeatures, (options, value) => options with { Image = value! } },
            {
                Setting.Widths("filters", "filters of the convolutions, stage by stage", 16, 32),
                (options, value) => options with { Filters = value }
            },
            {
                Setting.Integer("convolutions", "convolutions in each stage", 1, 1),
                (options, value) => options with { ConvolutionsPerStage = value }
            },
            { Setting.Integer("kernel", "pixels on a side of each kernel", 3, 1), (options, value) => options with { KernelSize = value } },
            {
                Setting.YesOrNo("keep-size", "whether images keep their size in a convolution, by a border of zeros", defaultValue: true),
                (options, value) => options with { KeepSize = value }
            },
            {
                Setting.Integer("pooling", "pixels on a side of the windows of max pooling behind each stage, 1 for none", 2, 1),
                (options, value) => options with { Pooling = value }
            },
            {
                Setting.YesOrNo("global-pooling", "whether the last stage ends with the mean of each channel"),
                (options, value) => options with { GlobalPooling = value }
            },
            {
                Setting.Widths("hidden", "units of each dense layer behind the convolutions", 64),
                (options, value) => options with { HiddenLayers = value }
            },
            {
                Setting.Choice("activation", "function behind each convolution and hidden layer", Activations),
                (options, value) => options with { Activation = value }
            },
            { NetworkSettings.Initialization, (options, value) => options with { Initialization = value } },
            {
                Setting.Number("dropout", "probability of dropping each unit of the first dense layer in training", 0, 0, maximum: 1),
                (options, value) => options with { Dropout = value }
            },
            {
                Setting.YesOrNo("batch-norm", "whether a batch normalization stands before each activation"),
                (options, value) => options with { BatchNorm = value }
            },
        },
        (ml, task, options) => task switch
        {
            LearningTask.Multiclass => ml.MulticlassClassification.Trainers.ConvNet(options),
            LearningTask.Binary => ml.BinaryClassification.Trainers.ConvNet(options),
            _ => ml.Regression.Trainers.ConvNet(options),
        },
        missing: MissingFeatures.Kept);
}
