namespace MlPipelines.Data;

/// <summary>What a CSV column is used for.</summary>
public enum CsvColumnRole
{
    /// <summary>Part of <c>Features</c>.</summary>
    Feature,

    /// <summary>The column <c>Label</c>.</summary>
    Label,

    /// <summary>Names the group that a grouped split keeps together.</summary>
    Group,

    /// <summary>Not used.</summary>
    Ignored,
}
