using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The settings of random changes of training images.</summary>
internal static class AugmentationSettings
{
    /// <summary>The setting that says what images the features are.</summary>
    public const string ImageName = "image";
    private const string Shift = "shift";
    private const string Flip = "flip";
    private const string Crop = "crop";

    public static IReadOnlyList<SettingDefinition> Definitions { get; } =
    [
        SettingDefinition.Integer(Shift, "most pixels that a training image is moved at random in each direction", 0, 0),
        SettingDefinition.Choice(Flip, "whether training images are mirrored left to right at random", "no", "yes"),
        SettingDefinition.Number(Crop, "largest share of a training image's sides that is cut away at random, the rest stretched", 0, 0, maximum: 1),
    ];

    /// <summary>The options with these settings.</summary>
    /// <exception cref="ArgumentException">Images are to be changed, but it is not said what images the features are.</exception>
    public static NetworkOptions Apply(Settings settings, NetworkOptions options)
    {
        var (shift, flip, crop) = (settings.GetInteger(Shift), settings[Flip] == "yes", settings.GetNumber(Crop));
        if (shift == 0 && !flip && crop == 0)
            return options;
        Shape image = settings.GetImage(ImageName) ?? throw new ArgumentException(
            $"The settings '{Shift}', '{Flip}' and '{Crop}' need the shape of the images: set '{ImageName}', such as {ImageName}=1x28x28.", nameof(settings));
        return options with { Augmentation = new ImageAugmentation { Image = image, Shift = shift, Flip = flip, Crop = crop } };
    }
}
