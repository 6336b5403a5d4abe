namespace MlPipelines.Data.Images;

/// <summary>
/// The weights of an antialiasing triangle filter along one axis. When a picture is made smaller, the triangle grows with the scale, so
/// that every pixel under an output pixel counts; when it is made larger, this is linear interpolation.
/// </summary>
/// <remarks>
/// Pixel i covers [i, i + 1] with its centre at i + 0.5. An output pixel with its centre at c has the weight max(0, 1 - |i + 0.5 - c| / s)
/// for pixel i, where s is the number of pixels under one output pixel, but at least 1; weights are divided by their sum. Pixels beside
/// the range count where the triangle reaches them; beyond the picture there are none.
/// </remarks>
internal sealed class FilterAxis
{
    private readonly int[] _starts;
    private readonly int[] _offsets;
    private readonly float[] _weights;

    /// <summary>Computes the weights.</summary>
    /// <param name="length">Number of pixels along the axis.</param>
    /// <param name="from">Where the range to be shown starts, in pixels.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="outputs">Number of output pixels for the range.</param>
    public FilterAxis(int length, double from, double to, int outputs)
    {
        var scale = (to - from) / outputs;
        var reach = Math.Max(scale, 1);
        _starts = new int[outputs];
        _offsets = new int[outputs + 1];
        var weights = new List<float>(outputs * ((int)Math.Ceiling(reach) * 2 + 1));
        for (var i = 0; i < outputs; i++)
        {
            var centre = from + (i + 0.5) * scale;
            var start = Math.Max(0, (int)Math.Ceiling(centre - reach - 0.5));
            var end = Math.Min(length - 1, (int)Math.Floor(centre + reach - 0.5));
            double sum = 0;
            for (var p = start; p <= end; p++)
                sum += Weight(p, centre, reach);
            for (var p = start; p <= end; p++)
                weights.Add((float)(Weight(p, centre, reach) / sum));
            _starts[i] = start;
            _offsets[i + 1] = weights.Count;
        }

        _weights = [.. weights];
        First = _starts[0];
        End = _starts.Select((start, i) => start + Weights(i).Length).Max();
    }

    /// <summary>Number of output pixels.</summary>
    public int Outputs => _starts.Length;

    /// <summary>The first pixel that any output needs.</summary>
    public int First { get; }

    /// <summary>The pixel behind the last one that any output needs.</summary>
    public int End { get; }

    /// <summary>The first pixel that output <paramref name="output"/> needs.</summary>
    public int Start(int output) => _starts[output];

    /// <summary>The weights of the pixels from <see cref="Start"/> on; they add up to 1.</summary>
    public ReadOnlySpan<float> Weights(int output) =>
        _weights.AsSpan(_offsets[output], _offsets[output + 1] - _offsets[output]);

    private static double Weight(int pixel, double centre, double reach) => Math.Max(0, 1 - Math.Abs(pixel + 0.5 - centre) / reach);
}
