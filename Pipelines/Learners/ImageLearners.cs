using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// Learners of images that begin with a network which was trained on other images before. Pixels are numbers from 0 to 255.
/// </summary>
internal static class ImageLearners
{
    private static readonly string FeatureFolder = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "MlPipelines", "features");

    private static readonly IReadOnlyList<LearningTask> Classes = [LearningTask.Multiclass, LearningTask.Binary];

    /// <summary>Pixels on a side of the images that the network sees.</summary>
    internal static readonly Setting<int> Size = new(
        "size", "pixels on a side of the images that the network sees, others are resized", 128, "a multiple of 32",
        (string text, out int value) => int.TryParse(text, out value) && value >= 32 && value % 32 == 0, value => $"{value}");

    private static readonly Setting<bool> Cache = Setting.YesOrNo(
        "cache", "whether features of a frozen network are kept on disk, by the content of the image, for later trials",
        defaultValue: true);

    private static readonly Setting<FeatureScaling> NoScaling =
        Setting.Choice("scaling", "the network scales pixels itself", (FeatureScaling.None.Name, FeatureScaling.None));

    /// <summary>A pretrained network: its head alone, all of it, both in turn, or from scratch.</summary>
    public static LearnerKind Transfer { get; } = NetworkLearner.Kind(
        "image-transfer",
        "residual network for images that was trained on others before: head alone, all of it, head first and then all, or from scratch",
        new ImageTransferOptions(),
        new OptionSettings<ImageTransferOptions>
        {
            {
                Setting.Choice<TransferMode>("mode", "what is trained; scratch begins with random weights"),
                (options, value) => options with { Mode = value }
            },
            { Size, (options, value) => options with { ImageSize = value } },
            { NetworkSettings.Image, (options, value) => options with { Image = value } },
            {
                Setting.Number("backbone-rate", "learning rate of the pretrained layers while all are trained, 0 for the head's", 0, 0),
                (options, value) => options with { BackboneRate = value > 0 ? value : null }
            },
            {
                Setting.Integer("probe-epochs", "passes over the images while the head is trained first", 5, 1),
                (options, value) => options with { ProbeEpochs = value }
            },
            {
                Setting.Number("probe-rate", "learning rate while the head is trained first", 0.01, 0, minimumAllowed: false),
                (options, value) => options with { ProbeRate = value }
            },
            {
                Setting.YesOrNo("frozen-statistics", "whether batch normalizations keep their running statistics while all are trained"),
                (options, value) => options with { FreezeStatistics = value }
            },
            { Cache, (options, value) => options with { FeatureCacheFolder = value ? FeatureFolder : null } },
        },
        (ml, task, options) => task == LearningTask.Multiclass
            ? ml.MulticlassClassification.Trainers.ImageTransfer(options)
            : ml.BinaryClassification.Trainers.ImageTransfer(options),
        [
            NoScaling,
            Setting.Integer("batch", "rows of one update", 32, 1),
            Setting.Integer("epochs", "passes over the training rows", 5, 0),
            Setting.Number("rate", "learning rate", 0.0001, 0, minimumAllowed: false),
        ],
        Classes, MissingFeatures.Kept);

    /// <summary>Logistic regression on the features of a pretrained network.</summary>
    public static LearnerKind LogisticRegression { get; } = new(
        "image-logistic-regression",
        "linear: ML.NET's logistic regression by L-BFGS on the features that a pretrained network gives for images, standardized",
        Classes,
        [.. LinearLearners.ClassifierSettings, Size, NetworkSettings.Image, Cache],
        (task, learner, settings) => new Learner
        {
            Name = learner,
            Settings = settings,
            Missing = MissingFeatures.Kept, // pixels are never missing
            CreateTrainer = (ml, _) => ml.Transforms.ImageFeatures(Features(settings)).AppendCacheCheckpoint(ml)
                .Append(ml.Transforms.NormalizeMeanVariance(Columns.Features, fixZero: false)).AppendCacheCheckpoint(ml)
                .Append(LinearLearners.Classifier(ml, task, settings)),
            Describe = Describe,
        });

    private static ImageFeaturesOptions Features(Settings settings) => new()
    {
        OutputColumnName = Columns.Features,
        Image = settings.Get(NetworkSettings.Image),
        ImageSize = settings.Get(Size),
        CacheFolder = settings.Get(Cache) ? FeatureFolder : null,
    };

    /// <summary>The size of the linear model at the end of the chain.</summary>
    private static TrainingReport Describe(ITransformer transformer) =>
        LinearLearners.Describe(transformer is IEnumerable<ITransformer> chain ? chain.Last() : transformer);
}
