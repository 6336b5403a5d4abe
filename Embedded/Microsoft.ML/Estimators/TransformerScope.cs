namespace Microsoft.ML.Data;

/// <summary>In which uses of a chain a transformer takes part.</summary>
[Flags]
public enum TransformerScope
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Training.</summary>
    Training = 1,

    /// <summary>Testing.</summary>
    Testing = 2,

    /// <summary>Training and testing.</summary>
    TrainTest = Training | Testing,

    /// <summary>Scoring, which is what Transform does.</summary>
    Scoring = 4,

    /// <summary>All uses.</summary>
    Everything = TrainTest | Scoring,
}
