namespace MlPipelines.Data;

/// <summary>How rows are dealt to the parts of a split.</summary>
public enum SplitStrategy
{
    /// <summary>At random; the sizes are exact.</summary>
    Random,

    /// <summary>At random within each class (within ranges of the target for a regression), so that every part has the same shares; the sizes are exact.</summary>
    Stratified,

    /// <summary>By a hash of the row's features and label: equal rows stay together, and a row keeps its part when others come or go; the sizes are approximate.</summary>
    Hashed,

    /// <summary>By group: rows of one group stay together; the sizes are as near as the groups allow.</summary>
    Grouped,
}
