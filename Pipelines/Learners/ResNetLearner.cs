using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's dense residual network.</summary>
internal static class ResNetLearner
{
    private static readonly SettingChoice<ResidualForm> Forms = new();

    public static LearnerKind Kind { get; } = new(
        "resnet",
        "dense residual network: blocks x + W₂ σ(W₁ x + b); losses as the multilayer perceptron's",
        NetworkLearner.Tasks,
        [
            SettingDefinition.Integer("width", "values that pass from block to block", 64, 1),
            SettingDefinition.Integer("blocks", "number of blocks", 4, 0),
            SettingDefinition.Integer("hidden-width", "hidden units of each block, 0 for the width", 0, 0),
            Forms.Define("form", "where the activation stands: in the block; also behind the sum; also before the block"),
            NetworkLearner.Activations.Define("activation", "function in each block"),
            NetworkLearner.Initializations.Define("initialization", "how weights start"),
            SettingDefinition.Number("dropout", "probability of dropping each hidden unit of a block in training", 0, 0, maximum: 1),
            SettingDefinition.Choice("batch-norm", "whether a batch normalization stands behind each weight matrix of a block", "no", "yes"),
            SettingDefinition.Image(AugmentationSettings.ImageName, "what images the features are, for those settings that change them", "none"),
            .. NetworkLearner.Definitions,
        ],
        new NetworkLearner(Options, Trainer).Create);

    private static ResNetOptions Options(Settings settings) => new()
    {
        Width = settings.GetInteger("width"),
        Blocks = settings.GetInteger("blocks"),
        HiddenWidth = settings.GetInteger("hidden-width"),
        Form = Forms.Parse(settings["form"]),
        Activation = NetworkLearner.Activations.Parse(settings["activation"]),
        Dropout = settings.GetNumber("dropout"),
        BatchNorm = settings["batch-norm"] == "yes",
    };

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, NetworkOptions options) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.ResNet((ResNetOptions)options),
        LearningTask.Binary => ml.BinaryClassification.Trainers.ResNet((ResNetOptions)options),
        _ => ml.Regression.Trainers.ResNet((ResNetOptions)options),
    };
}
