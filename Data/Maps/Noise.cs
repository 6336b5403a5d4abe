namespace MlPipelines.Data.Maps;

/// <summary>Fractal value noise in the plane: smooth, seeded, about -1 to 1, with detail at every scale down to the last octave.</summary>
internal readonly struct Noise(ulong seed)
{
    /// <summary>A sum of octaves, each of half the height and half the wavelength of the one before, scaled by the sum of heights.</summary>
    public double Fractal(double x, double y, int octaves)
    {
        double sum = 0, height = 1, heights = 0;
        for (int octave = 0; octave < octaves; octave++)
        {
            sum += height * Value(x, y, octave);
            heights += height;
            height *= 0.5;
            x *= 2;
            y *= 2;
        }

        return sum / heights;
    }

    /// <summary>Random values at whole coordinates, interpolated with continuous second derivatives.</summary>
    private double Value(double x, double y, int octave)
    {
        double floorX = Math.Floor(x), floorY = Math.Floor(y);
        int column = (int)floorX, row = (int)floorY;
        double u = Fade(x - floorX), v = Fade(y - floorY);
        double top = Mix(Corner(column, row, octave), Corner(column + 1, row, octave), u);
        double bottom = Mix(Corner(column, row + 1, octave), Corner(column + 1, row + 1, octave), u);
        return Mix(top, bottom, v);
    }

    private double Corner(int column, int row, int octave)
    {
        ulong z = seed + (ulong)(uint)column * 0x9E3779B97F4A7C15 + (ulong)(uint)row * 0xC2B2AE3D27D4EB4F + (ulong)octave * 0x165667B19E3779F9;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    private static double Fade(double t) => t * t * t * (t * (6 * t - 15) + 10);

    private static double Mix(double a, double b, double t) => a + t * (b - a);
}
