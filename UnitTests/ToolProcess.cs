using System.Diagnostics;

namespace MlPipelines.UnitTests;

/// <summary>A program of this machine, run to its end.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record ToolProcess(int Code, string Output, string Errors)
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">Its name or its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The folder that it runs in; null for this one's.</param>
    /// <param name="input">What it reads from standard input.</param>
    public static ToolProcess Run(string program, IEnumerable<string> arguments, string? folder = null, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false"; // no server of the compiler stays behind
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return new ToolProcess(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Runs a program that must end well.</summary>
    public static string Output0(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var run = Run(program, arguments, folder);
        Assert.AreEqual(0, run.Code, $"{program} {string.Join(' ', arguments)}\n{run.Output}{run.Errors}");
        return run.Output;
    }

    /// <summary>Whether a program of the name is on the path.</summary>
    public static bool IsHere(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));
}
