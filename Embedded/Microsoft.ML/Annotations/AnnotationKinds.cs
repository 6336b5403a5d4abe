namespace Microsoft.ML.Data;

/// <summary>The names of ML.NET's annotations, and the values that some of them take.</summary>
internal static class AnnotationKinds
{
    /// <summary>Names of a vector's items: a vector of text.</summary>
    public const string SlotNames = "SlotNames";

    /// <summary>The values of a key: a vector of the key's count.</summary>
    public const string KeyValues = "KeyValues";

    /// <summary>Whether the column is normalized: a Boolean.</summary>
    public const string IsNormalized = "IsNormalized";

    /// <summary>Whether the column is meant to be seen: a Boolean.</summary>
    public const string IsUserVisible = "IsUserVisible";

    /// <summary>The task whose score the column is: text, one of <see cref="ScoreColumnKinds"/>.</summary>
    public const string ScoreColumnKind = "ScoreColumnKind";

    /// <summary>What of the score the column is: text, one of <see cref="ScoreValueKinds"/>.</summary>
    public const string ScoreValueKind = "ScoreValueKind";

    /// <summary>The number that the columns of one scoring share: a key.</summary>
    public const string ScoreColumnSetId = "ScoreColumnSetId";

    /// <summary>The labels of training in the order of the scores: a vector.</summary>
    public const string TrainingLabelValues = "TrainingLabelValues";

    /// <summary>First and last slot of each categorical feature: a vector of pairs of Int32.</summary>
    public const string CategoricalSlotRanges = "CategoricalSlotRanges";

    /// <summary>The values of <see cref="ScoreColumnKind"/>.</summary>
    public static class ScoreColumnKinds
    {
        public const string Binary = "BinaryClassification";
        public const string Multiclass = "MulticlassClassification";
        public const string Regression = "Regression";
    }

    /// <summary>The values of <see cref="ScoreValueKind"/>.</summary>
    public static class ScoreValueKinds
    {
        public const string Score = "Score";
        public const string PredictedLabel = "PredictedLabel";
        public const string Probability = "Probability";
    }
}
