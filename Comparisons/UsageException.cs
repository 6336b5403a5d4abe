namespace MlPipelines.Comparisons;

/// <summary>The program was asked for something that it cannot do; the message says what to ask instead.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
