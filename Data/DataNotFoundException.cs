namespace MlPipelines.Data;

/// <summary>Published files that were asked for are not there; the message says where they were looked for and what to do.</summary>
public sealed class DataNotFoundException : Exception
{
    public DataNotFoundException()
    {
    }

    public DataNotFoundException(string message)
        : base(message)
    {
    }

    public DataNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
