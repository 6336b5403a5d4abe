using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;

namespace MlPipelines.MLNetParity;

/// <summary>A small ML.NET program whose values are compared.</summary>
/// <param name="Name">Its name, lower case with dashes.</param>
/// <param name="Run">The program; it gets a context with seed 1.</param>
public sealed record ParityProgram(string Name, Action<MLContext, Transcript> Run)
{
    /// <summary>The tolerance where the algorithm is deterministic on both sides: rounding alone differs.</summary>
    public const double Rounding = 1e-5;

    /// <summary>How far a number may be from the genuine one, relative to the larger of it and 1.</summary>
    public double Tolerance { get; init; } = Rounding;

    /// <summary>Why the tolerance is larger than <see cref="Rounding"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Runs the program to its end, or to the exception that it fails with.</summary>
    public bool TryExecute(out Transcript transcript, [NotNullWhen(false)] out Exception? error)
    {
        transcript = new Transcript();
        error = null;
        try
        {
            Run(new MLContext(seed: 1), transcript);
            return true;
        }
#pragma warning disable CA1031 // One program that fails must not hide the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
            return false;
        }
    }
}
