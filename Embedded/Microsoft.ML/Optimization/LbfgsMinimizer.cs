namespace Microsoft.ML.Optimization;

/// <summary>
/// Minimizes f(x) + λ‖w‖₁ by limited-memory BFGS: line search for the Wolfe conditions when λ = 0, orthant-wise steps else.
/// </summary>
internal sealed class LbfgsMinimizer
{
    /// <summary>Pairs kept for the inverse Hessian.</summary>
    public int HistorySize { get; init; } = 20;

    /// <summary>λ, at least 0.</summary>
    public float L1 { get; init; }

    /// <summary>The number of leading variables outside the norm.</summary>
    public int FreeCount { get; init; }

    public bool EnforceNonNegativity { get; init; }

    /// <summary>Called after each iteration with its number and the objective.</summary>
    public Action<int, float>? Progress { get; init; }

    /// <summary>Runs until the rule says stop; <paramref name="initial"/> is overwritten.</summary>
    public LbfgsResult Minimize(IObjective objective, float[] initial, IStoppingRule rule)
    {
        if (initial.Length != objective.Dimension)
            throw new ArgumentException($"The starting point has {initial.Length} values, the objective {objective.Dimension} variables.", nameof(initial));
        if (EnforceNonNegativity)
            ProjectWeights(initial);

        QuasiNewtonState state = L1 > 0 && FreeCount < initial.Length
            ? new OrthantWiseSearch(objective, initial, HistorySize, FreeCount, L1, EnforceNonNegativity)
            : new SmoothSearch(objective, initial, HistorySize, EnforceNonNegativity);
        state.Start();
        try
        {
            Iterate(state, rule);
            return new LbfgsResult(state.NewX, state.Value, state.Iteration, null);
        }
        catch (PrematureConvergenceException exception)
        {
            return new LbfgsResult(state.NewX, state.Value, state.Iteration, exception.Message);
        }
    }

    private void Iterate(QuasiNewtonState state, IStoppingRule rule)
    {
        state.UpdateDirection();
        while (true)
        {
            if (!state.Search(force: false))
            {
                // Rounding in older gradients can spoil the direction: start again from steepest descent.
                state.ForgetHistory();
                state.UpdateDirection();
                state.Search(force: true);
            }

            Progress?.Invoke(state.Iteration, state.Value);
            if (rule.ShouldStop(state.LastValue, state.Value, state.Iteration))
                return;
            state.Shift();
            state.UpdateDirection();
        }
    }

    private void ProjectWeights(float[] initial)
    {
        for (int i = FreeCount; i < initial.Length; i++)
            initial[i] = Math.Max(initial[i], 0);
    }
}
