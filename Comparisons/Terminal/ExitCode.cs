namespace MlPipelines.Comparisons.Terminal;

/// <summary>What the program returns to its caller.</summary>
public static class ExitCode
{
    /// <summary>Everything ran.</summary>
    public const int Success = 0;

    /// <summary>The run ended, but a trial failed; its row in <c>trials.csv</c> has the error.</summary>
    public const int TrialFailed = 1;

    /// <summary>A gradient is wrong; the table of <c>verify</c> says which.</summary>
    public const int VerificationFailed = 1;

    /// <summary>Something that the program needs is missing; the lines of <c>doctor</c> say what.</summary>
    public const int SomethingMissing = 1;

    /// <summary>The command line, a suite file or the output folder is not usable; nothing ran.</summary>
    public const int Usage = 2;

    /// <summary>A data set is missing, damaged or not what it should be; nothing ran.</summary>
    public const int Data = 3;

    /// <summary>A result could not be written, or the program itself is at fault.</summary>
    public const int Internal = 4;

    /// <summary>Stopped by Ctrl-C or a request to end; the files are complete up to the last finished trial.</summary>
    public const int Interrupted = 130;
}

/// <summary>The program was asked for something that it cannot do; the message says what to ask instead.</summary>
/// <param name="message">The message.</param>
/// <param name="innerException">What caused it, null for nothing.</param>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A result could not be written; the message says why, and how to go on.</summary>
/// <param name="message">The message.</param>
/// <param name="innerException">What was thrown.</param>
internal sealed class StoppedRunException(string message, Exception innerException) : Exception(message, innerException);
