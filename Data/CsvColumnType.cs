namespace MlPipelines.Data;

/// <summary>What the fields of a CSV column are.</summary>
public enum CsvColumnType
{
    /// <summary>Finite numbers: one feature.</summary>
    Number,

    /// <summary>True or false (<c>true/false</c>, <c>yes/no</c>, any case): one feature, 1 or 0.</summary>
    Boolean,

    /// <summary>Texts, each a category: one feature per category, 1 in a row of that category and 0 elsewhere.</summary>
    Category,
}
