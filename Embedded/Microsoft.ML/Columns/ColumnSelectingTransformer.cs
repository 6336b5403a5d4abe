using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;

[assembly: LoadableComponent(ColumnSelectingTransformer.Signature, typeof(ColumnSelectingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Keeps or drops columns.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string Signature = "SelectColumnsTransform";

    private readonly string[] _columns;
    private readonly bool _keep;
    private readonly bool _keepHidden;

    private ColumnSelectingTransformer(string[] columns, bool keep, bool keepHidden)
    {
        if (columns is not { Length: > 0 })
            throw new InvalidOperationException($"At least one column to {(keep ? "keep" : "drop")} must be named.");
        foreach (var column in columns)
            Check.NotEmpty(column, nameof(columns));
        _columns = columns;
        _keep = keep;
        _keepHidden = keepHidden;
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal IReadOnlyList<string> Columns => _columns;

    internal bool Keeps => _keep;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => new ColumnMapView(Check.NotNull(input), Bind(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.Write(_keep);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.WriteValues<ReadOnlyMemory<char>>([.. _columns.Select(column => column.AsMemory())]);
    }

    /// <summary>Keeps the columns, in the order in which they are named.</summary>
    internal static ColumnSelectingTransformer CreateKeep(string[] columns, bool keepHidden = false) => new(columns, true, keepHidden);

    /// <summary>Drops the columns, hidden ones of the names too.</summary>
    internal static ColumnSelectingTransformer CreateDrop(params string[] columns) => new(columns, false, false);

    internal static ColumnSelectingTransformer Load(ModelLoadContext ctx)
    {
        var keep = ctx.Reader.ReadBoolean();
        var keepHidden = ctx.Reader.ReadBoolean();
        return new([.. ctx.Reader.ReadValues<ReadOnlyMemory<char>>().Select(column => column.ToString())], keep, keepHidden);
    }

    private ColumnMap Bind(DataViewSchema schema)
    {
        Check.NotNull(schema);
        var missing = _columns.Where(name => schema.GetColumnOrNull(name) is null).ToArray();
        if (missing.Length > 0)
            throw Errors.MissingColumn(nameof(schema), "input", string.Join(",", missing), schema);
        int[] source = _keep
            ? [.. _columns.SelectMany(name => schema.Where(column => column.Name == name && (_keepHidden || !column.IsHidden)).Select(column => column.Index))]
            : [.. schema.Where(column => !_columns.Contains(column.Name)).Select(column => column.Index)];
        return new ColumnMap(schema, source);
    }
}
