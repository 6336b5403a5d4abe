namespace Microsoft.ML.Data;

/// <summary>Fields to Single.</summary>
internal readonly struct SingleConversion(TextFormat format) : IFieldConversion<float>
{
    private readonly byte _marker = format.DecimalMarker;

    public float Blank { get; } = format.MissingIsNaN ? float.NaN : 0;

    public bool HasMissing => true;

    public bool TryConvert(ReadOnlySpan<byte> field, out float value)
    {
        if (IsSmallInteger(field, out var integer))
        {
            value = integer;
            return true;
        }
        if (!RealParser.TryParse(field, _marker, out value))
        {
            value = float.NaN;
            return false;
        }
        if (value == 0 && float.IsNaN(Blank) && RealParser.IsBlank(field))
            value = Blank;
        return true;
    }

    // Pixels, counts and ages: up to seven digits, which a Single holds exactly.
    private static bool IsSmallInteger(ReadOnlySpan<byte> field, out int value)
    {
        value = 0;
        if (field.Length > 7)
            return false;
        foreach (var symbol in field)
        {
            var digit = (uint)(symbol - '0');
            if (digit > 9)
                return false;
            value = (10 * value) + (int)digit;
        }
        return true;
    }
}
