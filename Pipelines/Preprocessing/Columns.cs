namespace MlPipelines.Pipelines.Preprocessing;

/// <summary>Names of the columns that data sets and learners share; ML.NET's defaults.</summary>
internal static class Columns
{
    public const string Features = "Features";
    public const string Label = "Label";
    public const string Score = "Score";
    public const string PredictedLabel = "PredictedLabel";
    public const string Probability = "Probability";
}
