namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The name of the feature column in a transformer's state.</summary>
internal static class FeatureColumnState
{
    private const string Name = "featureColumn";

    /// <summary>Writes the name.</summary>
    public static void Save(ComponentWriter writer, string featureColumnName) => writer.Set(Name, featureColumnName);

    /// <summary>Reads the name.</summary>
    public static string Load(ComponentReader reader)
        => reader.Get<string>(Name) is { Length: > 0 } name ? name : throw reader.Error("the name of the feature column is empty");
}
