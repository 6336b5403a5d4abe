using System.Numerics.Tensors;

namespace Microsoft.ML.Optimization;

/// <summary>
/// The vectors of a limited-memory BFGS run: the last accepted point <see cref="X"/>, the point under trial <see cref="NewX"/>,
/// their gradients and values, and the direction between them. How the direction is made and how far to go along it is left to
/// the two derived searches.
/// </summary>
internal abstract class QuasiNewtonState
{
    private readonly IObjective _objective;
    private readonly CurvatureHistory _history;

    protected QuasiNewtonState(IObjective objective, float[] initial, int historySize)
    {
        _objective = objective;
        _history = new CurvatureHistory(initial.Length, historySize);
        X = initial;
        NewX = new float[initial.Length];
        Gradient = new float[initial.Length];
        NewGradient = new float[initial.Length];
        Direction = new float[initial.Length];
    }

    /// <summary>The last accepted point.</summary>
    protected float[] X { get; private set; }

    /// <summary>The point under trial; after a line search, the point it found.</summary>
    public float[] NewX { get; private set; }

    protected float[] Gradient { get; private set; }

    protected float[] NewGradient { get; private set; }

    protected float[] Direction { get; }

    /// <summary>The objective at <see cref="NewX"/>.</summary>
    public float Value { get; protected set; }

    /// <summary>The objective at <see cref="X"/>.</summary>
    public float LastValue { get; private set; }

    /// <summary>The number of the running iteration, from 1.</summary>
    public int Iteration { get; private set; } = 1;

    /// <summary>Makes <see cref="Direction"/> from the gradient and the history.</summary>
    public abstract void UpdateDirection();

    /// <summary>
    /// Looks for a good enough point along <see cref="Direction"/>. False when none was found in the allowed number of steps;
    /// with <paramref name="force"/> it goes on until it finds one or cannot tell points apart.
    /// </summary>
    public abstract bool Search(bool force);

    /// <summary>Evaluates the starting point. Throws when the objective is not finite there.</summary>
    public void Start()
    {
        Value = LastValue = EvaluateAt(X, Gradient);
        if (!float.IsFinite(LastValue))
            throw NotFinite(LastValue);
    }

    /// <summary>Accepts the point under trial.</summary>
    public void Shift()
    {
        _history.Append(X, NewX, Gradient, NewGradient);
        (X, NewX) = (NewX, X);
        (Gradient, NewGradient) = (NewGradient, Gradient);
        (LastValue, Value) = (Value, LastValue);
        Iteration++;
    }

    public void ForgetHistory() => _history.Clear();

    protected void ApplyInverseHessian() => _history.Apply(Direction);

    protected virtual float EvaluateAt(ReadOnlySpan<float> point, Span<float> gradient) => _objective.Evaluate(point, gradient);

    protected void Evaluate() => Value = EvaluateAt(NewX, NewGradient);

    /// <summary>The first step length to try: 1, but in the first iteration one that makes a step of length 1.</summary>
    protected float FirstStep() => Iteration == 1 ? 1 / TensorPrimitives.Norm<float>(Direction) : 1;

    protected static InvalidOperationException NotFinite(float value) =>
        new($"The optimizer cannot go on: the objective became {value}. Features of very large size are the usual cause; normalize them.");

    /// <summary>
    /// Throws when the slope along the direction is zero or not downward. Nothing has been tried from X yet, so X is the result.
    /// </summary>
    protected void CheckDescent(float slope)
    {
        if (slope < 0)
            return;
        X.CopyTo(NewX, 0);
        Value = LastValue;
        if (slope == 0)
            throw new PrematureConvergenceException("The derivative along the search direction is zero: this may be the optimum.");
        throw new InvalidOperationException("L-BFGS chose a direction that does not descend: the objective is not convex or its gradient is wrong.");
    }
}
