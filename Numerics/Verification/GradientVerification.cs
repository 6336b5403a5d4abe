using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Verification;

/// <summary>
/// Verifies the gradients of layers, losses and whole networks in double precision: those of this library, and those of others.
/// </summary>
public static class GradientVerification
{
    /// <summary>Runs the tests of every layer, loss and network of this library; the same seed gives the same result.</summary>
    /// <param name="seed">Decides places and directions.</param>
    /// <param name="progress">Told of each result; null for nobody.</param>
    /// <param name="cancellation">Checked between tests.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<VerificationResult> Run(
        int seed = 1, IProgress<VerificationResult>? progress = null, CancellationToken cancellation = default)
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

    /// <summary>
    /// Verifies layers one behind the other, of this library or another, as a function of their inputs and parameters: the Taylor test, and
    /// the test of their Jacobian and its transpose. A wrong gradient shows as a slope of 1 where a right one has 2;
    /// <see cref="VerificationResult.Passed"/> judges it.
    /// </summary>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="layers">At least one. Values that a batch shares, as a batch normalization's, are part of the function.</param>
    /// <param name="seed">Decides places and directions.</param>
    /// <exception cref="ArgumentException">The layers do not fit the input.</exception>
    /// <exception cref="InvalidOperationException">No place was found at which the layers are smooth enough; see
    /// <see cref="Layer{T}.Kinks"/>.</exception>
    public static VerificationResult VerifyLayer(Shape input, IReadOnlyList<LayerDefinition> layers, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return Verify(VerificationCase.Layer(string.Join(" + ", layers.Select(layer => layer?.GetType().Name)), input, [.. layers]), seed);
    }

    /// <summary>Verifies a whole network with a loss, as a function of its inputs and parameters: the Taylor test.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="loss">The loss. One of another library is given classes and numbers as targets.</param>
    /// <param name="seed">Decides places and directions.</param>
    /// <exception cref="InvalidOperationException">No place was found at which the network is smooth enough.</exception>
    public static VerificationResult VerifyNetwork(NetworkDefinition definition, LossDefinition loss, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(loss);
        return Verify(VerificationCase.Network("network", definition, loss), seed);
    }

    /// <summary>Verifies a loss as a function of the scores of a batch: the Taylor test.</summary>
    /// <param name="loss">The loss. One of another library is given classes and numbers as targets.</param>
    /// <param name="outputs">Scores of a row, at least 1.</param>
    /// <param name="weighted">Whether rows count differently.</param>
    /// <param name="seed">Decides places and directions.</param>
    public static VerificationResult VerifyLoss(LossDefinition loss, int outputs, bool weighted = true, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        return Verify(VerificationCase.Loss(loss.GetType().Name, loss, outputs, weighted), seed);
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
