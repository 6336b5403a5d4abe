using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Saving;

/// <summary>A part of a saved chain: consecutive stock transformers in one model file of ML.NET, or one transformer of ours.</summary>
/// <param name="Kind"><see cref="Stock"/>, or the transformer's kind.</param>
/// <param name="Path">The model file, or the folder of our transformer's files.</param>
/// <param name="Scopes">For each transformer the uses in which it takes part.</param>
internal sealed record SavedSegment(string Kind, string Path, IReadOnlyList<TransformerScope> Scopes)
{
    /// <summary>The kind of a segment that ML.NET saves itself.</summary>
    public const string Stock = "ml-net";
}
