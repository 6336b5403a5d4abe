using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's multilayer perceptron.</summary>
internal static class MlpLearner
{
    public static LearnerKind Kind { get; } = new(
        "mlp",
        "multilayer perceptron: dense layers; softmax and cross-entropy for classes, the logistic loss for two, squared error for numbers",
        NetworkLearner.Tasks,
        [
            SettingDefinition.Widths("hidden", "units of each hidden layer", "128"),
            NetworkLearner.Activations.DefineForEach("activation", "function behind each hidden layer, or one for each such as relu+sigmoid"),
            NetworkLearner.Initializations.Define("initialization", "how weights start"),
            SettingDefinition.Number("dropout", "probability of dropping each hidden unit in training", 0, 0, maximum: 1),
            SettingDefinition.Choice("batch-norm", "whether a batch normalization stands before each activation", "no", "yes"),
            SettingDefinition.Numbers("sine", "frequencies of features sin(αx) in place of the features x", "none"),
            SettingDefinition.Image(AugmentationSettings.ImageName, "what images the features are, for those settings that change them", "none"),
            .. NetworkLearner.Definitions,
        ],
        new NetworkLearner(Options, Trainer).Create);

    private static MlpOptions Options(Settings settings) => new()
    {
        HiddenLayers = settings.GetWidths("hidden"),
        Activation = NetworkLearner.Activations.ParseEach(settings["activation"])[0],
        LayerActivations = NetworkLearner.Activations.ParseEach(settings["activation"]) is { Count: > 1 } each ? each : [],
        Dropout = settings.GetNumber("dropout"),
        BatchNorm = settings["batch-norm"] == "yes",
        SineFrequencies = settings.GetNumbers("sine"),
    };

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, NetworkOptions options) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.Mlp((MlpOptions)options),
        LearningTask.Binary => ml.BinaryClassification.Trainers.Mlp((MlpOptions)options),
        _ => ml.Regression.Trainers.Mlp((MlpOptions)options),
    };
}
