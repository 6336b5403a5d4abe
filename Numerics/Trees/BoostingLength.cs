using MlPipelines.Numerics.Training;

namespace MlPipelines.Numerics.Trees;

/// <summary>How many rounds there are where the settings leave it open.</summary>
public static class BoostingLength
{
    /// <summary>The most rounds where validation rows end the training.</summary>
    public const int MostRounds = 2000;

    /// <summary>The rounds where nothing ends it.</summary>
    public const int FixedRounds = 200;

    private const int Patience = 50;

    /// <summary>The options with nothing left open.</summary>
    /// <param name="options">The options.</param>
    /// <param name="hasValidation">Whether there are validation rows.</param>
    internal static BoostingOptions Resolve(BoostingOptions options, bool hasValidation)
    {
        var stopping = options.EarlyStopping
            ?? (hasValidation && options.NumberOfTrees is null ? new EarlyStopping { Patience = null } : null);
        return options with
        {
            NumberOfTrees = options.NumberOfTrees ?? (stopping is null ? FixedRounds : MostRounds),
            EarlyStopping = stopping is { Patience: null } ? stopping with { Patience = Patience } : stopping,
        };
    }
}
