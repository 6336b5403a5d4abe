namespace MlPipelines.Numerics.Training;

/// <summary>What lies around an image.</summary>
public enum ImageBorder
{
    /// <summary>The nearest pixel of the image, whatever its scale; a plain background goes on.</summary>
    Nearest,

    /// <summary>0, which is black or, in standardized images, their mean.</summary>
    Zero,
}
