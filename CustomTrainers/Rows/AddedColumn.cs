using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>One column that a row mapper adds: its name and type, its annotations, and how to read it from a row's state.</summary>
/// <typeparam name="TState">What is computed once a row and shared by the columns.</typeparam>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The column's type.</param>
/// <param name="Annotate">Makes the annotations, given the input's schema.</param>
/// <param name="CreateGetter">Makes a <see cref="ValueGetter{TValue}"/> of the type's raw type over the state.</param>
internal sealed record AddedColumn<TState>(
    string Name,
    DataViewType Type,
    Func<DataViewSchema, DataViewSchema.Annotations> Annotate,
    Func<TState, Delegate> CreateGetter);
