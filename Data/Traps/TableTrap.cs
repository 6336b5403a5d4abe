namespace MlPipelines.Data.Traps;

/// <summary>Something in a table that makes figures too good, or learners waste their time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Column">The column; null where it is not one.</param>
/// <param name="Text">What was found, why it matters and what to do, in sentences.</param>
public sealed record TableTrap(TrapKind Kind, string? Column, string Text);

/// <summary>The kinds of <see cref="TableTrap"/>.</summary>
public enum TrapKind
{
    /// <summary>A column with one value.</summary>
    Constant,

    /// <summary>A column that numbers the rows.</summary>
    Identifier,

    /// <summary>A column that says the label by itself.</summary>
    GivesLabelAway,

    /// <summary>A column of many values, each with one label: rows that belong together.</summary>
    Group,

    /// <summary>Dates, across which rows are split at random.</summary>
    Dates,

    /// <summary>Rows that are tested on and trained on as well.</summary>
    RepeatedRows,

    /// <summary>A class with fewer rows than there are folds.</summary>
    RareClass,

    /// <summary>A label of numbers that may be names.</summary>
    NumbersAsNames,
}
