using MlPipelines.Numerics.Kernels.Pooling;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>A square window that slides over an image: size, step, and a border of pixels around the image.</summary>
internal readonly record struct Window(int Size, int Stride, int Padding)
{
    /// <summary>Checks the settings.</summary>
    public void Validate()
    {
        if (Size < 1)
            throw new ArgumentOutOfRangeException(nameof(Size), Size, $"A window must have at least 1 pixel on a side; found {Size}.");
        if (Stride < 1)
            throw new ArgumentOutOfRangeException(nameof(Stride), Stride, $"The stride must be at least 1; found {Stride}.");
        if (Padding < 0 || Padding >= Size)
        {
            throw new ArgumentOutOfRangeException(nameof(Padding), Padding,
                $"The padding must be at least 0 and below the window's size of {Size}, so that no window lies outside the image; "
                + $"found {Padding}.");
        }
    }

    /// <summary>[channels, height, width] of the results, each side ⌊(side + 2 · padding − size) / stride⌋ + 1.</summary>
    /// <param name="input">[channels, height, width].</param>
    /// <param name="channels">Channels of the results.</param>
    /// <exception cref="ArgumentException">The input is no image, or no window fits into it; both shapes are named.</exception>
    public Shape Output(Shape input, int channels)
    {
        RequireImage(input);
        var (height, width) = (Side(input[1]), Side(input[2]));
        if (height < 1 || width < 1)
        {
            throw new ArgumentException(
                $"A window of {Size} × {Size} with padding {Padding} does not fit into the input {input}: it would leave [{channels}, "
                    + $"{height}, {width}], where each side must be at least 1.");
        }

        return new Shape(channels, height, width);
    }

    /// <summary>The window as the kernels of pooling take it.</summary>
    public PoolingShape Pooling(Shape input) => new PoolingShape
    {
        Channels = input[0],
        InputHeight = input[1],
        InputWidth = input[2],
        KernelHeight = Size,
        KernelWidth = Size,
        StrideY = Stride,
        StrideX = Stride,
        PaddingY = Padding,
        PaddingX = Padding,
    }.Validated();

    /// <summary>The window as attributes of ONNX's convolution and pooling.</summary>
    public IReadOnlyList<OnnxSetting> ToOnnx() =>
    [
        OnnxSetting.Of("kernel_shape", [Size, Size]), OnnxSetting.Of("strides", [Stride, Stride]),
        OnnxSetting.Of("pads", [Padding, Padding, Padding, Padding]),
    ];

    /// <summary>Refuses a shape that is not [channels, height, width].</summary>
    public static void RequireImage(Shape input)
    {
        if (input.Rank != 3)
            throw new ArgumentException($"The input must have the shape [channels, height, width]; found {input}.");
    }

    private int Side(int side) => side + 2 * Padding < Size ? 0 : (side + 2 * Padding - Size) / Stride + 1;
}
