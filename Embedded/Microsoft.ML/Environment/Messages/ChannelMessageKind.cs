namespace Microsoft.ML.Runtime;

/// <summary>The kinds of messages.</summary>
public enum ChannelMessageKind
{
    /// <summary>The course of things.</summary>
    Trace = 0,

    /// <summary>Worth knowing.</summary>
    Info = 1,

    /// <summary>Something may be wrong.</summary>
    Warning = 2,

    /// <summary>Something failed.</summary>
    Error = 3,
}
