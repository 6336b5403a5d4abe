namespace MlPipelines.Data.Tables;

/// <summary>The values of one column in memory: numbers, or numbers of categories.</summary>
internal sealed class ColumnValues
{
    private readonly Dictionary<string, int> _codes = [];
    private readonly List<float> _values = [];

    /// <summary>Per row the number, 0 or 1 for a boolean, the code of the category; NaN where the value is missing.</summary>
    public IReadOnlyList<float> Values => _values;

    /// <summary>The categories by code, in the order in which they were met.</summary>
    public IReadOnlyList<string> Categories => [.. _codes.Keys];

    public void Add(float value) => _values.Add(value);

    public void AddMissing() => _values.Add(float.NaN);

    public void AddCategory(string text)
    {
        if (!_codes.TryGetValue(text, out int code))
            _codes.Add(text, code = _codes.Count);
        _values.Add(code);
    }
}
