using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Studies;
using MlPipelines.Numerics.Verification;
using MlPipelines.UnitTests.Experiments.Pictures;

namespace MlPipelines.UnitTests.Comparisons.Commands;

[TestClass]
public sealed class VerifyCommandTests
{
    [TestMethod]
    public void Invoke_Verify_EveryGradientIsRightAndFilesAreWritten()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();

        var code = CommandLine.Invoke(
            ["verify", "--out", folder["verify"]], new ConsoleStreams { Output = output, Error = TextWriter.Null });

        Assert.AreEqual(ExitCode.Success, code, output.ToString());
        StringAssert.Contains(
            output.ToString(),
            $"{VerificationCases.All.Count} of {VerificationCases.All.Count} gradients are right: slopes within 0.05 of 1 and 0.1 of 2, "
                + $"transposes within 1E-012.");
        StringAssert.StartsWith(
            System.IO.File.ReadAllText(Path.Combine(folder["verify"], "verification.csv")),
            "name,kind,test,step,first_order_error,second_order_error,passed\ndense,layer,taylor,1,");
        foreach (var file in new[] { "verification.svg", "verification-dark.svg" })
        {
            StringAssert.Contains(
                System.IO.File.ReadAllText(Path.Combine(folder["verify"], file)),
                $"Taylor tests of {VerificationCases.All.Count} gradients");
        }
    }

    [TestMethod]
    public void Line_WrongGradient_SaysFailed()
    {
        var result = SamplePictures.Verified("wrong", right: false);

        StringAssert.EndsWith(VerificationTable.Line(result), "network         3    1.000    1.000   FAILED");
        using var drawing = new VerificationPicture("tests", [result], tested => tested.Taylor).Draw(PictureTheme.Light, 520);
        StringAssert.Contains(drawing.Description, "WRONG: wrong");
    }

    [TestMethod]
    public void Invoke_EmptyOutFolder_IsAUsageError()
    {
        using var error = new StringWriter();
        Assert.AreEqual(
            ExitCode.Usage, CommandLine.Invoke(["verify", "--out", ""], new ConsoleStreams { Output = TextWriter.Null, Error = error }));
        StringAssert.Contains(error.ToString(), "--out is empty");
    }
}
