namespace MlPipelines.Data.Tables;

/// <summary>The values of one column in memory: numbers, numbers of categories, or dates.</summary>
internal sealed class ColumnValues
{
    private readonly Dictionary<string, int> _codes = [];
    private readonly List<float> _values = [];
    private readonly List<string> _categories = [];
    private List<DateTime>? _dates;

    /// <summary>
    /// Per row the number, 0 or 1 for a boolean, the code of the category, 0 for a date; NaN where the value is missing.
    /// </summary>
    public IReadOnlyList<float> Values => _values;

    /// <summary>The categories by code, in the order in which they were met.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>Per row the date, where the column has dates.</summary>
    public IReadOnlyList<DateTime> Dates => _dates ?? [];

    public void Add(float value) => _values.Add(value);

    public void Add(DateTime date)
    {
        (_dates ??= []).Add(date);
        _values.Add(0);
    }

    public void AddMissing(CsvColumnType type)
    {
        if (type == CsvColumnType.Date)
            (_dates ??= []).Add(default);
        _values.Add(float.NaN);
    }

    public void AddCategory(string text)
    {
        if (!_codes.TryGetValue(text, out var code))
        {
            _codes.Add(text, code = _codes.Count);
            _categories.Add(text);
        }

        _values.Add(code);
    }
}
