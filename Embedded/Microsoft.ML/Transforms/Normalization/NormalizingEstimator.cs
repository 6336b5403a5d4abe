using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Normalization;

namespace Microsoft.ML.Transforms;

/// <summary>Learns, from the data, maps that bring columns of numbers to a common range.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly NormalizerColumn[] _columns;

    internal NormalizingEstimator(NormalizerColumn[] columns)
    {
        _columns = columns;
    }

    /// <summary>Goes over the data once and learns the maps. NaN does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public NormalizingTransformer Fit(IDataView input)
    {
        Check.NotNull(input);
        DataViewSchema.Column[] sources = [.. _columns.Select(column =>
            input.Schema.GetColumnOrNull(column.InputName) ?? throw Errors.MissingColumn("data", "input", column.InputName, input.Schema))];
        using DataViewRowCursor cursor = input.GetRowCursor(sources);
        INormalizerFit[] fits = [.. _columns.Zip(sources, (column, source) => column.CreateFit(cursor, source))];
        bool more = true;
        while (more && cursor.MoveNext())
        {
            more = false;
            foreach (INormalizerFit fit in fits)
                more |= fit.Add();
        }

        return new NormalizingTransformer(
            [.. _columns.Select(column => (column.OutputName, column.InputName))],
            [.. sources.Select(source => source.Type)],
            [.. fits.Select(fit => fit.Finish())]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(_columns.Select(column => OutputShape(inputSchema, column)));
    }

    private static SchemaShape.Column OutputShape(SchemaShape inputSchema, NormalizerColumn column)
    {
        if (!inputSchema.TryFindColumn(column.InputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", column.InputName, inputSchema);
        if (input.Kind == SchemaShape.Column.VectorKind.VariableVector)
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", column.InputName, "known-size vector or scalar", input.GetTypeString());
        if (input.IsKey || !(input.ItemType == NumberDataViewType.Single || input.ItemType == NumberDataViewType.Double))
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", column.InputName, "vector or scalar of Single or Double", input.GetTypeString());

        var annotations = new List<SchemaShape.Column> { SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance) };
        if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column names))
            annotations.Add(names);
        return new SchemaShape.Column(column.OutputName, input.Kind, input.ItemType, false, new SchemaShape(annotations));
    }
}
