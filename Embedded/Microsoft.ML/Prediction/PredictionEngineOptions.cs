using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>The options of a prediction engine.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the output class without a column are left alone; else they are an error.</summary>
    public bool IgnoreMissingColumns = true;

    /// <summary>The columns of the input class; by default those of its members.</summary>
    public SchemaDefinition? InputSchemaDefinition;

    /// <summary>The columns of the output class; by default those of its members.</summary>
    public SchemaDefinition? OutputSchemaDefinition;

    /// <summary>Whether the engine disposes the transformer when it is disposed.</summary>
    public bool OwnsTransformer = true;
}
