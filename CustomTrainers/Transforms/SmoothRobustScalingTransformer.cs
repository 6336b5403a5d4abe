using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Scaling;

[assembly: OwnKind<SmoothRobustScalingTransformer>]

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>
/// Scales each slot of a vector by <see cref="Scale"/>, and bounds it where <see cref="HasSmoothClip"/>. NaN stays NaN; an infinite value
/// is refused. Safe to use from several threads at once.
/// </summary>
public sealed class SmoothRobustScalingTransformer : ITransformer, ISavable<SmoothRobustScalingTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly SlotwiseMapping _mapping;

    internal SmoothRobustScalingTransformer(string outputColumnName, string inputColumnName, RobustScale scale, bool smoothClip)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        Scale = scale;
        HasSmoothClip = smoothClip;
        _mapping = new SlotwiseMapping(_output, _input, scale.Centers.Length, row => scale.Apply(row, row, smoothClip));
    }

    static string ISavable<SmoothRobustScalingTransformer>.Kind => "smooth-robust-scaling";

    /// <summary>Centre and factor of each slot.</summary>
    public RobustScale Scale { get; }

    /// <summary>Whether values are bounded by <see cref="SmoothClip"/>.</summary>
    public bool HasSmoothClip { get; }

    /// <summary>True: each row is scaled by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The input's schema with the scaled column behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _mapping.Bind(inputSchema).OutputSchema;

    /// <summary>The input with the scaled column; lazy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView<SlotwiseMapping.Source>(
            nameof(SmoothRobustScalingTransformer), input, _mapping.Bind(input.Schema),
            columns => _mapping.Add(columns, Scale.ToOnnx(columns, _mapping.Rows(columns), HasSmoothClip)));
    }

    /// <summary>The mapping of single rows.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _mapping.Bind(inputSchema);

    void ISavable.SaveState(ComponentWriter writer) =>
        writer.Set("state", new State(_output, _input, Scale.Centers, Scale.Factors, HasSmoothClip));

    static SmoothRobustScalingTransformer ISavable<SmoothRobustScalingTransformer>.LoadState(ComponentReader reader)
    {
        var state = reader.Get<State>("state");
        return state is { OutputColumn.Length: > 0, InputColumn.Length: > 0, Centers.Length: > 0 }
            ? new SmoothRobustScalingTransformer(
                state.OutputColumn, state.InputColumn, new RobustScale(state.Centers, state.Factors), state.SmoothClip)
            : throw reader.Error("the names of the columns or the centres are empty");
    }

    private sealed record State(string OutputColumn, string InputColumn, double[] Centers, double[] Factors, bool SmoothClip);
}
