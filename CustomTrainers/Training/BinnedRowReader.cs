using Microsoft.ML;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>
/// Reads a data view once, in its order, into bins: of the training rows no number is kept, only its bin, a quarter of its size. Rows of
/// the weight 0 are passed over. Refuses no rows, and what <see cref="LabeledRowCursor"/> refuses.
/// </summary>
internal sealed class BinnedRowReader
{
    private readonly RowSource _source;
    private readonly TreeModel? _warmStart;
    private readonly TargetEncoder _encoder;
    private readonly int _seed;
    private readonly BinnedMatrixBuilder _bins;
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private readonly List<double> _startScores = [];
    private readonly List<float> _heldFeatures = [];
    private readonly List<double> _heldLabels = [];
    private readonly List<float> _heldWeights = [];
    private readonly float[] _row;
    private readonly double[] _scores;

    private BinnedRowReader(
        RowSource source, int width, int expectedRows, BinningOptions binning, TargetEncoder encoder, int seed, TreeModel? warmStart)
    {
        _source = source;
        _warmStart = warmStart;
        _encoder = encoder;
        _seed = seed;
        _bins = new BinnedMatrixBuilder(width, expectedRows, binning);
        _row = new float[width];
        _scores = new double[warmStart?.OutputCount ?? 0];
    }

    /// <summary>Reads all rows; some may be held out, chosen by the seed.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="source">Where in them everything is.</param>
    /// <param name="binning">How numbers become bins.</param>
    /// <param name="heldOutShare">The share to hold out, by the number of rows; null for none.</param>
    /// <param name="keepsClasses">Whether labels are classes, each of which keeps a row to train on.</param>
    /// <param name="encoder">Makes numbers of categories with many values.</param>
    /// <param name="seed">Chooses the rows.</param>
    /// <param name="warmStart">Trees whose scores of the training rows are wanted; null for none.</param>
    /// <param name="cancellation">Ends the reading early.</param>
    /// <exception cref="InvalidOperationException">No rows, or a share that leaves no row on one side.</exception>
    public static BinnedRows Read(
        IDataView data, RowSource source, BinningOptions binning, Func<int, double>? heldOutShare, bool keepsClasses,
        TargetEncoder encoder, int seed, TreeModel? warmStart, CancellationToken cancellation)
    {
        var counted = heldOutShare is null ? 0 : RowCount.Of(data, source, cancellation);
        var share = heldOutShare?.Invoke(counted) ?? 0;
        var isHeld = counted > 0 && share > 0 ? HeldOut.Choose(counted, share, seed) : null;
        using var cursor = new LabeledRowCursor(data, source, cancellation);
        var expected = (int)Math.Clamp(data.GetRowCount() ?? 0, 0, Array.MaxLength / Math.Max(1, cursor.Width));
        var reader = new BinnedRowReader(source, cursor.Width, expected, binning, encoder, seed, warmStart);
        while (cursor.MoveNext())
            reader.Add(cursor, isHeld is not null && cursor.Count < isHeld.Length && isHeld[cursor.Count]);
        if (keepsClasses)
            reader.KeepClasses();
        return reader.Finish(cursor.Count, isHeld?.Length);
    }

    private void Add(LabeledRowCursor cursor, bool isHeld)
    {
        cursor.Read(_row);
        if (isHeld)
        {
            _heldFeatures.AddRange(_row);
            _heldLabels.Add(cursor.Label);
            if (cursor.IsWeighted)
                _heldWeights.Add(cursor.Weight);
            return;
        }

        AddToTraining(cursor.Label, cursor.IsWeighted ? cursor.Weight : null);
    }

    /// <summary>Adds the row at hand.</summary>
    private void AddToTraining(double label, float? weight)
    {
        _bins.AddRow(_row);
        _encoder.Add(_row);
        _targets.Add((float)label);
        if (weight is { } given)
            _weights.Add(given);
        if (_warmStart is null)
            return;
        _warmStart.RawScores(_row, _scores);
        _startScores.AddRange(_scores);
    }

    /// <summary>Gives the first held row of each class back that has no other to train on.</summary>
    private void KeepClasses()
    {
        var trained = _targets.ToHashSet();
        for (var i = 0; i < _heldLabels.Count; i++)
        {
            if (!trained.Add((float)_heldLabels[i]))
                continue;
            _heldFeatures.CopyTo(i * _row.Length, _row, 0, _row.Length);
            AddToTraining(_heldLabels[i], _heldWeights.Count > 0 ? _heldWeights[i] : null);
            _heldFeatures.RemoveRange(i * _row.Length, _row.Length);
            _heldLabels.RemoveAt(i);
            if (_heldWeights.Count > 0)
                _heldWeights.RemoveAt(i);
            i--;
        }
    }

    private BinnedRows Finish(int read, int? counted)
    {
        if (read == 0)
            throw new InvalidOperationException($"The {_source.Use} data has no rows.");
        if (counted is not null && counted != read)
        {
            throw new InvalidOperationException(
                $"The {_source.Use} data had {counted} rows when they were counted and {read} when they were read; it must give the same "
                + "rows each time.");
        }

        float[] targets = [.. _targets];
        float[] weights = [.. _weights];
        var (encoding, numbers) = _encoder.Finish(targets, weights, _seed);
        var heldOut = counted is null || _heldLabels.Count == 0
            ? null
            : encoding.Append(new LabeledRows(_heldFeatures.ToArray(), _row.Length, _heldLabels.ToArray(), _heldWeights.ToArray()));
        return new BinnedRows(_bins.Build(numbers), targets, weights, heldOut, _startScores.ToArray(), encoding);
    }
}

/// <summary>Rows as trees are grown on them.</summary>
/// <param name="Features">The training rows' features in bins.</param>
/// <param name="Targets">[training rows]: values, or classes from 0.</param>
/// <param name="Weights">[training rows], above 0; empty where all count the same.</param>
/// <param name="HeldOut">The rows that are held out; null for none.</param>
/// <param name="StartScores">[training rows, outputs]: the warm start's scores; empty without one.</param>
/// <param name="Encoding">The numbers of categories that follow the features.</param>
internal sealed record BinnedRows(
    BinnedMatrix Features, ReadOnlyMemory<float> Targets, ReadOnlyMemory<float> Weights, LabeledRows? HeldOut,
    ReadOnlyMemory<double> StartScores, TargetEncoding Encoding);
