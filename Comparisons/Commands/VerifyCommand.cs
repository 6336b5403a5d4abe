using System.CommandLine;
using System.Globalization;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Studies;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Verification;
using MlPipelines.Reporting;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>verify</c>: the gradients of every layer, every loss and of whole networks, in double precision.</summary>
internal static class VerifyCommand
{
    private const string Name = "verify";

    /// <summary>The command, which writes its table to <paramref name="output"/> and a picture and the curves into a folder.</summary>
    public static Command Create(TextWriter output)
    {
        var folder = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = "Folder for report.html, verification.svg (and -dark.svg), verification.csv and slopes.csv. "
                + "Default: runs/<time>-verify.",
        };
        var seed = CommandOptions.Seed("Decides places and directions.");
        var command = new Command(
            Name, "Verify every gradient: Taylor tests of layers, losses and networks with slopes 1 and 2, and Jacobian tests of layers. "
                + "Exit code 1 if one fails.")
        {
            folder, seed,
        };
        command.SetAction(
            (result, cancellation) => Task.FromResult(Verify(result.GetValue(folder), result.GetValue(seed), output, cancellation)));
        return command;
    }

    private static int Verify(string? folder, int seed, TextWriter output, CancellationToken cancellation)
    {
        if (folder is not null && string.IsNullOrWhiteSpace(folder))
            throw new UsageException("--out is empty: give a folder, or leave it out for a new one under runs.");
        folder ??= RunFolderName.New(Name);
        RequireFolder(folder); // before the work that would be lost
        IReadOnlyList<VerificationResult> results;
        try
        {
            output.WriteLine(VerificationTable.Header);
            results = GradientVerification.Run(seed, new Lines(output), cancellation);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine("Interrupted; nothing was written.");
            return ExitCode.Interrupted;
        }

        Directory.CreateDirectory(folder);
        PictureFiles.Write(
            folder, VerificationTable.PictureName,
            new VerificationPicture($"Taylor tests of {results.Count} gradients", results, result => result.Taylor));
        AtomicFile.WriteText(Path.Combine(folder, "verification.csv"), VerificationTable.Csv(results));
        AtomicFile.WriteText(Path.Combine(folder, VerificationTable.SlopesFileName), VerificationTable.SlopesCsv(results));
        var failed = results.Count(result => !result.Passed);
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Count - failed} of {results.Count} gradients are right: slopes within {VerificationResult.FirstTolerance} of 1 and "
                + $"{VerificationResult.SecondTolerance} of 2, transposes within {VerificationResult.TransposeTolerance:E0}."));
        foreach (var result in results.Where(result => !result.Passed))
            output.WriteLine($"FAILED: {result.Name}");
        output.WriteLine($"Results: {folder}");
        output.WriteLine($"Page: {RunPages.Write(folder)}");
        return failed > 0 ? ExitCode.VerificationFailed : ExitCode.Success;
    }

    private static void RequireFolder(string folder)
    {
        try
        {
            RunFolder.RequireWritable(folder);
        }
        catch (RunFolderException exception)
        {
            throw new UsageException($"--out {folder}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes each result's line as it comes.</summary>
    private sealed class Lines(TextWriter output) : IProgress<VerificationResult>
    {
        public void Report(VerificationResult value) => output.WriteLine(VerificationTable.Line(value));
    }
}
