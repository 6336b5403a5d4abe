using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Verification;

/// <summary>Verifies the gradients of every layer, every loss and of whole networks in double precision.</summary>
public static class GradientVerification
{
    /// <summary>Runs all tests; the same seed gives the same result.</summary>
    /// <param name="seed">Decides places and directions.</param>
    /// <param name="progress">Told of each result; null for nobody.</param>
    /// <param name="cancellation">Checked between tests.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<VerificationResult> Run(int seed = 1, IProgress<VerificationResult>? progress = null, CancellationToken cancellation = default)
    {
        List<VerificationResult> results = [];
        foreach (var item in VerificationCases.All)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = Verify(item, seed);
            results.Add(result);
            progress?.Report(result);
        }
        return results;
    }

    internal static VerificationResult Verify(VerificationCase item, int seed)
    {
        var random = new Xoshiro256(seed, RandomPurpose.Generation);
        var probe = item.CreateProbe(random);
        var (curve, place, direction, draws) = TaylorTest.Run(probe, random);
        var result = new VerificationResult(item.Name, item.Kind, probe.Dimension, curve, draws);
        if (item.Kind != VerificationKind.Layer)
            return result;
        var (jacobian, transposeError) = JacobianTest.Run(probe, place, direction, curve.Points[0].Step, random);
        return result with { Jacobian = jacobian, TransposeError = transposeError };
    }
}
