namespace MlPipelines.Data.Tables;

/// <summary>What was found in a column of a CSV file.</summary>
public sealed record CsvColumn
{
    private const int MostListed = 6;

    /// <summary>The name in the header.</summary>
    public required string Name { get; init; }

    /// <summary>What it is used for.</summary>
    public required CsvColumnRole Role { get; init; }

    /// <summary>What its fields are, inferred or as told; of an ignored column nothing is known.</summary>
    public required CsvColumnType Type { get; init; }

    /// <summary>Number of rows whose value is missing.</summary>
    public required int Missing { get; init; }

    /// <summary>The least number, null where the column holds none.</summary>
    public double? Least { get; init; }

    /// <summary>The greatest number, null where the column holds none.</summary>
    public double? Greatest { get; init; }

    /// <summary>Its categories in order, of the training rows; empty for a number.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Where its features start in <c>Features</c>, null unless it is a feature.</summary>
    public int? FirstFeature { get; init; }

    /// <summary>Number of its features.</summary>
    public int FeatureCount { get; init; }

    /// <summary>What a user may want to know of how the column was understood; null for nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>As <c>town: feature, category, 3 values: 'Graz', 'Linz', 'Wien', 2 missing</c>.</summary>
    public override string ToString()
    {
        if (Role == CsvColumnRole.Ignored)
            return $"{Name}: ignored{(Remark is null ? "" : $", as {Remark}")}";
        var range = Least is null ? "" : $" {Least:G10} to {Greatest:G10}";
        var categories = Categories.Count == 0 ? "" : Categories.Count > MostListed ? $", {Categories.Count} values"
            : $", {Categories.Count} values: {string.Join(", ", Categories.Select(category => $"'{category}'"))}";
        var missing = Missing == 0 ? "" : $", {Missing} missing";
        var remark = Remark is null ? "" : $"; {Remark}";
        return $"{Name}: {Role.ToString().ToLowerInvariant()}, {Type.ToString().ToLowerInvariant()}{range}{categories}{missing}{remark}";
    }
}

/// <summary>What a CSV column is used for.</summary>
public enum CsvColumnRole
{
    /// <summary>Part of <c>Features</c>.</summary>
    Feature,

    /// <summary>The column <c>Label</c>.</summary>
    Label,

    /// <summary>Names the group that a grouped split keeps together.</summary>
    Group,

    /// <summary>Says which rows are trained, validated and tested on, or in which fold a row is.</summary>
    Split,

    /// <summary>Orders the rows in time, and is no feature.</summary>
    Time,

    /// <summary>Not used.</summary>
    Ignored,
}

/// <summary>What the fields of a CSV column are.</summary>
public enum CsvColumnType
{
    /// <summary>Finite numbers, also with a decimal comma, marks between thousands, a percent sign or a currency: one feature.</summary>
    Number,

    /// <summary>True or false (<c>true/false</c>, <c>yes/no</c>, any case): one feature, 1 or 0.</summary>
    Boolean,

    /// <summary>
    /// Dates: their year, month, weekday (1 for Monday), days since the first of the training rows, and, where there are times, the hour;
    /// of times of the day alone the hour.
    /// </summary>
    Date,

    /// <summary>Texts, each a category: one feature per category, 1 in a row of that category and 0 elsewhere.</summary>
    Category,
}
