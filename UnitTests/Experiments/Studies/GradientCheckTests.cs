using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Studies;
using MlPipelines.Numerics.Verification;

namespace MlPipelines.UnitTests.Experiments.Studies;

[TestClass]
public sealed class GradientCheckTests
{
    private static readonly Experiment Experiment =
        new() { Name = "e", Question = "Right?", DataSets = [], Learners = [], Seeds = 1, Study = Study.GradientCheck };

    /// <summary>Errors that fall with these slopes from 1; a second slope of 0 leaves rounding alone.</summary>
    private static TaylorCurve Curve(int first, int second) => new(
        [.. Enumerable.Range(0, 10)
            .Select(
                k => new TaylorPoint(
                    Math.ScaleB(1, -k), Math.ScaleB(1, -first * k), second == 0 ? 1e-16 : Math.ScaleB(1, -second * k)))], 1e-15);

    private static VerificationResult Layer(string name, int second, int jacobianSecond, double transposeError) =>
        new(name, VerificationKind.Layer, 3, Curve(1, second), 1) { Jacobian = Curve(1, jacobianSecond), TransposeError = transposeError };

    [TestMethod]
    public void Of_RightGradients_SupportsEveryClaimAndDoesNotFail()
    {
        var findings = GradientCheck.Of(
            "s", Experiment, [Layer("dense", 2, 2, 1e-16), Layer("ReLU", 2, 0, 0), new("loss", VerificationKind.Loss, 4, Curve(1, 2), 1)]);

        Assert.IsFalse(findings.Failed);
        Assert.HasCount(5 + 5 + 2, findings.Claims);
        Assert.IsTrue(findings.Claims.All(claim => claim.Verdict == Verdict.Supported && claim.Experiment == "s/e" && claim.P is null));
        Assert.AreEqual("Taylor test of dense: second-order errors fall with the slope 2, within 0.1", findings.Claims[1].Claim);
        Assert.AreEqual(2, findings.Claims[1].Effect!.Value, 1e-12);
        CollectionAssert.AreEqual(
            new[] { "ReLU", "layer", "3", "1.000", "2.000", "1.000", "linear", "0.0E+000" }, findings.Summary.Rows[1].ToArray());
        StringAssert.EndsWith(findings.Tables.Single(table => table.Name == "slopes").Text, "\nloss,loss,4,1,2,,,,yes\n");
    }

    [TestMethod]
    public void Of_WrongGradient_ContradictsItsClaimsAndFails()
    {
        var findings = GradientCheck.Of("s", Experiment, [Layer("dense", 1, 1, 0.1)]);

        Assert.IsTrue(findings.Failed);
        CollectionAssert.AreEqual(new[] { "the gradient of dense is wrong" }, findings.Summary.Failures.ToArray());
        CollectionAssert.AreEqual(
            new[] { Verdict.Supported, Verdict.Contradicted, Verdict.Supported, Verdict.Contradicted, Verdict.Contradicted },
                findings.Claims.Select(claim => claim.Verdict).ToArray());
    }
}
