using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's convolutional network.</summary>
internal static class ConvNetLearner
{
    public static LearnerKind Kind { get; } = new(
        "convnet",
        "convolutional network: stages of convolutions with max pooling, then dense layers; losses as the multilayer perceptron's",
        NetworkLearner.Tasks,
        [
            SettingDefinition.Image(AugmentationSettings.ImageName, "channels, height and width of the features", "1x28x28"),
            SettingDefinition.Widths("filters", "filters of the convolutions, stage by stage", "16-32"),
            SettingDefinition.Integer("convolutions", "convolutions in each stage", 1, 1),
            SettingDefinition.Integer("kernel", "pixels on a side of each kernel", 3, 1),
            SettingDefinition.Choice("keep-size", "whether images keep their size in a convolution, by a border of zeros", "yes", "no"),
            SettingDefinition.Integer("pooling", "pixels on a side of the windows of max pooling behind each stage, 1 for none", 2, 1),
            SettingDefinition.Choice("global-pooling", "whether the last stage ends with the mean of each channel", "no", "yes"),
            SettingDefinition.Widths("hidden", "units of each dense layer behind the convolutions", "64"),
            NetworkLearner.Activations.Define("activation", "function behind each convolution and hidden layer"),
            NetworkLearner.Initializations.Define("initialization", "how weights start"),
            SettingDefinition.Number("dropout", "probability of dropping each unit of the first dense layer in training", 0, 0, maximum: 1),
            SettingDefinition.Choice("batch-norm", "whether a batch normalization stands before each activation", "no", "yes"),
            .. NetworkLearner.Definitions,
        ],
        new NetworkLearner(Options, Trainer).Create);

    private static ConvNetOptions Options(Settings settings) => new()
    {
        Image = settings.GetImage(AugmentationSettings.ImageName)!,
        Filters = settings.GetWidths("filters"),
        ConvolutionsPerStage = settings.GetInteger("convolutions"),
        KernelSize = settings.GetInteger("kernel"),
        KeepSize = settings["keep-size"] == "yes",
        Pooling = settings.GetInteger("pooling"),
        GlobalPooling = settings["global-pooling"] == "yes",
        HiddenLayers = settings.GetWidths("hidden"),
        Activation = NetworkLearner.Activations.Parse(settings["activation"]),
        Dropout = settings.GetNumber("dropout"),
        BatchNorm = settings["batch-norm"] == "yes",
    };

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, NetworkOptions options) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.ConvNet((ConvNetOptions)options),
        LearningTask.Binary => ml.BinaryClassification.Trainers.ConvNet((ConvNetOptions)options),
        _ => ml.Regression.Trainers.ConvNet((ConvNetOptions)options),
    };
}
