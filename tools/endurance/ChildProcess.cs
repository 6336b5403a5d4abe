using System.Diagnostics;

namespace MlPipelines.Endurance;

/// <summary>A .NET program of this build in a process of its own, to be killed.</summary>
public sealed class ChildProcess : IDisposable
{
    /// <summary>128 and the number of SIGKILL.</summary>
    private const int Killed = 137;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ChildProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it wrote, once it has ended.</summary>
    public string Output => _output.GetAwaiter().GetResult();

    /// <summary>What it wrote to standard error, once it has ended.</summary>
    public string Errors => _errors.GetAwaiter().GetResult();

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts the assembly's program.</summary>
    public static ChildProcess Start(string assembly, params IEnumerable<string> arguments) => Start(assembly, arguments, []);

    /// <summary>Starts the assembly's program with variables of its environment.</summary>
    public static ChildProcess Start(string assembly, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{assembly} did not start."));
    }

    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static void RunToEnd(string assembly, params IEnumerable<string> arguments)
    {
        using var child = Start(assembly, arguments);
        child.RequireSuccess();
    }

    /// <summary>Waits for the end, which must be a good one.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public void RequireSuccess()
    {
        _process.WaitForExit();
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"The program ended with {_process.ExitCode}: {Errors}{Output}");
    }

    /// <summary>Kills the process (SIGKILL).</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills the process (SIGKILL) after a time, where nothing else did before; false when it had ended before.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public bool KillAfter(TimeSpan time)
    {
        if (!_process.WaitForExit(time))
            _process.Kill();
        _process.WaitForExit();
        return _process.ExitCode switch
        {
            0 => false,
            Killed => true,
            var code => throw new InvalidOperationException($"The program ended with {code}: {Errors}{Output}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
