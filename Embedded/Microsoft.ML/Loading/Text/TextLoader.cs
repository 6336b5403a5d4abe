using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads text files: a row from each line, columns from its fields.</summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    private readonly IHost _host;
    private readonly Options _options;
    private readonly TextFormat _format;
    private readonly TextLayout _layout;

    internal TextLoader(IHostEnvironment env, Options? options, IMultiStreamSource? dataSample)
    {
        _host = Check.NotNull(env).Register(nameof(TextLoader));
        _options = options ??= new Options();
        var headerFile = string.IsNullOrWhiteSpace(options.HeaderFile) ? null : new MultiFileSource(options.HeaderFile);
        _format = new TextFormat(options, headerFile is not null);
        var columns = options.Columns is { Length: > 0 } ? options.Columns : DefaultColumns();
        _layout = TextLayout.Create(columns, _format, headerFile, dataSample);
    }

    internal TextLoader(IHostEnvironment env, Options options, TextLayout layout)
    {
        _host = Check.NotNull(env).Register(nameof(TextLoader));
        _options = options;
        _format = new TextFormat(options, hasHeaderFile: false);
        _layout = layout;
    }

    /// <summary>The columns.</summary>
    public DataViewSchema GetOutputSchema() => _layout.Schema;

    /// <summary>The rows of the files; read when a cursor moves.</summary>
    public IDataView Load(IMultiStreamSource source) => new TextView(_host, _format, _layout, Check.NotNull(source));

    void ICanSaveModel.Save(ModelSaveContext ctx) => Saving.TextLoaderSaving.Save(ctx, _options, _format, _layout);

    /// <summary>A loader whose columns are the members of a class.</summary>
    internal static TextLoader Create<TInput>(IHostEnvironment env, Options options, IMultiStreamSource? dataSample)
    {
        options.Columns = [.. TypedMember.Of(typeof(TInput), SchemaDefinition.Direction.Read).Select(MemberColumn)];
        Check.Param(options.Columns.Length > 0, nameof(TInput), $"Should define at least one public, readable field or property in {typeof(TInput)}.");
        return new TextLoader(env, options, dataSample);
    }

    private static Column MemberColumn(TypedMember member)
    {
        var kind = member.Info is System.Reflection.FieldInfo ? "Field" : "Property";
        var source = member.LoadColumn
            ?? throw new InvalidOperationException($"{kind} '{member.Name}' is missing the {nameof(LoadColumnAttribute)} attribute");
        var isKey = member.InferColumnType().ItemType() is KeyDataViewType;
        return new Column(member.ColumnName, Kind(member, kind), [.. source.Sources])
        {
            KeyCount = isKey ? new KeyCount(((KeyDataViewType)member.InferColumnType().ItemType()).Count) : null,
        };
    }

    private static DataKind Kind(TypedMember member, string kind)
    {
        foreach (var candidate in Enum.GetValues<DataKind>())
        {
            if (RawTypes.ToPrimitive(candidate).RawType == member.RawItemType)
                return candidate;
        }
        throw new InvalidOperationException($"{kind} {member.Name} is of unsupported type.");
    }

    private static Column[] DefaultColumns() =>
    [
        new Column("Label", DataKind.Single, 0),
        new Column("Features", DataKind.Single, [new Range(1, null)]),
    ];
}
