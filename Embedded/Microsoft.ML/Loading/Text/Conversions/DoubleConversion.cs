namespace Microsoft.ML.Data;

/// <summary>Fields to Double.</summary>
internal readonly struct DoubleConversion(TextFormat format) : IFieldConversion<double>
{
    private readonly byte _marker = format.DecimalMarker;

    public double Blank { get; } = format.MissingIsNaN ? double.NaN : 0;

    public bool HasMissing => true;

    public bool TryConvert(ReadOnlySpan<byte> field, out double value)
    {
        if (!RealParser.TryParse(field, _marker, out value))
        {
            value = double.NaN;
            return false;
        }
        if (value == 0 && double.IsNaN(Blank) && RealParser.IsBlank(field))
            value = Blank;
        return true;
    }
}
