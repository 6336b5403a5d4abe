using System.Numerics.Tensors;

namespace MlPipelines.Numerics.Regression;

/// <summary>
/// Linear least squares with an intercept: the b and β that minimize Σ wᵢ (yᵢ − b − xᵢ·β)² + λ Σ βⱼ². The intercept is not penalized.
/// </summary>
/// <remarks>
/// All in double. The normal equations of the centred features, scaled to a diagonal of 1, are solved by Cholesky's method with diagonal
/// pivoting (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., 10.3): the feature that the ones before explain least is
/// taken next. One of whose variance they leave less than <see cref="Tolerance"/> depends on them and gets the weight 0. Two steps of
/// refinement with residuals of the rows themselves give back digits that the products lose (Björck, Numerical Methods for Least Squares
/// Problems, 6.6.5). The sums are taken in a fixed order. Time grows with rows · features² / 2 + features³ / 3 and memory with features².
/// Of fewer rows than features, without a penalty, time grows with rows² · features · 3 / 2 and memory with rows · features.
/// </remarks>
public static class LeastSquares
{
    /// <summary>Share of a feature's variance that the features before must leave unexplained.</summary>
    private const double Tolerance = 1e-11;

    private const int Refinements = 2;

    /// <summary>Rows whose products are summed at a time: small enough that two features of them stay in the cache.</summary>
    private const int Block = 256;

    /// <summary>Solves for the weights.</summary>
    /// <param name="features">[rows, columns], row-major, finite.</param>
    /// <param name="columns">Features of a row, at least 1.</param>
    /// <param name="targets">[rows], finite.</param>
    /// <param name="weights">[rows], above 0, or empty where all count the same.</param>
    /// <param name="l2">λ, at least 0.</param>
    /// <param name="cancellation">Checked before every block of rows and every step of the elimination.</param>
    /// <exception cref="ArgumentException">No rows, lengths that do not fit, or a bad penalty.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LinearFit Solve(
        ReadOnlySpan<float> features, int columns, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights = default, double l2 = 0,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (targets.Length == 0)
            throw new ArgumentException("There are no rows: at least one is needed.", nameof(targets));
        if (features.Length != (long)targets.Length * columns)
        {
            throw new ArgumentException(
                $"The features hold {features.Length} values; {targets.Length} rows of {columns} columns need "
                    + $"{(long)targets.Length * columns}.", nameof(features));
        }

        if (!weights.IsEmpty && weights.Length != targets.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {targets.Length} rows.", nameof(weights));
        if (!(double.IsFinite(l2) && l2 >= 0))
            throw new ArgumentOutOfRangeException(nameof(l2), l2, $"The penalty must be finite and at least 0; found {l2}.");

        var rows = new Rows(features, columns, targets, weights);
        var equations = new NormalEquations(columns, targets.Length, l2);
        rows.AddProducts(equations, cancellation);
        var factor = equations.Factor(Tolerance, cancellation);
        var solution = new double[columns];
        factor.AddSolution(equations.RightSide, solution);
        var gradient = new double[columns];
        for (var step = 0; step < Refinements; step++)
        {
            rows.Gradient(solution, l2, gradient, cancellation);
            factor.AddSolution(gradient, solution);
        }

        return new LinearFit(solution, rows.TargetMean - TensorPrimitives.Dot(solution, rows.Means), factor.Rank);
    }

    /// <summary>The rows, and their means by weight.</summary>
    private readonly ref struct Rows
    {
        private readonly ReadOnlySpan<float> _features;
        private readonly ReadOnlySpan<double> _targets;
        private readonly ReadOnlySpan<float> _weights;

        public Rows(ReadOnlySpan<float> features, int columns, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights)
        {
            _features = features;
            _targets = targets;
            _weights = weights;
            Means = new double[columns];
            // Differences from the first row: a constant feature then has exactly its value as the mean.
            double total = 0, sum = 0;
            for (var row = 0; row < targets.Length; row++)
            {
                var weight = Weight(row);
                var values = Values(row);
                total += weight;
                sum += weight * (targets[row] - targets[0]);
                for (var column = 0; column < columns; column++)
                    Means[column] += weight * ((double)values[column] - features[column]);
            }

            for (var column = 0; column < columns; column++)
                Means[column] = features[column] + Means[column] / total;
            TargetMean = targets[0] + sum / total;
        }

        public double[] Means { get; }

        public double TargetMean { get; }

        /// <summary>Adds the products of the centred features with each other and with the target.</summary>
        public void AddProducts(NormalEquations equations, CancellationToken cancellation)
        {
            var columns = Means.Length;
            var (centred, target) = (new double[columns * Block], new double[Block]);
            for (var start = 0; start < _targets.Length; start += Block)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(Block, _targets.Length - start);
                for (var i = 0; i < count; i++)
                {
                    var root = Math.Sqrt(Weight(start + i));
                    var values = Values(start + i);
                    for (var column = 0; column < columns; column++)
                        centred[column * Block + i] = root * (values[column] - Means[column]);
                    target[i] = root * (_targets[start + i] - TargetMean);
                }

                equations.Add(centred, target, Block, count);
            }
        }

        /// <summary>Half of how much the minimized sum falls with each weight: Σ wᵢ rᵢ (xᵢⱼ − mean) − λ βⱼ.</summary>
        public void Gradient(double[] solution, double l2, double[] gradient, CancellationToken cancellation)
        {
            for (var column = 0; column < gradient.Length; column++)
                gradient[column] = -l2 * solution[column];
            for (var row = 0; row < _targets.Length; row++)
            {
                if (row % Block == 0)
                    cancellation.ThrowIfCancellationRequested();
                var values = Values(row);
                var residual = _targets[row] - TargetMean;
                for (var column = 0; column < gradient.Length; column++)
                    residual -= solution[column] * (values[column] - Means[column]);
                residual *= Weight(row);
                for (var column = 0; column < gradient.Length; column++)
                    gradient[column] += residual * (values[column] - Means[column]);
            }
        }

        private ReadOnlySpan<float> Values(int row) => _features.Slice(row * Means.Length, Means.Length);

        private double Weight(int row) => _weights.IsEmpty ? 1 : _weights[row];
    }
}

/// <summary>What linear least squares gave: the prediction is <paramref name="Intercept"/> + x · <paramref name="Weights"/>.</summary>
/// <param name="Weights">[columns]; 0 for a feature that is constant or depends on the others.</param>
/// <param name="Intercept">What is added.</param>
/// <param name="Rank">Features that neither are constant nor depend on the others.</param>
public sealed record LinearFit(double[] Weights, double Intercept, int Rank);
