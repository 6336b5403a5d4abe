using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>The transformers of a chain that given columns of its output depend on, and the columns of the input that these read.</summary>
/// <param name="Transformers">Those transformers in their order.</param>
/// <param name="Input">The columns that they read, and nothing else.</param>
internal sealed record NeededTransformers(IReadOnlyList<ITransformer> Transformers, DataViewSchema Input)
{
    /// <summary>Walks back from the columns to what they are made of. A transformer that adds none of them is left out.</summary>
    /// <exception cref="InvalidOperationException">A transformer does not make each row of one row.</exception>
    /// <exception cref="ArgumentException">The output has no column of a name.</exception>
    public static NeededTransformers For(
        IReadOnlyList<ITransformer> transformers, DataViewSchema input, IReadOnlyCollection<string> columns)
    {
        var mappers = new IRowToRowMapper[transformers.Count];
        var schema = input;
        for (var i = 0; i < mappers.Length; i++)
        {
            if (!transformers[i].IsRowToRowMapper)
            {
                throw new InvalidOperationException(
                    $"The pipeline's {transformers[i].GetType().Name} does not make each row of one row, "
                        + "so that it cannot predict for single ones.");
            }

            mappers[i] = transformers[i].GetRowToRowMapper(schema);
            schema = mappers[i].OutputSchema;
        }

        DataViewSchema.Column[] needed = [.. columns.Select(name => schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"The pipeline has no column '{name}'; it gives {Names(schema)}.", nameof(columns)))];
        var kept = new List<ITransformer>();
        for (var i = mappers.Length - 1; i >= 0; i--)
        {
            if (needed.All(column => PassesOn(mappers[i], column)))
            {
                needed = [.. needed.Select(column => mappers[i].InputSchema[column.Name])];
                continue;
            }

            kept.Add(transformers[i]);
            needed = [.. mappers[i].GetDependencies(needed)];
        }

        kept.Reverse();
        var builder = new DataViewSchema.Builder();
        foreach (var column in needed.DistinctBy(column => column.Index).OrderBy(column => column.Index))
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return new NeededTransformers(kept, builder.ToSchema());
    }

    /// <summary>The names of the columns that are not hidden.</summary>
    public static string Names(DataViewSchema schema) =>
        string.Join(", ", schema.Where(column => !column.IsHidden).Select(column => $"'{column.Name}' ({column.Type})"));

    /// <summary>
    /// Whether the column is its input's. One that the transformer made hides the input's column of its name, if there is one, so that
    /// there are more of that name behind the transformer than before it.
    /// </summary>
    private static bool PassesOn(IRowToRowMapper mapper, DataViewSchema.Column column) =>
        mapper.OutputSchema.Count(other => other.Name == column.Name) <= mapper.InputSchema.Count(other => other.Name == column.Name);
}
