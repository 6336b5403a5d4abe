namespace MlPipelines.Data.Tables;

/// <summary>Turns one column into features, with what the training rows teach: means, categories and the first date.</summary>
internal sealed class FeatureEncoder
{
    private readonly ColumnValues _values;
    private readonly ColumnReading _reading;
    private readonly int[] _slotOfCode;
    private readonly DateEncoding? _dates;
    private readonly float _replacement = float.NaN;
    private readonly bool _indicator;

    /// <summary>Learns from the training rows; too many categories go to the problems.</summary>
    public FeatureEncoder(Table table, int column, IReadOnlyList<int> trainRows, CsvOptions options, ColumnProblems problems)
    {
        var name = table.Profiles[column].Name;
        _values = table.Values[column]!;
        _reading = table.Readings[column];
        _slotOfCode = new int[_reading.Type == CsvColumnType.Category ? _values.Categories.Count : 0];
        int[] present = [.. trainRows.Where(row => !float.IsNaN(_values.Values[row]))];
        var imputes = options.Missing == MissingValues.Impute;
        _indicator = imputes && table.Profiles[column].Missing > 0;
        if (_reading.Type == CsvColumnType.Category)
        {
            Categories = LearnCategories(present);
            if (Categories.Count > options.MaxCategories)
            {
                problems.Add(
                    name, $"the training rows have {Categories.Count} different texts, more than the {options.MaxCategories} categories "
                        + "allowed. Put the column into 'ignore', or set 'maxCategories' to allow more.");
            }

            Names = [.. Categories.Select(category => $"{name}={category}")];
        }
        else if (_reading.Type == CsvColumnType.Date)
        {
            _dates = DateEncoding.Learn(
                _reading.Dates!.Value, [.. present.Select(row => _values.Dates[row])], _values.Dates.Any(date => date.TimeOfDay.Ticks > 0),
                imputes);
            Names = [.. _dates.Names.Select(part => $"{name} {part}")];
        }
        else
        {
            Names = [name];
            if (imputes)
                _replacement = present.Length == 0 ? 0 : (float)present.Average(row => (double)_values.Values[row]);
        }

        if (_indicator)
            Names = [.. Names, $"{name} is missing"];
    }

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The categories in order; empty for a number.</summary>
    public IReadOnlyList<string> Categories { get; } = [];

    /// <summary>What was learned, to encode further rows with.</summary>
    public FeatureEncoding ToEncoding(string column) => new(column, _reading.Type, Categories, _replacement, _indicator)
    {
        Numbers = _reading.Numbers,
        Offset = _reading.Scale.Offset,
        Scaling = _reading.Scale.Scaling,
        Dates = _dates,
    };

    /// <summary>Writes the features of a row to zeros.</summary>
    public void Encode(int row, Span<float> features)
    {
        var value = _values.Values[row];
        var isMissing = float.IsNaN(value);
        if (_reading.Type == CsvColumnType.Category)
        {
            if (!isMissing && _slotOfCode[(int)value] is >= 0 and var slot)
                features[slot] = 1;
        }
        else if (_dates is not null)
        {
            _dates.Encode(isMissing ? null : _values.Dates[row], features);
        }
        else
        {
            features[0] = isMissing ? _replacement : value;
        }

        if (_indicator && isMissing)
            features[^1] = 1;
    }

    private string[] LearnCategories(int[] present)
    {
        var all = _values.Categories;
        int[] codes = [
            .. present.Select(row => (int)_values.Values[row]).Distinct().OrderBy(code => all[code], StringComparer.Ordinal)];
        Array.Fill(_slotOfCode, -1);
        for (var slot = 0; slot < codes.Length; slot++)
            _slotOfCode[codes[slot]] = slot;
        return [.. codes.Select(code => all[code])];
    }
}
