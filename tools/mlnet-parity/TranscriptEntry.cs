namespace MlPipelines.MLNetParity;

/// <summary>One value that a program printed.</summary>
public sealed record TranscriptEntry(string Name, string Value);
