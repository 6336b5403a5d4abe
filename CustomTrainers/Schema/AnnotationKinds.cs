namespace MlPipelines.CustomTrainers.Schema;

/// <summary>
/// The annotation names and values that ML.NET's own trainers put on their output columns. ML.NET reads them when it
/// evaluates and maps keys back, but keeps the class that holds the names closed.
/// </summary>
internal static class AnnotationKinds
{
    public const string SlotNames = "SlotNames";
    public const string KeyValues = "KeyValues";
    public const string TrainingLabelValues = "TrainingLabelValues";
    public const string ScoreColumnSetId = "ScoreColumnSetId";
    public const string ScoreColumnKind = "ScoreColumnKind";
    public const string ScoreValueKind = "ScoreValueKind";
    public const string IsNormalized = "IsNormalized";

    public const string MulticlassClassification = "MulticlassClassification";
    public const string BinaryClassification = "BinaryClassification";
    public const string Regression = "Regression";

    public const string ScoreValue = "Score";
    public const string ProbabilityValue = "Probability";
    public const string PredictedLabelValue = "PredictedLabel";
}
