namespace MlPipelines.Data.Digits;

/// <summary>A round pen on an image of <see cref="DigitImage.Size"/> squared pixels.</summary>
internal static class Pen
{
    /// <summary>Draws a segment; a pixel's coverage falls from 1 to 0 over one pixel across the edge of the stroke, and the darker stroke wins.</summary>
    /// <param name="coverage">[28, 28], values from 0 to 1; the centre of pixel (column, row) is at (column + 0.5, row + 0.5).</param>
    /// <param name="x0">Start, in pixels.</param>
    /// <param name="y0">Start, in pixels, down.</param>
    /// <param name="x1">End.</param>
    /// <param name="y1">End.</param>
    /// <param name="radius">Half the width of the pen, in pixels.</param>
    public static void DrawSegment(Span<float> coverage, double x0, double y0, double x1, double y1, double radius)
    {
        const int Size = DigitImage.Size;
        double reach = radius + 0.5;
        int left = Math.Max(0, (int)Math.Floor(Math.Min(x0, x1) - reach));
        int right = Math.Min(Size - 1, (int)Math.Ceiling(Math.Max(x0, x1) + reach));
        int top = Math.Max(0, (int)Math.Floor(Math.Min(y0, y1) - reach));
        int bottom = Math.Min(Size - 1, (int)Math.Ceiling(Math.Max(y0, y1) + reach));
        double dx = x1 - x0, dy = y1 - y0;
        double inverse = 1 / Math.Max(dx * dx + dy * dy, 1e-12);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double px = column + 0.5 - x0, py = row + 0.5 - y0;
                double t = Math.Clamp((px * dx + py * dy) * inverse, 0, 1);
                double ex = px - t * dx, ey = py - t * dy;
                double square = ex * ex + ey * ey;
                if (square >= reach * reach)
                    continue;
                float value = (float)Math.Min(1, reach - Math.Sqrt(square));
                ref float pixel = ref coverage[row * Size + column];
                pixel = Math.Max(pixel, value);
            }
        }
    }
}
