namespace MlPipelines.CustomTrainers.Schema;

/// <summary>The names of the columns that a prediction adds, as ML.NET's own trainers call them.</summary>
internal static class OutputColumnNames
{
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string PredictedLabel = "PredictedLabel";
}
