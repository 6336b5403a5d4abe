using System.Numerics.Tensors;

namespace MlPipelines.Numerics.Regression;

/// <summary>
/// The normal equations of centred features: (XᵀX + λ I) β = Xᵀy. Of fewer rows than features the rows are kept and products are taken when
/// they are asked for, to the same bits: without a penalty only those of as many features as there are rows are.
/// </summary>
internal sealed class NormalEquations
{
    private readonly int _columns;
    private readonly double _l2;
    private readonly int _rows;
    private readonly double[] _products;
    private readonly List<(double[] Centred, int Count)> _blocks = [];

    /// <param name="columns">Features.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="l2">λ.</param>
    public NormalEquations(int columns, int rows, double l2)
    {
        (_columns, _rows, _l2) = (columns, rows, l2);
        _products = KeepsRows ? [] : new double[columns * columns];
        RightSide = new double[columns];
    }

    /// <summary>[columns]: Xᵀy.</summary>
    public double[] RightSide { get; }

    private bool KeepsRows => _rows < _columns;

    /// <summary>Adds some rows.</summary>
    /// <param name="centred">[columns, stride]: feature after feature.</param>
    /// <param name="target">[stride].</param>
    /// <param name="stride">Room for the rows of a feature.</param>
    /// <param name="count">Rows.</param>
    public void Add(ReadOnlySpan<double> centred, ReadOnlySpan<double> target, int stride, int count)
    {
        var kept = KeepsRows ? new double[_columns * count] : [];
        for (var i = 0; i < _columns; i++)
        {
            var own = centred.Slice(i * stride, count);
            RightSide[i] += TensorPrimitives.Dot(own, target[..count]);
            if (KeepsRows)
            {
                own.CopyTo(kept.AsSpan(i * count));
                continue;
            }

            for (var j = 0; j <= i; j++)
                _products[i * _columns + j] += TensorPrimitives.Dot(own, centred.Slice(j * stride, count));
        }

        if (KeepsRows)
            _blocks.Add((kept, count));
    }

    /// <summary>Factors the matrix.</summary>
    /// <param name="tolerance">Share of a feature's diagonal that must be left when it is taken.</param>
    /// <param name="cancellation">Checked before every feature.</param>
    public PivotedCholesky Factor(double tolerance, CancellationToken cancellation)
    {
        // Scaled to a diagonal of 1. A constant feature has nothing on the diagonal and stays out.
        var scales = new double[_columns];
        for (var i = 0; i < _columns; i++)
            scales[i] = Product(i, i) is > 0 and var square ? Math.Sqrt(square + _l2) : 0;
        return new PivotedCholesky(Scaled, scales, _l2 > 0 ? _columns : Math.Min(_rows, _columns), tolerance, cancellation);

        double Scaled(int i, int j) => i == j ? 1 : Product(Math.Max(i, j), Math.Min(i, j)) / scales[i] / scales[j];
    }

    /// <summary>The product of two features, the first of which is not before the other.</summary>
    private double Product(int i, int j)
    {
        if (!KeepsRows)
            return _products[i * _columns + j];
        var sum = 0.0;
        foreach (var (centred, count) in _blocks)
            sum += TensorPrimitives.Dot<double>(centred.AsSpan(i * count, count), centred.AsSpan(j * count, count));
        return sum;
    }
}

/// <summary>The factor L of a scaled symmetric matrix, its rows and columns in the order of the pivots: P A Pᵀ = L Lᵀ.</summary>
internal sealed class PivotedCholesky
{
    private readonly double[][] _factor;
    private readonly int[] _order;
    private readonly double[] _scales;

    /// <param name="matrix">An element of the scaled matrix, whose diagonal is 1.</param>
    /// <param name="scales">[n]: what rows and columns were divided by; 0 for one that stays out.</param>
    /// <param name="mostRank">The most rows that can be taken: no more are independent.</param>
    /// <param name="tolerance">What must be left of the diagonal.</param>
    /// <param name="cancellation">Checked before every pivot.</param>
    public PivotedCholesky(
        Func<int, int, double> matrix, double[] scales, int mostRank, double tolerance, CancellationToken cancellation)
    {
        _scales = scales;
        _order = [.. Enumerable.Range(0, scales.Length)];
        _factor = [.. _order.Select(_ => new double[mostRank])];
        double[] left = [.. scales.Select(scale => scale > 0 ? 1.0 : 0)];
        for (Rank = 0; Rank < mostRank; Rank++)
        {
            cancellation.ThrowIfCancellationRequested();
            var best = Rank;
            for (var i = Rank + 1; i < scales.Length; i++)
            {
                if (left[i] > left[best])
                    best = i;
            }

            if (!(left[best] > tolerance))
                return;
            (left[Rank], left[best]) = (left[best], left[Rank]);
            (_order[Rank], _order[best]) = (_order[best], _order[Rank]);
            (_factor[Rank], _factor[best]) = (_factor[best], _factor[Rank]);
            Take(matrix, left);
        }
    }

    /// <summary>Rows that were taken.</summary>
    public int Rank { get; private set; }

    /// <summary>Adds the solution of the unscaled equations for a right side; 0 for what was not taken.</summary>
    /// <param name="rightSide">[n].</param>
    /// <param name="solution">[n].</param>
    public void AddSolution(ReadOnlySpan<double> rightSide, Span<double> solution)
    {
        var x = new double[Rank];
        for (var i = 0; i < Rank; i++)
        {
            var before = TensorPrimitives.Dot(_factor[i].AsSpan(0, i), x.AsSpan(0, i));
            x[i] = (rightSide[_order[i]] / _scales[_order[i]] - before) / _factor[i][i];
        }

        for (var i = Rank - 1; i >= 0; i--)
        {
            x[i] /= _factor[i][i];
            for (var j = 0; j < i; j++)
                x[j] -= _factor[i][j] * x[i];
        }

        for (var i = 0; i < Rank; i++)
            solution[_order[i]] += x[i] / _scales[_order[i]];
    }

    /// <summary>Computes the column of the pivot that stands next.</summary>
    private void Take(Func<int, int, double> matrix, double[] left)
    {
        var pivot = _factor[Rank];
        pivot[Rank] = Math.Sqrt(left[Rank]);
        for (var i = Rank + 1; i < _order.Length; i++)
        {
            if (_scales[_order[i]] == 0)
                continue;
            var row = _factor[i];
            row[Rank] = (matrix(_order[i], _order[Rank]) - TensorPrimitives.Dot(row.AsSpan(0, Rank), pivot.AsSpan(0, Rank))) / pivot[Rank];
            left[i] -= row[Rank] * row[Rank];
        }
    }
}
