using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;

[assembly: OwnKind<ImageFeaturesTransformer>]

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>Adds the features that a pretrained network gives for an image. Safe to use from several threads at once.</summary>
public sealed class ImageFeaturesTransformer : ITransformer, ISavable<ImageFeaturesTransformer>
{
    private const string ColumnsName = "columns";
    private const string NetworkName = "network.safetensors";
    private readonly string _output;
    private readonly string _input;
    private readonly Network<float> _network;
    private readonly RowPredictor<float> _predictor;
    private readonly FeatureCache? _cache;

    internal ImageFeaturesTransformer(string outputColumnName, string inputColumnName, Network<float> network, string? cacheFolder)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        _network = network;
        _predictor = new RowPredictor<float>(network);
        _cache = cacheFolder is null ? null : new FeatureCache(FeatureStore.Open(cacheFolder, network, "row by row"), network.OutputSize);
    }

    static string ISavable<ImageFeaturesTransformer>.Kind => "image-features";

    /// <summary>The same transformer without features on disk: it computes each image, as one that was saved and loaded does.</summary>
    public ImageFeaturesTransformer WithoutCache() => _cache is null ? this : new(_output, _input, _network, cacheFolder: null);

    /// <summary>Numbers that an image becomes.</summary>
    public int FeatureCount => _network.OutputSize;

    /// <summary>True: each image is looked at by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The input's schema with the features behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>The input with the features; lazy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView<Source>(nameof(ImageFeaturesTransformer), input, Bind(input.Schema), AddOnnx);
    }

    /// <summary>The mapping of single rows.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ISavable.SaveState(ComponentWriter writer)
    {
        writer.Set(ColumnsName, new State(_output, _input));
        writer.AddFile(NetworkName, stream => NetworkFile.Write(stream, _network));
    }

    static ImageFeaturesTransformer ISavable<ImageFeaturesTransformer>.LoadState(ComponentReader reader)
    {
        var state = reader.Get<State>(ColumnsName);
        if (state is not { OutputColumn.Length: > 0, InputColumn.Length: > 0 })
            throw reader.Error("the names of the columns are empty");
        using var stream = reader.OpenFile(NetworkName);
        return new ImageFeaturesTransformer(
            state.OutputColumn, state.InputColumn, NetworkFile.Read<float>(stream, reader.PlaceOf(NetworkName)), cacheFolder: null);
    }

    private sealed record State(string OutputColumn, string InputColumn);

    private RowMapper<Source> Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var source = FeatureColumn.Find(inputSchema, _input, _network.InputSize);
        var added = new AddedColumn<Source>(
            _output, new VectorDataViewType(NumberDataViewType.Single, FeatureCount),
            _ => new DataViewSchema.Annotations.Builder().ToAnnotations(), Getter);
        return new RowMapper<Source>(inputSchema, [source], [added], row => new Source(row, source));
    }

    private void AddOnnx(OnnxColumns columns) => columns.Add(
        _output, new VectorDataViewType(NumberDataViewType.Single, FeatureCount),
        _network.ToOnnx(columns, columns.Rows(_input, _network.InputSize)));

    private ValueGetter<VBuffer<float>> Getter(Source source) =>
        (ref VBuffer<float> value) =>
        {
            var pixels = source.Read();
            var editor = VBufferEditor.Create(ref value, FeatureCount);
            if (_cache is null)
                _predictor.Predict(pixels, editor.Values);
            else
                _cache.Features(pixels, editor.Values, _predictor.Predict);
            value = editor.Commit();
        };

    /// <summary>The row's pixels, read into buffers that are used again.</summary>
    private sealed class Source(DataViewRow input, DataViewSchema.Column column)
    {
        private readonly ValueGetter<VBuffer<float>> _getter = input.GetGetter<VBuffer<float>>(column);
        private VBuffer<float> _row;
        private float[] _dense = [];

        /// <exception cref="InvalidOperationException">A pixel is NaN or infinite.</exception>
        public ReadOnlySpan<float> Read()
        {
            _getter(ref _row);
            var pixels = Dense();
            return FiniteValues.All(pixels)
                ? pixels
                : throw IRowModel.Refusal(
                    $"The row at position {input.Position}", pixels, slot => $"{SlotNames.Words(column, slot)} of column '{column.Name}'");
        }

        private ReadOnlySpan<float> Dense()
        {
            if (_row.IsDense)
                return _row.GetValues();
            if (_dense.Length != _row.Length)
                _dense = new float[_row.Length];
            _row.CopyTo(_dense);
            return _dense;
        }
    }
}
