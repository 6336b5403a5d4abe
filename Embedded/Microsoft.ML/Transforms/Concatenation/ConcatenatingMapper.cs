using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Concatenation;

/// <summary>Makes the joined column. A single vector column passes as it is, with its annotations.</summary>
internal sealed class ConcatenatingMapper : RowMapper
{
    private readonly string _outputName;
    private readonly DataViewSchema.Column[] _sources;
    private readonly VectorDataViewType _type;

    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another item type than the first.</exception>
    public ConcatenatingMapper(DataViewSchema inputSchema, string outputName, IReadOnlyList<string> inputNames)
        : base(inputSchema)
    {
        _outputName = outputName;
        _sources = [.. inputNames.Select(name =>
            inputSchema.GetColumnOrNull(name) ?? throw Errors.MissingColumn(nameof(inputSchema), "input", name, inputSchema))];
        DataViewType item = _sources[0].Type.ItemType();
        int size = 0;
        bool known = true;
        foreach (DataViewSchema.Column source in _sources)
        {
            if (!source.Type.ItemType().Equals(item))
                throw Errors.SchemaMismatch(nameof(inputSchema), "input", source.Name, item.ToString()!, source.Type.ToString()!);
            known &= source.Type.ValueCount() > 0;
            size = checked(size + source.Type.ValueCount());
        }

        _type = new VectorDataViewType((PrimitiveDataViewType)item, known ? size : 0);
    }

    private bool IsIdentity => _sources is [{ Type: VectorDataViewType }];

    public override DataViewSchema.DetachedColumn[] GetOutputColumns() =>
    [
        IsIdentity
            ? new DataViewSchema.DetachedColumn(_outputName, _sources[0].Type, _sources[0].Annotations)
            : new DataViewSchema.DetachedColumn(_outputName, _type, ConcatenatedAnnotations.Create(_sources, _type)),
    ];

    public override IEnumerable<int> GetDependencies(int output) => _sources.Select(source => source.Index);

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active) =>
        [RawTypes.Call<Delegate>(IsIdentity ? CreateIdentityGetter<int> : CreateGetter<int>, _type.ItemType.RawType, input)];

    private ValueGetter<VBuffer<T>> CreateIdentityGetter<T>(DataViewRow row) => row.GetGetter<VBuffer<T>>(_sources[0]);

    private ValueGetter<VBuffer<T>> CreateGetter<T>(DataViewRow row) => new Concatenation<T>(row, _sources).Get;
}
