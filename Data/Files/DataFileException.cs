namespace MlPipelines.Data.Files;

/// <summary>
/// A data file whose content is not what it should be; the message names file, place, what was expected, what was found and the remedy.
/// </summary>
public sealed class DataFileException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public DataFileException()
    {
    }

    /// <summary>An error with a message.</summary>
    public DataFileException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message and its cause.</summary>
    public DataFileException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The file, or null when it is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line of a text file, from 1, or null.</summary>
    public long? Line { get; init; }

    /// <summary>The column's name in a text file, or null.</summary>
    public string? Column { get; init; }

    /// <summary>The offset in the uncompressed content of a binary file, in bytes, or null.</summary>
    public long? Offset { get; init; }
}

/// <summary>Published files that were asked for are not there; the message says where they were looked for and what to do.</summary>
public sealed class DataNotFoundException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public DataNotFoundException()
    {
    }

    /// <summary>An error with a message.</summary>
    public DataNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message and its cause.</summary>
    public DataNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
