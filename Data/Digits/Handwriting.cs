using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Digits;

/// <summary>How one digit is written this time: maps a skeleton's points to pixels with a slant, a turn, a size and a bend of its own.</summary>
internal readonly struct Handwriting
{
    private readonly double _xx, _xy, _yx, _yy, _x0, _y0;
    private readonly double _bendX, _phaseX, _bendY, _phaseY, _waves;

    /// <summary>Draws the hand for one digit.</summary>
    public Handwriting(ref RandomStream random)
    {
        double turn = 0.13 * random.Normal();
        double slant = 0.10 + 0.22 * random.Normal();
        double width = DigitImage.Size * random.Uniform(0.42, 0.64);
        double height = DigitImage.Size * random.Uniform(0.56, 0.76);
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
        double bentX = x - 0.5 + _bendX * Math.Sin(_waves * y + _phaseX);
        double bentY = y - 0.5 + _bendY * Math.Sin(_waves * x + _phaseY);
        return (_x0 + _xx * bentX + _xy * bentY, _y0 + _yx * bentX + _yy * bentY);
    }
}
