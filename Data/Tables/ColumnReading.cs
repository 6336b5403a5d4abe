using MlPipelines.Data.Fields;

namespace MlPipelines.Data.Tables;

/// <summary>How the fields of a column are read.</summary>
/// <param name="Type">What they are.</param>
/// <param name="Numbers">How numbers are written; null for other types.</param>
/// <param name="Dates">How dates are written; null for other types.</param>
/// <param name="Scale">How a number becomes a Single.</param>
/// <param name="Remark">What a user may want to know of it; null for nothing.</param>
internal sealed record ColumnReading(
    CsvColumnType Type, NumberFormat? Numbers = null, DateFormat? Dates = null, NumberScale Scale = default, string? Remark = null);

/// <summary>How numbers that a Single does not hold become ones that it does: an offset is taken away, then a factor is applied.</summary>
/// <param name="Offset">What is subtracted.</param>
/// <param name="Scaling">What the rest is multiplied by, less 1, so that the default changes nothing.</param>
internal readonly record struct NumberScale(double Offset, double Scaling)
{
    private const int HeldWhole = 1 << 24;
    private const double LeastSteps = 256;
    private const double ExactInDouble = 9007199254740992;

    public double Factor => Scaling + 1;

    public bool IsNone => this == default;

    public float Apply(double value) => (float)((value - Offset) * Factor);

    /// <summary>The scale that keeps the numbers of a column apart, and a remark; null and the reason where none does.</summary>
    public static (NumberScale? Scale, string? Text) Of(NumberProfile numbers, IEnumerable<double> some)
    {
        var range = numbers.Greatest - numbers.Least;
        var largest = Math.Max(Math.Abs(numbers.Least), Math.Abs(numbers.Greatest));
        if (numbers.HasOutOfRange && largest > 0)
        {
            var factor = Math.ScaleB(1, -Math.ILogB(largest));
            return (new NumberScale(0, factor - 1), $"multiplied by {factor:G6}, as a 32-bit number does not hold {largest:G6}");
        }

        var narrow = range > 0 && range < LeastSteps * (MathF.BitIncrement((float)largest) - (float)largest);
        if (!numbers.HasRoundedWhole && !narrow)
            return (default(NumberScale), null);
        var offset = new NumberScale(numbers.Least, 0);
        if (largest < ExactInDouble && (narrow || range <= HeldWhole))
            return (offset, $"{numbers.Least:R} is subtracted, as a 32-bit number does not tell numbers of this size apart");
        var previous = float.NaN;
        foreach (var value in some.Order())
        {
            var single = offset.Apply(value);
            if (single == previous)
                return (null, $"a 32-bit number does not tell {value:R} from the number before it");
            previous = single;
        }

        return (default(NumberScale), "rounded to about 7 digits");
    }
}
