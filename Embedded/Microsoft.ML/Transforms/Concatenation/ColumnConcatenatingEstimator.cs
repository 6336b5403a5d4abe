using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Joins columns of one item type into one vector column.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly ColumnConcatenatingTransformer _transformer;

    internal ColumnConcatenatingEstimator(string outputColumnName, string[] inputColumnNames)
    {
        _transformer = new ColumnConcatenatingTransformer(outputColumnName, inputColumnNames);
    }

    /// <summary>Checks the columns and returns the transformer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another item type than the first.</exception>
    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        _transformer.GetOutputSchema(Check.NotNull(input).Schema);
        return _transformer;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        SchemaShape.Column[] sources = [.. _transformer.InputColumnNames.Select(name => Find(inputSchema, name))];
        foreach (SchemaShape.Column source in sources)
        {
            if (!source.ItemType.Equals(sources[0].ItemType) || source.IsKey != sources[0].IsKey)
                throw Errors.SchemaMismatch(nameof(inputSchema), "input", source.Name, sources[0].ItemType.ToString()!, source.GetTypeString());
        }

        bool variable = sources.Any(source => source.Kind == SchemaShape.Column.VectorKind.VariableVector);
        var output = new SchemaShape.Column(
            _transformer.OutputColumnName,
            variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector,
            sources[0].ItemType,
            sources[0].IsKey,
            new SchemaShape(AnnotationShapes(sources, variable)));
        return inputSchema.With([output]);
    }

    private static SchemaShape.Column Find(SchemaShape shape, string name) =>
        shape.TryFindColumn(name, out SchemaShape.Column column) ? column : throw Errors.MissingColumn("inputSchema", "input", name, shape);

    private static IEnumerable<SchemaShape.Column> AnnotationShapes(SchemaShape.Column[] sources, bool variable)
    {
        bool Has(SchemaShape.Column source, string kind) => source.Annotations.TryFindColumn(kind, out _);
        if (!variable && sources.Any(source => source.Kind == SchemaShape.Column.VectorKind.Scalar || Has(source, AnnotationKinds.SlotNames)))
            yield return new SchemaShape.Column(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false);
        if (!variable && sources.Any(source => Has(source, AnnotationKinds.CategoricalSlotRanges)))
            yield return new SchemaShape.Column(AnnotationKinds.CategoricalSlotRanges, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Int32, false);
        if (sources[0].ItemType is NumberDataViewType && sources.All(source => Has(source, AnnotationKinds.IsNormalized)))
            yield return SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance);
    }
}
