using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Calibration;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>The models of an ensemble, bound to the schema of the rows that they will see.</summary>
internal sealed class BoundEnsemble
{
    private readonly IReadOnlyList<Part> _parts;

    private BoundEnsemble(IReadOnlyList<Part> parts, IReadOnlyList<DataViewSchema.Column> sources)
    {
        _parts = parts;
        Sources = sources;
    }

    /// <summary>The columns that the models read.</summary>
    public IReadOnlyList<DataViewSchema.Column> Sources { get; }

    /// <summary>Binds the models.</summary>
    /// <exception cref="InvalidOperationException">A model does not predict each row by itself, or gives no scores.</exception>
    public static BoundEnsemble Create(
        IReadOnlyList<EnsembleMember> members, EnsembleOutput output, int outputs, LabelValues? labels, DataViewSchema schema)
    {
        var parts = new List<Part>();
        var needed = new SortedDictionary<int, DataViewSchema.Column>();
        foreach (var member in members)
        {
            for (var fold = 0; fold < member.Models.Count; fold++)
            {
                var mapper = RowMapperOf(member.Name, member.Models[fold], schema);
                var scores = MemberScores.Find(member.Name, output, mapper.OutputSchema, outputs, labels, member.Known[fold]);
                parts.Add(new Part(member.Name, member.Models[fold], mapper, scores, member.Weight / member.Models.Count));
                foreach (var column in mapper.GetDependencies([scores.Column]))
                    needed[column.Index] = column;
            }
        }

        return new BoundEnsemble(parts, [.. needed.Values]);
    }

    /// <summary>The model's mapping of single rows.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static IRowToRowMapper RowMapperOf(string member, ITransformer model, DataViewSchema schema) => model.IsRowToRowMapper
        ? model.GetRowToRowMapper(schema)
        : throw new InvalidOperationException(
            $"Member '{member}' has a model that does not make each row of one row, so that it cannot predict for single ones. "
            + "Leave steps that add, drop or reorder rows out of the member; do them before the ensemble.");

    /// <summary>The scorer of a row, or of a cursor that moves over rows.</summary>
    public EnsembleScorer CreateScorer(DataViewRow row, int outputs, ProbabilityCalibration? calibration) => new(
        row,
        [
            .. _parts.Select(part =>
                (part.Scores.Reader(part.Mapper.GetRow(row, [part.Scores.Column])), part.Weight)),
        ],
        outputs, calibration);

    /// <summary>What <see cref="EnsembleScorer"/> computes, as ONNX operators.</summary>
    /// <param name="columns">The graph.</param>
    /// <param name="rows">The rows that the models read.</param>
    /// <param name="outputs">Scores of a row.</param>
    /// <param name="calibration">What is done to the weighted mean; null for nothing.</param>
    /// <returns>[batch, outputs] of float.</returns>
    /// <exception cref="NotSupportedException">A step of a member has no ONNX form.</exception>
    public OnnxValue ToOnnx(OnnxColumns columns, IDataView rows, int outputs, ProbabilityCalibration? calibration)
    {
        OnnxValue? sum = null;
        foreach (var part in _parts)
        {
            var scores = OnnxBranch.Add(columns, part.Member, part.Model, rows, part.Scores.Column.Name);
            var own = columns.Multiply(part.Scores.ToOnnx(columns, scores, outputs), columns.Number(part.Weight));
            sum = sum is { } before ? columns.Add(before, own) : own;
        }

        var mean = outputs > 1 ? columns.Min(sum!.Value, columns.Number(1.0)) : sum!.Value;
        var result = columns.Cast(mean, OnnxType.Single);
        return calibration is null ? result : calibration.ToOnnx(columns, result);
    }

    private sealed record Part(string Member, ITransformer Model, IRowToRowMapper Mapper, MemberScores Scores, double Weight);
}

/// <summary>
/// Scores the row under a cursor by all models of an ensemble, once a position whatever the number of columns asked for: the weighted mean
/// of what they predict, then the calibration.
/// </summary>
internal sealed class EnsembleScorer : IRowScores
{
    private readonly DataViewRow _input;
    private readonly (Action<Span<float>> Read, double Weight)[] _parts;
    private readonly ProbabilityCalibration? _calibration;
    private readonly float[] _own;
    private readonly double[] _sums;
    private readonly float[] _scores;
    private long _position = -1;

    public EnsembleScorer(
        DataViewRow input, (Action<Span<float>> Read, double Weight)[] parts, int outputs, ProbabilityCalibration? calibration)
    {
        _input = input;
        _parts = parts;
        _calibration = calibration;
        (_own, _sums, _scores) = (new float[outputs], new double[outputs], new float[outputs]);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Scores
    {
        get
        {
            if (_position != _input.Position || _position < 0)
                Score();
            return _scores;
        }
    }

    private void Score()
    {
        Array.Clear(_sums);
        foreach (var (read, weight) in _parts)
        {
            read(_own);
            for (var i = 0; i < _sums.Length; i++)
                _sums[i] += weight * _own[i];
        }

        Mean.Write(_sums, _scores);
        _calibration?.Apply(_scores);
        _position = _input.Position;
    }
}

/// <summary>How a weighted mean becomes scores, in training and in prediction.</summary>
internal static class Mean
{
    /// <summary>Writes the mean as scores: for classes probabilities, which rounding must not carry beyond 1.</summary>
    public static void Write(ReadOnlySpan<double> sums, Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            scores[i] = scores.Length > 1 ? (float)Math.Min(sums[i], 1) : (float)sums[i];
    }
}
