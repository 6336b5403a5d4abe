using Microsoft.ML.Data;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>What images a column of pixels holds.</summary>
internal static class ImageColumn
{
    /// <summary>[3, height, width]: what is given, or what the column's type says, or a square.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="name">The column's name, for errors.</param>
    /// <param name="given">What the options say; null for nothing.</param>
    /// <exception cref="InvalidOperationException">The column does not hold such images.</exception>
    public static Shape ShapeOf(VectorDataViewType type, string name, Shape? given)
    {
        var dimensions = type.Dimensions;
        if (given is null && dimensions.Length == 3 && dimensions[2] == 3 && dimensions[0] != 3)
        {
            throw new InvalidOperationException(
                $"The column '{name}' holds images pixel by pixel ({dimensions[0]} × {dimensions[1]} × 3); channel by channel was expected "
                + "(3 × height × width). Set interleavePixelColors of Transforms.ExtractPixels to false.");
        }

        var image = given ?? (dimensions.Length == 3 ? new Shape([.. dimensions]) : Square(type.Size));
        if (image.Size != type.Size || image.Rank != 3 || image[0] != 3)
        {
            throw new InvalidOperationException(
                $"The column '{name}' has {type.Size} pixels, but images of the shape {image} were expected. "
                + "Set Image to the [3, height, width] of the features; images need 3 channels.");
        }

        return image;
    }

    /// <summary>Refuses sizes that the stages of a backbone do not divide.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is no multiple of 32.</exception>
    public static void RequireSize(int size, string name)
    {
        if (size < 32 || size % 32 != 0)
            throw new ArgumentOutOfRangeException(name, size, $"{name} must be a multiple of 32, such as 128 or 224; found {size}.");
    }

    private static Shape Square(int features)
    {
        var side = Math.Max(1, (int)Math.Round(Math.Sqrt(features / 3.0)));
        return new Shape(3, side, side);
    }
}
