using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Keys;

namespace Microsoft.ML.Transforms;

/// <summary>Gives each value of a column a key. Missing values (NaN, empty text, missing keys) have none.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly KeyColumn[] _columns;
    private readonly IDataView? _keyData;

    internal ValueToKeyMappingEstimator(KeyColumn[] columns, IDataView? keyData)
    {
        foreach (KeyColumn column in columns)
            Check.Param(column.MaximumNumberOfKeys > 0, "maximumNumberOfKeys", $"Must be positive, not {column.MaximumNumberOfKeys}.");
        if (keyData is not null)
            Check.Param(keyData.Schema.Count == 1, nameof(keyData), $"If specified, this data view should contain only a single column containing the terms to map, but this had {keyData.Schema.Count} columns.");
        _columns = columns;
        _keyData = keyData;
    }

    /// <summary>The order in which values get keys.</summary>
    public enum KeyOrdinality : byte
    {
        /// <summary>As they occur in the data.</summary>
        ByOccurrence = 0,

        /// <summary>Sorted; text by its characters' codes.</summary>
        ByValue = 1,
    }

    /// <summary>Goes over the data once and gathers the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        GetOutputSchema(SchemaShape.Create(Check.NotNull(input).Schema));
        KeyMap[] maps = _keyData is null ? Gather(input, [.. _columns.Select(column => input.Schema[column.InputName])]) : GatherGiven(input.Schema, _keyData);
        return new ValueToKeyMappingTransformer([.. _columns.Select(column => (column.OutputName, column.InputName))], maps);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(_columns.Select(column => OutputShape(inputSchema, column)));
    }

    private static SchemaShape.Column OutputShape(SchemaShape inputSchema, KeyColumn column)
    {
        if (!inputSchema.TryFindColumn(column.InputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", column.InputName, inputSchema);
        if (!input.IsKey
            || !input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values)
            || values.Kind != SchemaShape.Column.VectorKind.Vector)
        {
            values = column.ValuesAsText
                ? new SchemaShape.Column(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false)
                : new SchemaShape.Column(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector, input.ItemType, input.IsKey);
        }

        SchemaShape annotations = input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column names)
            ? new SchemaShape([names, values])
            : new SchemaShape([values]);
        return new SchemaShape.Column(column.OutputName, input.Kind, NumberDataViewType.UInt32, true, annotations);
    }

    private KeyMap[] GatherGiven(DataViewSchema schema, IDataView keyData)
    {
        DataViewSchema.Column given = keyData.Schema[0];
        foreach (KeyColumn column in _columns)
        {
            DataViewType expected = schema[column.InputName].Type.ItemType();
            Check.Param(given.Type.ItemType().Equals(expected), nameof(keyData), $"Input data's column must be of type '{expected}' but was '{given.Type}'");
        }

        return Gather(keyData, [.. _columns.Select(_ => given)]);
    }

    private KeyMap[] Gather(IDataView data, DataViewSchema.Column[] sources)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(sources);
        var builders = new KeyMapBuilder[sources.Length];
        for (int i = 0; i < sources.Length; i++)
            builders[i] = RawTypes.Call<KeyMapBuilder>(CreateBuilder<int>, sources[i].Type.ItemType().RawType, cursor, sources[i], _columns[i]);
        bool more = true;
        while (more && cursor.MoveNext())
        {
            more = false;
            foreach (KeyMapBuilder builder in builders)
                more |= builder.Add();
        }

        return Array.ConvertAll(builders, builder => builder.ToMap());
    }

    private static KeyMapBuilder<T> CreateBuilder<T>(DataViewRow row, DataViewSchema.Column column, KeyColumn settings)
        where T : notnull =>
        new KeyMapBuilder<T>(row, column, settings);
}
