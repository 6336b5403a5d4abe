using System.Globalization;

namespace ScottPlot;

/// <summary>A colour of four bytes.</summary>
public readonly struct Color
{
    /// <summary>The share of red.</summary>
    public readonly byte Red;

    /// <summary>The share of green.</summary>
    public readonly byte Green;

    /// <summary>The share of blue.</summary>
    public readonly byte Blue;

    /// <summary>0 is transparent, 255 opaque.</summary>
    public readonly byte Alpha;

    /// <summary>A colour from bytes.</summary>
    public Color(byte red, byte green, byte blue, byte alpha = 255) => (Red, Green, Blue, Alpha) = (red, green, blue, alpha);

    /// <summary>The share of red.</summary>
    public byte R => Red;

    /// <summary>The share of green.</summary>
    public byte G => Green;

    /// <summary>The share of blue.</summary>
    public byte B => Blue;

    /// <summary>0 is transparent, 255 opaque.</summary>
    public byte A => Alpha;

    /// <summary>A grey.</summary>
    public static Color Gray(byte value) => new(value, value, value);

    /// <summary>A colour such as <c>#0072B2</c>, <c>0072B2</c> or, with alpha at the end, <c>#0072B280</c>.</summary>
    /// <exception cref="ArgumentException">Not six or eight hexadecimal digits.</exception>
    public static Color FromHex(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        string digits = hex.TrimStart('#');
        if (digits.Length == 6)
            digits += "FF";
        if (digits.Length != 8 || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
            throw new ArgumentException($"A colour is six or eight hexadecimal digits, such as #0072B2; found '{hex}'.", nameof(hex));
        return new((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    /// <summary>Several colours.</summary>
    public static Color[] FromHex(IEnumerable<string> hex) => [.. hex.Select(FromHex)];

    /// <summary>The colour with another alpha, 0 to 255.</summary>
    public Color WithAlpha(byte alpha) => new(Red, Green, Blue, alpha);

    /// <summary>The colour with another alpha, 0 to 1.</summary>
    public Color WithAlpha(double alpha) => WithAlpha((byte)Math.Round(255 * Math.Clamp(alpha, 0, 1)));

    /// <summary>The colour with another alpha, 0 to 1.</summary>
    public Color WithOpacity(double opacity = 0.5) => WithAlpha(opacity);

    /// <summary>The colour a part of the way to another.</summary>
    public Color MixedWith(Color otherColor, double fraction) => InterpolateRgb(this, otherColor, fraction);

    /// <summary>A colour between two.</summary>
    public static Color InterpolateRgb(Color c1, Color c2, double fraction)
    {
        byte Between(byte from, byte to) => (byte)Math.Round(from + (fraction * (to - from)));
        return new(Between(c1.Red, c2.Red), Between(c1.Green, c2.Green), Between(c1.Blue, c2.Blue), Between(c1.Alpha, c2.Alpha));
    }

    /// <summary>Six digits, <c>#0072B2</c>.</summary>
    public string ToStringRGB() => $"#{Red:X2}{Green:X2}{Blue:X2}";

    /// <inheritdoc/>
    public override string ToString() => $"{ToStringRGB()}{Alpha:X2}";

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    private bool Equals(Color other) => (Red, Green, Blue, Alpha) == (other.Red, other.Green, other.Blue, other.Alpha);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Red, Green, Blue, Alpha);

    /// <summary>Whether two colours are the same.</summary>
    public static bool operator ==(Color a, Color b) => a.Equals(b);

    /// <summary>Whether two colours differ.</summary>
    public static bool operator !=(Color a, Color b) => !a.Equals(b);
}
