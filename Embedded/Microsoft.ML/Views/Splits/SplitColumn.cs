using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Rows with a column that decides on which side of a split each of them is.</summary>
internal sealed class SplitColumn
{
    private const uint DefaultRandomSeed = 42;
    private const uint DefaultHashSeed = 314489979;
    private const string Name = "SplitColumn";

    private readonly IHostEnvironment _environment;
    private readonly IDataView _data;
    private readonly DataViewSchema.Column _column;

    private SplitColumn(IHostEnvironment environment, IDataView data, string name)
    {
        _environment = environment;
        _data = data;
        _column = data.Schema[name];
    }

    /// <summary>Adds the column: random numbers, or one that follows from the sampling key.</summary>
    public static SplitColumn Add(IHostEnvironment environment, IDataView data, string? samplingKey, int? seed)
    {
        var name = FreeName(data.Schema);
        environment.Register(nameof(SplitColumn));
        if (samplingKey is null)
            return new(environment, new RandomNumberView(data, name, (uint?)seed ?? DefaultRandomSeed), name);
        var column = data.Schema.GetColumnOrNull(samplingKey)
            ?? throw Errors.MissingColumn("samplingKeyColumn", "SamplingKeyColumn", samplingKey, data.Schema);
        if (column.Type is KeyDataViewType)
            environment.Register(nameof(ColumnCopyingTransformer));
        ITransformer transformer = column.Type is KeyDataViewType ? new ColumnCopyingTransformer((name, samplingKey))
            : RangeFilter.IsValidType(column.Type) ? ScaledColumn.Fit(data, column, name)
            : new HashedColumn(name, samplingKey, (uint?)seed ?? DefaultHashSeed);
        return new(environment, transformer.Transform(data), name);
    }

    /// <summary>The rows in a part of [0, 1], without the column.</summary>
    public IDataView Inside(double min, double max, bool includeMax) => Filter(min, max, includeMax, complement: false);

    /// <summary>The rows outside a part of [0, 1], without the column.</summary>
    public IDataView Outside(double min, double max, bool includeMax) => Filter(min, max, includeMax, complement: true);

    private IDataView Filter(double min, double max, bool includeMax, bool complement)
    {
        _environment.Register(nameof(RangeFilter));
        _environment.Register(nameof(ColumnSelectingTransformer));
        return ColumnSelectingTransformer.CreateDrop(_column.Name).Transform(new RangeFilter(_data, _column, min, max, includeMax, complement));
    }

    private static string FreeName(DataViewSchema schema)
    {
        var name = Name;
        for (var i = 0; schema.GetColumnOrNull(name) is not null; i++)
            name = $"temp_{Name}_{i:000}";
        return name;
    }
}
