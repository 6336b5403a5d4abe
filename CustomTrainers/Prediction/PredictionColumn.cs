using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>One column that a prediction adds: its name and type, its annotations, and how to read it from the scored row.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The column's type.</param>
/// <param name="Annotate">Makes the annotations for a given ScoreColumnSetId.</param>
/// <param name="CreateGetter">Makes a <see cref="ValueGetter{TValue}"/> of the type's raw type over a scored row.</param>
internal sealed record PredictionColumn(
    string Name,
    DataViewType Type,
    Func<uint, DataViewSchema.Annotations> Annotate,
    Func<RowScorer, Delegate> CreateGetter);
