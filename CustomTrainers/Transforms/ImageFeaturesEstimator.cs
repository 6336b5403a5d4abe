using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>
/// Turns images into the features of a pretrained network, for any trainer behind it. There is nothing to fit: the pixels' shape is read.
/// </summary>
public sealed class ImageFeaturesEstimator : IEstimator<ImageFeaturesTransformer>
{
    private readonly ImageFeaturesOptions _options;

    internal ImageFeaturesEstimator(ImageFeaturesOptions options)
    {
        options.Validate();
        _options = options;
    }

    /// <summary>Looks at the column's type and makes the network.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float of known size.</exception>
    /// <exception cref="InvalidOperationException">The column does not hold images of three channels.</exception>
    public ImageFeaturesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = FeatureColumn.Find(input.Schema, _options.InputColumn);
        var image = ImageColumn.ShapeOf((VectorDataViewType)column.Type, _options.InputColumn, _options.Image);
        var backbone = _options.Backbone ?? Backbone.ResNet18();
        var network = TransferNetwork.WithoutHead(
            TransferNetwork.Create(backbone, image, _options.ImageSize, outputs: 1, seed: 0, pretrained: true));
        return new ImageFeaturesTransformer(_options.OutputColumnName, _options.InputColumn, network, _options.CacheFolder);
    }

    /// <summary>The input's shape with the features.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, _options.InputColumn);
        return ShapeColumns.With(inputSchema, ShapeColumns.Vector(_options.OutputColumnName, NumberDataViewType.Single));
    }
}

/// <summary>Which images become features, and of which network.</summary>
public sealed record ImageFeaturesOptions
{
    /// <summary>The new column, a vector of <see cref="float"/>. Default <c>Features</c>.</summary>
    public string OutputColumnName { get; init; } = "Features";

    /// <summary>
    /// The column of pixels: a vector of <see cref="float"/>, numbers from 0 to 255, channel by channel (red, green, blue), row by row.
    /// Null for the output's name. Default null.
    /// </summary>
    public string? InputColumnName { get; init; }

    /// <summary>The pretrained network; null for <see cref="Backbone.ResNet18()"/>. Default null.</summary>
    public Backbone? Backbone { get; init; }

    /// <summary>[3, height, width] of the pixels; null for what the column says, or else for square images. Default null.</summary>
    public Shape? Image { get; init; }

    /// <summary>
    /// Pixels on a side of the images that the network sees, a multiple of 32; others are resized inside, antialiased. Default 128.
    /// </summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>
    /// A folder where features are kept by the content of the image, so that they are computed once; null for none. Default null.
    /// </summary>
    public string? CacheFolder { get; init; }

    internal string InputColumn => InputColumnName ?? OutputColumnName;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
        ImageColumn.RequireSize(ImageSize, nameof(ImageSize));
    }
}

/// <summary>Puts the features of images beside ML.NET's own transforms.</summary>
public static class ImageFeaturesCatalog
{
    /// <summary>Turns images into the features of a pretrained network, 512 numbers, for any trainer behind it.</summary>
    /// <param name="catalog">The catalog <c>Transforms</c>.</param>
    /// <param name="options">Columns, network and size; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static ImageFeaturesEstimator ImageFeatures(this TransformsCatalog catalog, ImageFeaturesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ImageFeaturesEstimator(options ?? new ImageFeaturesOptions());
    }

    /// <summary>Turns images into the features of a pretrained network, 512 numbers, for any trainer behind it.</summary>
    /// <param name="catalog">The catalog <c>Transforms</c>.</param>
    /// <param name="outputColumnName">The new column, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column of pixels; null for the output's name.</param>
    public static ImageFeaturesEstimator ImageFeatures(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null) =>
        catalog.ImageFeatures(new ImageFeaturesOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName });
}
