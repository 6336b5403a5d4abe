using MlPipelines.Data;

namespace MlPipelines.Pipelines.Saving;

/// <summary>What a pipeline's file says beside ML.NET's own content: <c>manifest.json</c>, whose own SHA-256 is beside it.</summary>
/// <param name="Format">What the file is: <see cref="FormatName"/>.</param>
/// <param name="Version">Version of the format.</param>
/// <param name="Program">The version of the program that wrote it.</param>
/// <param name="MLNet">The ML.NET that wrote the model.</param>
/// <param name="ClassNames">Names for the classes in place of their numbers; null for none.</param>
/// <param name="Records">How records become <c>Features</c>; null where they have that column.</param>
/// <param name="Files">Every other file of the archive, with its length and checksum.</param>
internal sealed record PipelineManifest(
    string Format, int Version, string Program, MLNetVersion MLNet, IReadOnlyList<string>? ClassNames, RecordEncoding? Records, IReadOnlyList<SavedFile> Files)
{
    /// <summary>The folder in the archive that holds what is not ML.NET's.</summary>
    public const string Folder = "MlPipelines/";

    /// <summary>The name of the manifest in the archive.</summary>
    public const string FileName = Folder + "manifest.json";

    /// <summary>The file with the manifest's SHA-256 as <c>sha256sum</c> prints it.</summary>
    public const string ChecksumName = FileName + ".sha256";

    /// <summary>Where the manifest was in the first version of the format, in which ML.NET did not hold our components.</summary>
    public const string FirstVersionFileName = "manifest.json";

    public const string FormatName = "MlPipelines trained pipeline";

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int CurrentVersion = 2;
}
