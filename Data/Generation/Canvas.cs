namespace MlPipelines.Data.Generation;

/// <summary>A form in the plane: which points it holds, by coordinates of its own.</summary>
/// <param name="IsTriangle">
/// A triangle with its base from (-1, 0) to (1, 0) and its tip at (0, 1); else the circle of radius 1 around (0, 0).
/// </param>
/// <param name="X">Where (0, 0) is, in pixels to the right.</param>
/// <param name="Y">Where (0, 0) is, in pixels down.</param>
/// <param name="UX">Where the first unit vector goes.</param>
/// <param name="UY">Where the first unit vector goes.</param>
/// <param name="VX">Where the second unit vector goes.</param>
/// <param name="VY">Where the second unit vector goes.</param>
internal readonly record struct Form(bool IsTriangle, double X, double Y, double UX, double UY, double VX, double VY)
{
    public bool Holds(double u, double v) => IsTriangle ? v >= 0 && Math.Abs(u) <= 1 - v : u * u + v * v <= 1;
}

/// <summary>A colour with stripes.</summary>
/// <param name="Red">0 to 1.</param>
/// <param name="Green">0 to 1.</param>
/// <param name="Blue">0 to 1.</param>
/// <param name="Depth">How much brighter and darker the stripes are, as a share.</param>
/// <param name="WaveX">Radians per pixel to the right.</param>
/// <param name="WaveY">Radians per pixel down.</param>
/// <param name="Phase">Radians.</param>
internal readonly record struct Paint(
    double Red, double Green, double Blue, double Depth = 0, double WaveX = 0, double WaveY = 0, double Phase = 0)
{
    /// <summary>How bright it is at a point.</summary>
    public double Brightness(double x, double y) => Depth == 0 ? 1 : 1 + Depth * Math.Sin(WaveX * x + WaveY * y + Phase);

    public Paint Scaled(double factor) => this with { Red = Red * factor, Green = Green * factor, Blue = Blue * factor };
}

/// <summary>A colour picture that forms are painted on, with 4x4 samples in each pixel, so that edges are smooth.</summary>
/// <param name="size">Height and width, in pixels.</param>
internal sealed class Canvas(int size)
{
    private const int Samples = 4;

    private readonly int _width = size * Samples;
    private readonly float[] _values = new float[3 * size * size * Samples * Samples];

    /// <summary>Gives every pixel a colour, red, green and blue from 0 to 1.</summary>
    public void Cover(Func<int, int, (double Red, double Green, double Blue)> colour)
    {
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var (red, green, blue) = colour(y, x);
                for (var sub = 0; sub < Samples; sub++)
                {
                    var start = (y * Samples + sub) * _width + x * Samples;
                    Set(0, start, red);
                    Set(1, start, green);
                    Set(2, start, blue);
                }
            }
        }
    }

    /// <summary>Paints a form over what is there.</summary>
    public void Fill(in Form form, in Paint paint)
    {
        var determinant = form.UX * form.VY - form.UY * form.VX;
        double reachX = Math.Abs(form.UX) + Math.Abs(form.VX), reachY = Math.Abs(form.UY) + Math.Abs(form.VY);
        int left = First(form.X - reachX), right = Last(form.X + reachX), top = First(form.Y - reachY), bottom = Last(form.Y + reachY);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                double x = (column + 0.5) / Samples, y = (row + 0.5) / Samples;
                double dx = x - form.X, dy = y - form.Y;
                if (!form.Holds((dx * form.VY - dy * form.VX) / determinant, (dy * form.UX - dx * form.UY) / determinant))
                    continue;
                var brightness = paint.Brightness(x, y);
                var at = row * _width + column;
                _values[at] = (float)(paint.Red * brightness);
                _values[_width * _width + at] = (float)(paint.Green * brightness);
                _values[2 * _width * _width + at] = (float)(paint.Blue * brightness);
            }
        }
    }

    /// <summary>The mean of the samples of one pixel.</summary>
    public double Mean(int plane, int y, int x)
    {
        double sum = 0;
        for (var sub = 0; sub < Samples; sub++)
        {
            foreach (var value in _values.AsSpan(plane * _width * _width + (y * Samples + sub) * _width + x * Samples, Samples))
                sum += value;
        }

        return sum / (Samples * Samples);
    }

    private void Set(int plane, int start, double value) => _values.AsSpan(plane * _width * _width + start, Samples).Fill((float)value);

    private static int First(double edge) => Math.Max(0, (int)Math.Floor(edge * Samples));

    private int Last(double edge) => Math.Min(_width - 1, (int)Math.Ceiling(edge * Samples));
}
