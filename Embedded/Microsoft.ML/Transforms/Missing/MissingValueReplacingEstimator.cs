using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Missing;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces missing values (NaN) by 0 or by what it learns from the other values of the slot.</summary>
public sealed class MissingValueReplacingEstimator : IEstimator<MissingValueReplacingTransformer>
{
    private readonly (string OutputName, string InputName)[] _columns;
    private readonly ReplacementMode _mode;
    private readonly bool _bySlot;

    internal MissingValueReplacingEstimator((string OutputName, string InputName)[] columns, ReplacementMode mode, bool bySlot)
    {
        Check.Param(Enum.IsDefined(mode), "replacementMode", $"Unknown way of replacement: {mode}.");
        _columns = columns;
        _mode = mode;
        _bySlot = bySlot;
    }

    /// <summary>What replaces a missing value.</summary>
    public enum ReplacementMode : byte
    {
        /// <summary>0.</summary>
        DefaultValue = 0,

        /// <summary>The mean of the other values.</summary>
        Mean = 1,

        /// <summary>The smallest of the other values.</summary>
        Minimum = 2,

        /// <summary>The largest of the other values.</summary>
        Maximum = 3,

        /// <summary>The most frequent of the other values.</summary>
        Mode = 5,
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(_columns.Select(pair => OutputShape(inputSchema, pair.OutputName, pair.InputName)));
    }

    /// <summary>Goes over the data once where the replacement is to be learned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public MissingValueReplacingTransformer Fit(IDataView input)
    {
        GetOutputSchema(SchemaShape.Create(Check.NotNull(input).Schema));
        DataViewSchema.Column[] sources = [.. _columns.Select(pair => input.Schema[pair.InputName])];
        SlotStatistics[][] statistics = Array.ConvertAll(sources, NewStatistics);
        if (_mode != ReplacementMode.DefaultValue)
            Gather(input, sources, statistics);
        return new MissingValueReplacingTransformer(_columns, [.. sources.Zip(statistics, Replacements)]);
    }

    private static SchemaShape.Column OutputShape(SchemaShape inputSchema, string outputName, string inputName)
    {
        if (!inputSchema.TryFindColumn(inputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", inputName, inputSchema);
        if (input.IsKey || !MissingValues.CanMiss(input.ItemType))
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", inputName, "Single, Double or a vector of them", input.GetTypeString());
        var annotations = new List<SchemaShape.Column>();
        foreach (string kind in new[] { AnnotationKinds.SlotNames, AnnotationKinds.IsNormalized })
        {
            if (input.Annotations.TryFindColumn(kind, out SchemaShape.Column annotation))
                annotations.Add(annotation);
        }

        return new SchemaShape.Column(outputName, input.Kind, input.ItemType, false, new SchemaShape(annotations));
    }

    private static void Gather(IDataView input, DataViewSchema.Column[] sources, SlotStatistics[][] statistics)
    {
        using DataViewRowCursor cursor = input.GetRowCursor(sources);
        Action[] readers = [.. sources.Zip(statistics, (source, slots) =>
            source.Type.ItemType() == NumberDataViewType.Single ? Reader<float>(cursor, source, slots) : Reader<double>(cursor, source, slots))];
        while (cursor.MoveNext())
        {
            foreach (Action read in readers)
                read();
        }
    }

    private static Action Reader<T>(DataViewRow row, DataViewSchema.Column source, SlotStatistics[] slots)
        where T : INumberBase<T>
    {
        if (source.Type is not VectorDataViewType)
        {
            ValueGetter<T> getValue = row.GetGetter<T>(source);
            T value = T.Zero;
            return () =>
            {
                getValue(ref value);
                slots[0].Add(double.CreateTruncating(value));
            };
        }

        ValueGetter<VBuffer<T>> getVector = row.GetGetter<VBuffer<T>>(source);
        VBuffer<T> vector = default;
        return () =>
        {
            getVector(ref vector);
            int slot = 0;
            foreach (T value in vector.DenseValues())
                slots[slots.Length == 1 ? 0 : slot++].Add(double.CreateTruncating(value));
        };
    }

    private static Array Replacements(DataViewSchema.Column source, SlotStatistics[] slots) =>
        source.Type.ItemType() == NumberDataViewType.Single
            ? Array.ConvertAll(slots, slot => slot.Replacement<float>())
            : Array.ConvertAll(slots, slot => slot.Replacement<double>());

    /// <summary>One for each slot; one in all where slots are not told apart.</summary>
    private SlotStatistics[] NewStatistics(DataViewSchema.Column source)
    {
        int slots = _bySlot && source.Type.ValueCount() > 0 ? source.Type.ValueCount() : 1;
        return [.. Enumerable.Range(0, slots).Select(_ => new SlotStatistics(_mode))];
    }
}
