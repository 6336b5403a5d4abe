namespace MlPipelines.Data.Generation;

/// <summary>Draws one handwritten-like digit, 28x28 pixels, ink 255 on paper 0.</summary>
internal static class DigitImage
{
    public const int Size = 28;

    private const double Wobble = 0.032;
    private const int StepsPerSpan = 6;

    /// <summary>Draws a digit; the same stream gives the same pixels.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">The row's stream.</param>
    /// <param name="pixels">The image, [28, 28], overwritten.</param>
    public static void Draw(int digit, ref RandomStream random, Span<byte> pixels)
    {
        var styles = DigitStyles.All[digit];
        var style = styles[random.Below(styles.Length)];
        var hand = new Handwriting(ref random);
        Span<float> coverage = stackalloc float[Size * Size];
        coverage.Clear();
        foreach (var stroke in style)
            DrawStroke(stroke, hand, ref random, coverage);

        for (var i = 0; i < coverage.Length; i++)
        {
            // A little grain in the ink, none on the paper.
            var grain = coverage[i] > 0 ? 1 - 0.12 * random.Uniform() : 0;
            pixels[i] = (byte)Math.Round(255 * hand.Ink * coverage[i] * grain);
        }
    }

    private static void DrawStroke(Stroke stroke, in Handwriting hand, ref RandomStream random, Span<float> coverage)
    {
        var count = stroke.X.Length;
        Span<double> x = stackalloc double[count];
        Span<double> y = stackalloc double[count];
        for (var i = 0; i < count; i++)
            (x[i], y[i]) = hand.Map(stroke.X[i] + Wobble * random.Normal(), stroke.Y[i] + Wobble * random.Normal());

        double fromX = x[0], fromY = y[0];
        for (var span = 0; span + 1 < count; span++)
        {
            var steps = stroke.Smooth ? StepsPerSpan : 1;
            for (var step = 1; step <= steps; step++)
            {
                var t = (double)step / steps;
                var toX = stroke.Smooth ? Spline(x, span, t) : x[span + 1];
                var toY = stroke.Smooth ? Spline(y, span, t) : y[span + 1];
                Pen.DrawSegment(coverage, fromX, fromY, toX, toY, hand.Radius);
                (fromX, fromY) = (toX, toY);
            }
        }
    }

    /// <summary>Uniform Catmull-Rom spline through the points; the ends are doubled.</summary>
    private static double Spline(ReadOnlySpan<double> p, int span, double t)
    {
        double p0 = p[Math.Max(span - 1, 0)], p1 = p[span], p2 = p[span + 1], p3 = p[Math.Min(span + 2, p.Length - 1)];
        return p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
    }
}

/// <summary>
/// How one digit is written this time: maps a skeleton's points to pixels with a slant, a turn, a size and a bend of its own.
/// </summary>
internal readonly struct Handwriting
{
    private readonly double _xx, _xy, _yx, _yy, _x0, _y0;
    private readonly double _bendX, _phaseX, _bendY, _phaseY, _waves;

    /// <summary>Draws the hand for one digit.</summary>
    public Handwriting(ref RandomStream random)
    {
        var turn = 0.13 * random.Normal();
        var slant = 0.10 + 0.22 * random.Normal();
        var width = DigitImage.Size * random.Uniform(0.42, 0.64);
        var height = DigitImage.Size * random.Uniform(0.56, 0.76);
        double cos = Math.Cos(turn), sin = Math.Sin(turn);

        // Scale, then slant (the top goes to the right), then turn, about the middle of the glyph.
        _xx = cos * width;
        _xy = (-slant * cos - sin) * height;
        _yx = sin * width;
        _yy = (-slant * sin + cos) * height;
        _x0 = DigitImage.Size / 2.0 + 1.05 * random.Normal();
        _y0 = DigitImage.Size / 2.0 + 1.05 * random.Normal();

        _bendX = 0.055 * random.Normal();
        _phaseX = random.Uniform(0, 2 * Math.PI);
        _bendY = 0.055 * random.Normal();
        _phaseY = random.Uniform(0, 2 * Math.PI);
        _waves = random.Uniform(2.5, 6);
        Radius = random.Uniform(0.75, 1.7);
        Ink = random.Uniform(0.8, 1);
    }

    /// <summary>Half the width of the pen, in pixels.</summary>
    public double Radius { get; }

    /// <summary>The darkest value of the pen, from 0 to 1.</summary>
    public double Ink { get; }

    /// <summary>A point of the unit square in pixels.</summary>
    public (double X, double Y) Map(double x, double y)
    {
        var bentX = x - 0.5 + _bendX * Math.Sin(_waves * y + _phaseX);
        var bentY = y - 0.5 + _bendY * Math.Sin(_waves * x + _phaseY);
        return (_x0 + _xx * bentX + _xy * bentY, _y0 + _yx * bentX + _yy * bentY);
    }
}

/// <summary>A round pen on an image of <see cref="DigitImage.Size"/> squared pixels.</summary>
internal static class Pen
{
    /// <summary>
    /// Draws a segment; a pixel's coverage falls from 1 to 0 over one pixel across the edge of the stroke, and the darker stroke wins.
    /// </summary>
    /// <param name="coverage">[28, 28], values from 0 to 1; the centre of pixel (column, row) is at (column + 0.5, row + 0.5).</param>
    /// <param name="x0">Start, in pixels.</param>
    /// <param name="y0">Start, in pixels, down.</param>
    /// <param name="x1">End.</param>
    /// <param name="y1">End.</param>
    /// <param name="radius">Half the width of the pen, in pixels.</param>
    public static void DrawSegment(Span<float> coverage, double x0, double y0, double x1, double y1, double radius)
    {
        const int Size = DigitImage.Size;
        var reach = radius + 0.5;
        var left = Math.Max(0, (int)Math.Floor(Math.Min(x0, x1) - reach));
        var right = Math.Min(Size - 1, (int)Math.Ceiling(Math.Max(x0, x1) + reach));
        var top = Math.Max(0, (int)Math.Floor(Math.Min(y0, y1) - reach));
        var bottom = Math.Min(Size - 1, (int)Math.Ceiling(Math.Max(y0, y1) + reach));
        double dx = x1 - x0, dy = y1 - y0;
        var inverse = 1 / Math.Max(dx * dx + dy * dy, 1e-12);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                double px = column + 0.5 - x0, py = row + 0.5 - y0;
                var t = Math.Clamp((px * dx + py * dy) * inverse, 0, 1);
                double ex = px - t * dx, ey = py - t * dy;
                var square = ex * ex + ey * ey;
                if (square >= reach * reach)
                    continue;
                var value = (float)Math.Min(1, reach - Math.Sqrt(square));
                ref var pixel = ref coverage[row * Size + column];
                pixel = Math.Max(pixel, value);
            }
        }
    }
}
