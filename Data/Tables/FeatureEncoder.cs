using MlPipelines.Data.Files;

namespace MlPipelines.Data.Tables;

/// <summary>Turns one column into features, with what the training rows teach: mean and categories.</summary>
internal sealed class FeatureEncoder
{
    private readonly IReadOnlyList<float> _values;
    private readonly CsvColumnType _type;
    private readonly int[] _slotOfCode;
    private readonly float _replacement = float.NaN;
    private readonly bool _indicator;

    /// <summary>Learns from the training rows.</summary>
    /// <exception cref="DataFileException">The column has no value, or too many categories, in the training rows.</exception>
    public FeatureEncoder(Table table, int column, IReadOnlyList<int> trainRows, CsvOptions options)
    {
        var values = table.Values[column]!;
        var name = table.Profiles[column].Name;
        _values = values.Values;
        _type = table.Types[column];
        _slotOfCode = new int[_type == CsvColumnType.Category ? values.Categories.Count : 0];
        float[] present = [.. trainRows.Select(row => _values[row]).Where(value => !float.IsNaN(value))];
        if (present.Length == 0)
            throw Error(table, name, "the training rows have no value in this column. Ignore the column.");

        if (_type == CsvColumnType.Category)
        {
            var all = values.Categories;
            int[] codes = [.. present.Select(value => (int)value).Distinct().OrderBy(code => all[code], StringComparer.Ordinal)];
            if (codes.Length > options.MaxCategories)
            {
                throw Error(
                    table, name, $"the training rows have {codes.Length} different texts, more than the {options.MaxCategories} categories "
                        + "allowed. Ignore the column, or allow more categories.");
            }

            Array.Fill(_slotOfCode, -1);
            for (var slot = 0; slot < codes.Length; slot++)
                _slotOfCode[codes[slot]] = slot;
            Categories = [.. codes.Select(code => all[code])];
            Names = [.. Categories.Select(category => $"{name}={category}")];
        }
        else
        {
            Names = [name];
        }

        if (options.Missing == MissingValues.Impute && table.Profiles[column].Missing > 0)
        {
            _replacement = (float)present.Average(value => (double)value);
            _indicator = true;
            Names = [.. Names, $"{name} is missing"];
        }
    }

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The categories in order; empty for a number.</summary>
    public IReadOnlyList<string> Categories { get; } = [];

    /// <summary>What was learned, to encode further rows with.</summary>
    public FeatureEncoding ToEncoding(string column) =>
        new(column, _type, Categories, _type == CsvColumnType.Category ? float.NaN : _replacement, _indicator);

    /// <summary>Writes the features of a row to zeros.</summary>
    public void Encode(int row, Span<float> features)
    {
        var value = _values[row];
        if (_type == CsvColumnType.Category)
        {
            if (!float.IsNaN(value) && _slotOfCode[(int)value] is >= 0 and var slot)
                features[slot] = 1;
        }
        else
        {
            features[0] = float.IsNaN(value) ? _replacement : value;
        }

        if (_indicator && float.IsNaN(value))
            features[^1] = 1;
    }

    private static DataFileException Error(Table table, string column, string text) =>
        new($"{table.Path}, column '{column}': {text}") { File = table.Path, Column = column };
}
