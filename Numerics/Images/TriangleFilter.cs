namespace MlPipelines.Numerics.Images;

/// <summary>
/// Resizes a line of pixels by a triangle filter. When the line gets longer, this is linear interpolation. When it gets shorter, the
/// filter grows with the scale, so that every pixel counts and no false patterns arise (antialiasing). A picture is resized row by row and
/// then column by column. Pixel i covers the places i to i + 1, so its middle is i + ½; the weights of each new pixel sum to 1.
/// </summary>
public sealed class TriangleFilter
{
    private readonly int[] _first;
    private readonly float[] _weights;

    /// <summary>Works out the weights.</summary>
    /// <param name="input">Pixels of the line, at least 1.</param>
    /// <param name="output">Pixels wanted, at least 1.</param>
    public TriangleFilter(int input, int output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(output, 1);
        (Input, Output) = (input, output);
        var scale = (double)input / output;
        var reach = Math.Max(1, scale);
        Taps = Math.Min(input, (int)Math.Ceiling(2 * reach) + 1);
        _first = new int[output];
        _weights = new float[checked(output * Taps)];
        for (var i = 0; i < output; i++)
            Fill(i, (i + 0.5) * scale, reach);
    }

    /// <summary>Pixels of the line.</summary>
    public int Input { get; }

    /// <summary>Pixels of the result.</summary>
    public int Output { get; }

    /// <summary>Pixels that one pixel of the result is made from; some of their weights may be 0.</summary>
    public int Taps { get; }

    /// <summary>The first of the pixels that a pixel of the result is made from.</summary>
    public int First(int output) => _first[output];

    /// <summary>[<see cref="Taps"/>] weights of the pixels from <see cref="First"/> on.</summary>
    public ReadOnlySpan<float> Weights(int output) => _weights.AsSpan(output * Taps, Taps);

    /// <summary>The weights 1 − |k + ½ − middle| / reach where they are above 0, divided by their sum.</summary>
    private void Fill(int output, double middle, double reach)
    {
        var first = Math.Clamp((int)Math.Floor(middle - reach), 0, Input - Taps);
        _first[output] = first;
        var weights = _weights.AsSpan(output * Taps, Taps);
        var sum = 0.0;
        for (var k = 0; k < Taps; k++)
            sum += Weight(first + k);
        for (var k = 0; k < Taps; k++)
            weights[k] = (float)(Weight(first + k) / sum);

        double Weight(int pixel) => Math.Max(0, 1 - Math.Abs(pixel + 0.5 - middle) / reach);
    }
}
