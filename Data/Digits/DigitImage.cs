using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Digits;

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
        Stroke[][] styles = DigitStyles.All[digit];
        Stroke[] style = styles[random.Below(styles.Length)];
        var hand = new Handwriting(ref random);
        Span<float> coverage = stackalloc float[Size * Size];
        coverage.Clear();
        foreach (Stroke stroke in style)
            DrawStroke(stroke, hand, ref random, coverage);

        for (int i = 0; i < coverage.Length; i++)
        {
            // A little grain in the ink, none on the paper.
            double grain = coverage[i] > 0 ? 1 - 0.12 * random.Uniform() : 0;
            pixels[i] = (byte)Math.Round(255 * hand.Ink * coverage[i] * grain);
        }
    }

    private static void DrawStroke(Stroke stroke, in Handwriting hand, ref RandomStream random, Span<float> coverage)
    {
        int count = stroke.X.Length;
        Span<double> x = stackalloc double[count];
        Span<double> y = stackalloc double[count];
        for (int i = 0; i < count; i++)
            (x[i], y[i]) = hand.Map(stroke.X[i] + Wobble * random.Normal(), stroke.Y[i] + Wobble * random.Normal());

        double fromX = x[0], fromY = y[0];
        for (int span = 0; span + 1 < count; span++)
        {
            int steps = stroke.Smooth ? StepsPerSpan : 1;
            for (int step = 1; step <= steps; step++)
            {
                double t = (double)step / steps;
                double toX = stroke.Smooth ? Spline(x, span, t) : x[span + 1];
                double toY = stroke.Smooth ? Spline(y, span, t) : y[span + 1];
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
