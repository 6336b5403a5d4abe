using System.Runtime.InteropServices;
using TorchSharp;

namespace MlPipelines.TorchLearners;

/// <summary>The native library behind TorchSharp.</summary>
internal static class TorchLibrary
{
    private const string Native = "LibTorchSharp";
    private static readonly Lazy<Exception?> Failure = new(Load);

    /// <summary>Loads libtorch if it is not there yet.</summary>
    /// <exception cref="PlatformNotSupportedException">It cannot be loaded.</exception>
    public static void Require()
    {
        if (Failure.Value is { } cause)
            throw Error(cause);
    }

    /// <summary>The error with the loader's or TorchSharp's own words in it, in one line.</summary>
    internal static PlatformNotSupportedException Error(Exception cause) => new(
        $"TorchSharp could not load libtorch on {RuntimeInformation.RuntimeIdentifier}: {Reason(cause)}. It needs the package of libtorch "
        + "for this machine "
        + "and a C++ runtime that is new enough (Linux: libstdc++ of GCC 13 or newer); see docs/torch.md.", cause);

    /// <summary>
    /// Why: of the loader's lines the last that is not about a place where the file does not lie, else the first line. TorchSharp itself
    /// blames a missing package whatever the loader said.
    /// </summary>
    private static string Reason(Exception cause)
    {
        var root = cause is TypeInitializationException { InnerException: { } inner } ? inner : cause;
        var lines = root.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var loader = root is DllNotFoundException
            ? lines.Skip(1).LastOrDefault(line => !line.EndsWith("No such file or directory", StringComparison.Ordinal))
            : null;
        return (loader ?? lines.FirstOrDefault() ?? root.GetType().Name).TrimEnd('.');
    }

    private static Exception? Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception exception)
        {
            return LoaderFailure() ?? exception;
        }
    }

    /// <summary>What the system's loader says of the native part, or null where it lies nowhere or can be loaded.</summary>
    private static DllNotFoundException? LoaderFailure()
    {
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(Native, typeof(torch).Assembly, null));
            return null;
        }
        catch (DllNotFoundException exception)
        {
            return exception;
        }
    }
}
