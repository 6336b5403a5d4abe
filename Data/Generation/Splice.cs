namespace MlPipelines.Data.Generation;

/// <summary>
/// Puts a soft ellipse of one picture into another of the same size. The mean colour of what is put in is matched to what it covers, so
/// that colour alone does not give it away.
/// </summary>
internal static class Splice
{
    /// <summary>Share of the radius over which the ellipse fades out.</summary>
    private const double Edge = 0.15;

    /// <summary>Draws an ellipse and puts it in.</summary>
    /// <param name="random">Gives the place and the radii: between 10/32 and 22/32, and 6/32 and 10/32, of the size.</param>
    /// <param name="donor">The picture that the ellipse is from, [3, size, size].</param>
    /// <param name="size">Height and width.</param>
    /// <param name="picture">The picture that it is put into, [3, size, size].</param>
    public static void Apply(ref RandomStream random, ReadOnlySpan<byte> donor, int size, Span<byte> picture)
    {
        var unit = size / 32.0;
        var weights = new double[size * size];
        var sum = Ellipse(
            unit * random.Uniform(10, 22), unit * random.Uniform(10, 22), unit * random.Uniform(6, 10), unit * random.Uniform(6, 10), size,
            weights);
        for (var plane = 0; plane < picture.Length; plane += size * size)
        {
            double shift = 0;
            for (var i = 0; i < weights.Length; i++)
                shift += weights[i] * (picture[plane + i] - donor[plane + i]);
            shift /= sum;
            for (var i = 0; i < weights.Length; i++)
            {
                var value = picture[plane + i] * (1 - weights[i]) + (donor[plane + i] + shift) * weights[i];
                picture[plane + i] = (byte)Math.Clamp(value + 0.5, 0, 255);
            }
        }
    }

    /// <summary>Fills weights, 1 inside and 0 outside; 1/2 is on the ellipse. Their sum is returned.</summary>
    private static double Ellipse(double centreY, double centreX, double radiusY, double radiusX, int size, Span<double> weights)
    {
        double sum = 0;
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                double dy = (y - centreY) / radiusY, dx = (x - centreX) / radiusX;
                var weight = Math.Clamp((1 - Math.Sqrt(dx * dx + dy * dy)) / Edge + 0.5, 0, 1);
                weights[y * size + x] = weight;
                sum += weight;
            }
        }

        return sum;
    }
}
