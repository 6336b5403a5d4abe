namespace Microsoft.ML.Data;

/// <summary>Fields to Single.</summary>
internal readonly struct SingleConversion(TextFormat format) : IFieldConversion<float>
{
    private readonly byte _marker = format.DecimalMarker;

    public float Blank { get; } = format.MissingIsNaN ? float.NaN : 0;

    public bool HasMissing => true;

    public bool TryConvert(ReadOnlySpan<byte> field, out float value)
    {
        if (field.Length == 1 && (uint)(field[0] - '0') <= 9)
        {
            value = field[0] - '0';
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
}
