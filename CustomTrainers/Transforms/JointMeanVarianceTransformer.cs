using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Onnx;

[assembly: OwnKind<JointMeanVarianceTransformer>]

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>Standardizes a vector: y = (x − <see cref="Mean"/>) / <see cref="Deviation"/>, the same two numbers for every slot.</summary>
public sealed class JointMeanVarianceTransformer : ITransformer, ISavable<JointMeanVarianceTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly int _width;
    private readonly float _scale;

    internal JointMeanVarianceTransformer(string outputColumnName, string inputColumnName, int width, double mean, double deviation)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        _width = width;
        Mean = mean;
        Deviation = deviation;
        _scale = deviation > 0 ? (float)(1 / deviation) : 1;
    }

    static string ISavable<JointMeanVarianceTransformer>.Kind => "joint-mean-variance";

    /// <summary>The mean over all slots and rows that were fitted on.</summary>
    public double Mean { get; }

    /// <summary>
    /// The standard deviation (of the population) over all slots and rows that were fitted on; where it is 0, values are only shifted.
    /// </summary>
    public double Deviation { get; }

    /// <summary>True: each row is standardized by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The input's schema with the standardized column behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>The input with the standardized column; lazy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView<Source>(nameof(JointMeanVarianceTransformer), input, Bind(input.Schema), AddOnnx);
    }

    /// <summary>The mapping of single rows.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ISavable.SaveState(ComponentWriter writer) => writer.Set("state", new State(_output, _input, _width, Mean, Deviation));

    static JointMeanVarianceTransformer ISavable<JointMeanVarianceTransformer>.LoadState(ComponentReader reader)
    {
        var state = reader.Get<State>("state");
        var isSound = state is { OutputColumn.Length: > 0, InputColumn.Length: > 0, Width: > 0, Deviation: >= 0 }
            && double.IsFinite(state.Mean) && double.IsFinite(state.Deviation);
        return isSound
            ? new JointMeanVarianceTransformer(state.OutputColumn, state.InputColumn, state.Width, state.Mean, state.Deviation)
            : throw reader.Error($"{state} is not sound: names, a width of at least 1 and finite figures were expected");
    }

    private sealed record State(string OutputColumn, string InputColumn, int Width, double Mean, double Deviation);

    private RowMapper<Source> Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var source = FeatureColumn.Find(inputSchema, _input, _width);
        var added = new AddedColumn<Source>(
            _output, new VectorDataViewType(NumberDataViewType.Single, _width), _ => SlotNames(source), Getter);
        return new RowMapper<Source>(inputSchema, [source], [added], row => new Source(row.GetGetter<VBuffer<float>>(source)));
    }

    private void AddOnnx(OnnxColumns columns) => columns.Add(
        _output, new VectorDataViewType(NumberDataViewType.Single, _width),
        columns.Multiply(columns.Subtract(columns.Rows(_input, _width), columns.Number((float)Mean)), columns.Number(_scale)));

    private static DataViewSchema.Annotations SlotNames(DataViewSchema.Column source)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(source.Annotations, name => name == AnnotationKinds.SlotNames);
        return builder.ToAnnotations();
    }

    private ValueGetter<VBuffer<float>> Getter(Source source) =>
        (ref VBuffer<float> value) =>
        {
            ref var row = ref source.Read();
            var editor = VBufferEditor.Create(ref value, _width);
            row.CopyTo(editor.Values);
            TensorPrimitives.Subtract(editor.Values, (float)Mean, editor.Values);
            TensorPrimitives.Multiply(editor.Values, _scale, editor.Values);
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
