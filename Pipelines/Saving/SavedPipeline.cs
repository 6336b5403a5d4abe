using Microsoft.ML;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Saving;

/// <summary>What a pipeline's file holds.</summary>
/// <param name="Model">What was fitted: a chain, or a single transformer.</param>
/// <param name="Input">The schema of the data that it was fitted on.</param>
/// <param name="ClassNames">Names for the classes in place of their numbers; null for none.</param>
/// <param name="Records">How records become <c>Features</c>; null where they have that column.</param>
internal sealed record SavedPipeline(ITransformer Model, DataViewSchema Input, IReadOnlyList<string>? ClassNames, RecordEncoding? Records);
