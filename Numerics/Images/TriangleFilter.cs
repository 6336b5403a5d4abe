namespace MlPipelines.Numerics.Images;

/// <summary>
/// Resizes a line of pixels by a triangle filter. When the line gets longer, this is linear interpolation. When it gets shorter, the
/// filter grows with the scale, so that every pixel counts and no false patterns arise (antialiasing). A picture is resized row by row and
/// then column by column.
/// </summary>
/// <remarks>
/// Pixel i covers the places i to i + 1, so its middle is i + ½. A new pixel with its middle at c has the weight
/// max(0, 1 − |i + ½ − c| / s) for pixel i, where s is the number of pixels under a new one, but at least 1. Its weights are divided by
/// their sum. Pixels beside the part that is shown count where the triangle reaches them; beyond the line there are none.
/// </remarks>
public sealed class TriangleFilter
{
    private readonly int[] _firsts;
    private readonly int[] _offsets;
    private readonly float[] _weights;

    /// <summary>The weights for a whole line.</summary>
    /// <param name="input">Pixels of the line, at least 1.</param>
    /// <param name="output">Pixels wanted, at least 1.</param>
    public TriangleFilter(int input, int output)
        : this(input, 0, input, output)
    {
    }

    /// <summary>The weights for a part of a line.</summary>
    /// <param name="input">Pixels of the line, at least 1.</param>
    /// <param name="from">Where the part that is shown begins, in pixels.</param>
    /// <param name="to">Where it ends, above its beginning.</param>
    /// <param name="output">Pixels wanted for the part, at least 1.</param>
    public TriangleFilter(int input, double from, double to, int output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(output, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        Input = input;
        var scale = (to - from) / output;
        var reach = Math.Max(scale, 1);
        _firsts = new int[output];
        _offsets = new int[output + 1];
        var weights = new List<float>(output * ((int)Math.Ceiling(reach) * 2 + 1));
        for (var i = 0; i < output; i++)
        {
            var middle = from + (i + 0.5) * scale;
            var first = Math.Max(0, (int)Math.Ceiling(middle - reach - 0.5));
            var last = Math.Min(input - 1, (int)Math.Floor(middle + reach - 0.5));
            var sum = 0.0;
            for (var pixel = first; pixel <= last; pixel++)
                sum += Weight(pixel, middle, reach);
            for (var pixel = first; pixel <= last; pixel++)
                weights.Add((float)(Weight(pixel, middle, reach) / sum));
            _firsts[i] = first;
            _offsets[i + 1] = weights.Count;
        }

        _weights = [.. weights];
        Begin = _firsts[0];
        End = Enumerable.Range(0, output).Max(i => First(i) + Weights(i).Length);
    }

    /// <summary>Pixels of the line.</summary>
    public int Input { get; }

    /// <summary>Pixels of the result.</summary>
    public int Output => _firsts.Length;

    /// <summary>The first pixel that any pixel of the result is made from.</summary>
    public int Begin { get; }

    /// <summary>The pixel behind the last one that any pixel of the result is made from.</summary>
    public int End { get; }

    /// <summary>The first of the pixels that a pixel of the result is made from.</summary>
    public int First(int output) => _firsts[output];

    /// <summary>The weights of the pixels from <see cref="First"/> on; they add up to 1.</summary>
    public ReadOnlySpan<float> Weights(int output) => _weights.AsSpan(_offsets[output], _offsets[output + 1] - _offsets[output]);

    /// <summary>[<see cref="Output"/>, <see cref="Input"/>]: the weights as a matrix that a line is multiplied by.</summary>
    public float[] ToMatrix()
    {
        var matrix = new float[checked(Output * Input)];
        for (var i = 0; i < Output; i++)
            Weights(i).CopyTo(matrix.AsSpan(i * Input + First(i)));
        return matrix;
    }

    private static double Weight(int pixel, double middle, double reach) => Math.Max(0, 1 - Math.Abs(pixel + 0.5 - middle) / reach);
}
