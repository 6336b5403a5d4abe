namespace MlPipelines.Data.Generation;

/// <summary>
/// A made-up continent of 33 countries with ragged borders and coasts, in degrees of longitude and latitude where Europe lies.
/// </summary>
/// <remarks>
/// A country is a cell of an additively weighted Voronoi diagram whose plane is bent by fractal noise first; the sea is where another noise
/// is low. Towns are denser in some countries and, within each, in patches.
/// </remarks>
internal sealed class CountriesMap
{
    public const int CountryCount = 33;
    public const double West = -10.5, East = 40.5, South = 34.5, North = 71.5;

    // Set so that nearest neighbours and a linear model do on it what they do on the real countries.
    private const double Bend = 6, BendScale = 6;
    private const int BendOctaves = 7;
    private const int SharePoints = 20_000;
    private const int SmallestShare = 60;

    private readonly Noise _coast, _bendX, _bendY, _towns;
    private readonly double[] _x = new double[CountryCount];
    private readonly double[] _y = new double[CountryCount];
    private readonly double[] _weight = new double[CountryCount];
    private readonly double[] _density = new double[CountryCount];

    private CountriesMap(ref RandomStream random)
    {
        _coast = new Noise(random.NextBits());
        _bendX = new Noise(random.NextBits());
        _bendY = new Noise(random.NextBits());
        _towns = new Noise(random.NextBits());
        for (var i = 0; i < CountryCount; i++)
        {
            PlaceCapital(i, ref random);
            _weight[i] = random.Uniform(0, 1.8);
            _density[i] = 0.12 + 0.88 * Math.Pow(random.Uniform(), 2);
        }
    }

    /// <summary>Draws the map of a seed; every country gets at least 0.3 % of the towns.</summary>
    public static CountriesMap Create(int seed)
    {
        // A map with a country too small to learn is drawn again; about one in three is.
        for (var attempt = 0; ; attempt++)
        {
            var random = new RandomStream(seed, StreamPurpose.Map, attempt);
            var map = new CountriesMap(ref random);
            var towns = new int[CountryCount];
            for (var i = 0; i < SharePoints; i++)
                towns[map.Town(ref random).Country]++;
            if (towns.Min() >= SmallestShare)
                return map;
        }
    }

    /// <summary>Draws a town.</summary>
    public (double Longitude, double Latitude, int Country) Town(ref RandomStream random)
    {
        while (true)
        {
            (var longitude, var latitude) = Anywhere(ref random);
            if (!IsLand(longitude, latitude))
                continue;
            var country = CountryAt(longitude, latitude);
            var patch = 0.25 + 0.75 * Math.Clamp(0.5 + 1.6 * _towns.Fractal(longitude / 1.7, latitude / 1.1, 3), 0, 1);
            if (random.Uniform() < _density[country] * patch)
                return (longitude, latitude, country);
        }
    }

    /// <summary>Draws a town as a row: longitude and latitude, and the country as its class.</summary>
    public int Sample(ref RandomStream random, Span<float> features)
    {
        (var longitude, var latitude, var country) = Town(ref random);
        features[0] = (float)longitude;
        features[1] = (float)latitude;
        return country;
    }

    /// <summary>Whether a point is on land.</summary>
    public bool IsLand(double longitude, double latitude) => _coast.Fractal(longitude / 11, latitude / 7, 7) > -0.15;

    /// <summary>The country of a point on land (at sea: whose waters it is in).</summary>
    public int CountryAt(double longitude, double latitude)
    {
        (var x, var y) = Plane(longitude, latitude);
        var bentX = x + Bend * _bendX.Fractal(x / BendScale, y / BendScale, BendOctaves);
        var bentY = y + Bend * _bendY.Fractal(x / BendScale, y / BendScale, BendOctaves);
        var nearest = 0;
        var least = double.PositiveInfinity;
        for (var i = 0; i < CountryCount; i++)
        {
            double dx = bentX - _x[i], dy = bentY - _y[i];
            var distance = Math.Sqrt(dx * dx + dy * dy) - _weight[i];
            if (distance < least)
                (least, nearest) = (distance, i);
        }

        return nearest;
    }

    /// <summary>A point on land, far from the capitals placed so far: the best of several candidates (Mitchell 1991).</summary>
    private void PlaceCapital(int index, ref RandomStream random)
    {
        double farthest = -1;
        for (var candidate = 0; candidate < 4; candidate++)
        {
            double longitude, latitude;
            do
                (longitude, latitude) = Anywhere(ref random);
            while (!IsLand(longitude, latitude));
            (var x, var y) = Plane(longitude, latitude);
            var nearest = double.PositiveInfinity;
            for (var i = 0; i < index; i++)
                nearest = Math.Min(nearest, (x - _x[i]) * (x - _x[i]) + (y - _y[i]) * (y - _y[i]));
            if (nearest > farthest)
                (farthest, _x[index], _y[index]) = (nearest, x, y);
        }
    }

    private static (double Longitude, double Latitude) Anywhere(ref RandomStream random) =>
        (random.Uniform(West, East), random.Uniform(South, North));

    /// <summary>To a plane in degrees of latitude; a degree of longitude is about 0.6 of one there.</summary>
    private static (double X, double Y) Plane(double longitude, double latitude) => (0.6 * longitude, latitude);
}

/// <summary>Fractal value noise in the plane: smooth, seeded, about -1 to 1, with detail at every scale down to the last octave.</summary>
internal readonly struct Noise(ulong seed)
{
    /// <summary>
    /// A sum of octaves, each of half the height and half the wavelength of the one before, scaled by the sum of heights.
    /// </summary>
    public double Fractal(double x, double y, int octaves)
    {
        double sum = 0, height = 1, heights = 0;
        for (var octave = 0; octave < octaves; octave++)
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
        var top = Mix(Corner(column, row, octave), Corner(column + 1, row, octave), u);
        var bottom = Mix(Corner(column, row + 1, octave), Corner(column + 1, row + 1, octave), u);
        return Mix(top, bottom, v);
    }

    private double Corner(int column, int row, int octave)
    {
        var z = seed + (ulong)(uint)column * 0x9E3779B97F4A7C15 + (ulong)(uint)row * 0xC2B2AE3D27D4EB4F
            + (ulong)octave * 0x165667B19E3779F9;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    private static double Fade(double t) => t * t * t * (t * (6 * t - 15) + 10);

    private static double Mix(double a, double b, double t) => a + t * (b - a);
}
