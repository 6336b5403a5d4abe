using System.Runtime.InteropServices;
using TorchSharp;

namespace MlPipelines.TorchLearners;

/// <summary>The native library behind TorchSharp.</summary>
internal static class TorchLibrary
{
    private static readonly Lazy<Exception?> Failure = new(Load);

    /// <summary>Loads libtorch if it is not there yet.</summary>
    /// <exception cref="PlatformNotSupportedException">It cannot be loaded.</exception>
    public static void Require()
    {
        if (Failure.Value is { } cause)
            throw Error(cause);
    }

    /// <summary>The error with TorchSharp's own words in it, in one line.</summary>
    internal static PlatformNotSupportedException Error(Exception cause)
    {
        var root = cause is TypeInitializationException { InnerException: { } inner } ? inner : cause;
        var reason = root.Message.Split('\n', 2)[0].Trim().TrimEnd('.');
        return new PlatformNotSupportedException(
            $"TorchSharp could not load libtorch on {RuntimeInformation.RuntimeIdentifier}: {reason}. It needs the package of libtorch for this machine and a C++ runtime "
            + "of its age (Linux: libstdc++ of GCC 13 or newer); see docs/torch.md.", cause);
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
            return exception;
        }
    }
}
