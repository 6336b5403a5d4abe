using System.Globalization;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Numerics.Verification;

namespace MlPipelines.Experiments.Studies;

/// <summary>
/// The gradients of every layer, loss and of whole networks in double precision: Taylor tests of all, of layers the Jacobian and its
/// transpose too. What the command <c>verify</c> does, as an experiment.
/// </summary>
internal static class GradientCheck
{
    private const int Seed = 1;

    /// <summary>Computes it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StudyFindings Run(string suite, Experiment experiment, CancellationToken cancellation) =>
        Of(suite, experiment, GradientVerification.Run(Seed, cancellation: cancellation));

    /// <summary>What results of a verification say.</summary>
    public static StudyFindings Of(string suite, Experiment experiment, IReadOnlyList<VerificationResult> results)
    {
        var name = $"{suite}/{experiment.Name}";
        var jacobians = results.Count(result => result.Jacobian is not null);
        return new(
            new(name, experiment.Question, experiment.Ours, VerificationTable.SlopeColumns, [.. results.Select(VerificationTable.Slopes)],
                [.. results.Where(result => !result.Passed).Select(result => $"the gradient of {result.Name} is wrong")]),
            [.. results.SelectMany(result => Claims(name, result)).Select(claim => claim with { Source = experiment.StudySource })],
            [("errors", VerificationTable.Csv(results)), ("slopes", VerificationTable.SlopesCsv(results))],
            [
                ("taylor", new VerificationPicture($"{name}: {results.Count} Taylor tests", results, result => result.Taylor)),
                ("jacobian", new VerificationPicture($"{name}: {jacobians} Jacobian tests", results, result => result.Jacobian)),
            ]);
    }

    private static IEnumerable<JudgedClaim> Claims(string experiment, VerificationResult result)
    {
        yield return First(experiment, $"Taylor test of {result.Name}", result.Taylor);
        yield return Second(experiment, $"Taylor test of {result.Name}", result.Taylor);
        if (result.Jacobian is not { } jacobian)
            yield break;
        yield return First(experiment, $"Jacobian test of {result.Name}", jacobian);
        yield return jacobian.IsLinear
            ? Judged(
                experiment, $"Jacobian test of {result.Name}: the layer is linear, and its Jacobian leaves nothing of second order",
                "second-order errors are all rounding", null, true)
            : Second(experiment, $"Jacobian test of {result.Name}", jacobian);
        yield return Judged(
            experiment,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the transposed Jacobian of {result.Name} is the transpose: uᵀ(J d) and (Jᵀ u)ᵀ d differ by "
                + $"{VerificationResult.TransposeTolerance} or less of their factors"),
            "relative difference, one draw", result.TransposeError, result.TransposeError <= VerificationResult.TransposeTolerance);
    }

    private static JudgedClaim First(string experiment, string what, TaylorCurve curve) =>
        Slope(experiment, $"{what}: first-order errors", curve, curve.FirstSlope, 1, VerificationResult.FirstTolerance);

    private static JudgedClaim Second(string experiment, string what, TaylorCurve curve) =>
        Slope(experiment, $"{what}: second-order errors", curve, curve.SecondSlope, 2, VerificationResult.SecondTolerance);

    private static JudgedClaim Slope(string experiment, string what, TaylorCurve curve, double slope, int expected, double tolerance)
    {
        var claim = string.Create(CultureInfo.InvariantCulture, $"{what} fall with the slope {expected}, within {tolerance}");
        var evidence = "slope of the errors' logarithms against those of the steps, "
            + $"{curve.Points.Count} steps, each half of the one before, seed {Seed}";
        return Judged(experiment, claim, evidence, slope, Math.Abs(slope - expected) <= tolerance);
    }

    /// <summary>Nothing here is drawn from a population: a claim holds or does not, without an interval or a p-value.</summary>
    private static JudgedClaim Judged(string experiment, string claim, string evidence, double? effect, bool holds) =>
        new(claim, experiment, evidence, effect, null, null, null, holds ? Verdict.Supported : Verdict.Contradicted);
}
