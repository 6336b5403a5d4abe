using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Saving;

/// <summary>What a pipeline's file says of itself: <c>manifest.json</c>, whose own SHA-256 is beside it.</summary>
/// <param name="Format">What the file is: <see cref="FormatName"/>.</param>
/// <param name="Version">Version of the format.</param>
/// <param name="Program">The version of the program that wrote it.</param>
/// <param name="MLNet">The ML.NET that wrote the stock segments; they are read by the same one alone.</param>
/// <param name="Input">The columns that the pipeline was fitted on.</param>
/// <param name="ClassNames">Names for the classes in place of their numbers; null for none.</param>
/// <param name="Records">How records become <c>Features</c>; null where they have that column.</param>
/// <param name="Segments">The chain's segments in order.</param>
/// <param name="Files">Every other file of the archive, with its length and checksum.</param>
internal sealed record PipelineManifest(
    string Format, int Version, string Program, MLNetVersion MLNet, IReadOnlyList<SavedColumn> Input, IReadOnlyList<string>? ClassNames,
    RecordEncoding? Records,
    IReadOnlyList<SavedSegment> Segments, IReadOnlyList<SavedFile> Files)
{
    /// <summary>The name of the file in the archive.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The file with the manifest's SHA-256 as <c>sha256sum</c> prints it.</summary>
    public const string ChecksumName = "manifest.json.sha256";

    public const string FormatName = "MlPipelines trained pipeline";

    /// <summary>The version that is written, and the only one so far.</summary>
    public const int CurrentVersion = 1;
}
