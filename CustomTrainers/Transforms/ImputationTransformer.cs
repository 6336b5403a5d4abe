using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Onnx;

[assembly: OwnKind<ImputationTransformer>]

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>
/// Fills in missing values (NaN) of a vector by <see cref="Means"/>, and adds a slot of 0 and 1 for each of <see cref="MissingSlots"/>.
/// Other values, infinite ones among them, stay as they are. Safe to use from several threads at once.
/// </summary>
public sealed class ImputationTransformer : ITransformer, ISavable<ImputationTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly float[] _means;
    private readonly int[] _missing;

    internal ImputationTransformer(string outputColumnName, string inputColumnName, float[] means, int[] missing)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        _means = means;
        _missing = missing;
    }

    static string ISavable<ImputationTransformer>.Kind => "imputation";

    /// <summary>
    /// [slots]: what stands for a missing value of each slot: its mean over the rows that were fitted on, 0 where it had none.
    /// </summary>
    public IReadOnlyList<float> Means => _means;

    /// <summary>
    /// The slots that were missing in a row that was fitted on, ascending: each has a slot behind the others that tells of it.
    /// </summary>
    public IReadOnlyList<int> MissingSlots => _missing;

    /// <summary>True: each row is filled by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The input's schema with the filled column behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>The input with the filled column; lazy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var mapper = Bind(input.Schema);
        return new MappedDataView<Source>(
            nameof(ImputationTransformer), input, mapper, columns => AddOnnx(columns, mapper.Added[0].Type));
    }

    /// <summary>The mapping of single rows.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ISavable.SaveState(ComponentWriter writer) => writer.Set("state", new State(_output, _input, _means, _missing));

    static ImputationTransformer ISavable<ImputationTransformer>.LoadState(ComponentReader reader)
    {
        var state = reader.Get<State>("state");
        if (state is not { OutputColumn.Length: > 0, InputColumn.Length: > 0, Means.Length: > 0 })
            throw reader.Error("the names of the columns or the means are empty");
        if (!Array.TrueForAll(state.Means, float.IsFinite))
            throw reader.Error("a mean is not finite");
        for (var i = 0; i < state.MissingSlots.Length; i++)
        {
            if (state.MissingSlots[i] >= state.Means.Length || state.MissingSlots[i] <= (i == 0 ? -1 : state.MissingSlots[i - 1]))
            {
                throw reader.Error(
                    $"the missing slots are {string.Join(", ", state.MissingSlots.Take(20))}, where ascending ones from 0 to "
                    + $"{state.Means.Length - 1} were expected");
            }
        }

        return new ImputationTransformer(state.OutputColumn, state.InputColumn, state.Means, state.MissingSlots);
    }

    private sealed record State(string OutputColumn, string InputColumn, float[] Means, int[] MissingSlots);

    private RowMapper<Source> Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var source = FeatureColumn.Find(inputSchema, _input, _means.Length);
        // Without new slots the column stays what it was: the shape of an image, for one.
        var type = _missing.Length == 0
            ? (VectorDataViewType)source.Type
            : new VectorDataViewType(NumberDataViewType.Single, _means.Length + _missing.Length);
        var added = new AddedColumn<Source>(_output, type, _ => Annotations(source), Getter);
        return new RowMapper<Source>(inputSchema, [source], [added], row => new Source(row.GetGetter<VBuffer<float>>(source)));
    }

    private void AddOnnx(OnnxColumns columns, DataViewType type)
    {
        var row = columns.Rows(_input, _means.Length);
        var isMissing = columns.Apply("IsNaN", row);
        var filled = columns.Where(isMissing, columns.Vector(_means), row);
        columns.Add(_output, type, _missing.Length == 0
            ? filled
            : columns.Concat(1, filled, columns.Columns(columns.Cast(isMissing, OnnxType.Single), _missing)));
    }

    /// <summary>The names of the slots; those without a name stay so, but a slot that tells of a missing value always has one.</summary>
    private DataViewSchema.Annotations Annotations(DataViewSchema.Column source)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (_missing.Length == 0)
        {
            builder.Add(source.Annotations, name => name is AnnotationKinds.SlotNames or CategorySlots.Annotation);
            return builder.ToAnnotations();
        }

        builder.Add(source.Annotations, name => name == CategorySlots.Annotation);

        var names = SlotNames.Read(source) ?? new ReadOnlyMemory<char>[_means.Length];
        ReadOnlyMemory<char>[] all = [.. names, .. _missing.Select(slot => IndicatorName(source, names, slot).AsMemory())];
        builder.Add(
            AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, all.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(all.Length, all).CopyTo(ref value));
        return builder.ToAnnotations();
    }

    private static string IndicatorName(DataViewSchema.Column source, ReadOnlyMemory<char>[] names, int slot) =>
        $"{(names[slot].IsEmpty ? FormattableString.Invariant($"{source.Name}[{slot}]") : names[slot].ToString())} is missing";

    private ValueGetter<VBuffer<float>> Getter(Source source) =>
        (ref VBuffer<float> value) =>
        {
            ref var row = ref source.Read();
            var editor = VBufferEditor.Create(ref value, _means.Length + _missing.Length);
            var filled = editor.Values[.._means.Length];
            row.CopyTo(filled);
            for (var i = 0; i < _missing.Length; i++)
                editor.Values[_means.Length + i] = float.IsNaN(filled[_missing[i]]) ? 1 : 0;
            for (var slot = 0; slot < filled.Length; slot++)
            {
                if (float.IsNaN(filled[slot]))
                    filled[slot] = _means[slot];
            }

            value = editor.Commit();
        };

    /// <summary>The row's vector, read into a buffer that is used again.</summary>
    private sealed class Source(ValueGetter<VBuffer<float>> getter)
    {
        private VBuffer<float> _row;

        public ref VBuffer<float> Read()
        {
            getter(ref _row);
            return ref _row;
        }
    }
}
