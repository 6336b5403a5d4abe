using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Data.Images;
using MlPipelines.Data.Tables;

namespace MlPipelines.Pipelines.Saving;

/// <summary>What a pipeline's file says beside ML.NET's own content: <c>manifest.json</c>, whose own SHA-256 is beside it.</summary>
/// <param name="Format">What the file is: <see cref="FormatName"/>.</param>
/// <param name="Version">Version of the format.</param>
/// <param name="Program">The version of the program that wrote it.</param>
/// <param name="MLNet">The ML.NET that wrote the model.</param>
/// <param name="ClassNames">Names for the classes in place of their numbers; null for none.</param>
/// <param name="Records">How records become <c>Features</c>; null where they have that column.</param>
/// <param name="Files">Every other file of the archive, with its length and checksum.</param>
/// <param name="Images">How pictures become <c>Features</c>; null, and not written, for other data.</param>
internal sealed record PipelineManifest(
    string Format, int Version, string Program, MLNetVersion MLNet, IReadOnlyList<string>? ClassNames, RecordEncoding? Records,
        IReadOnlyList<SavedFile> Files, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SavedImages? Images = null)
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

/// <summary>How the pictures of training were read.</summary>
/// <param name="Size">Height and width in pixels.</param>
/// <param name="Fit">Whether they were cropped or stretched.</param>
internal sealed record SavedImages(int Size, ImageFit Fit)
{
    /// <summary>What is saved of options.</summary>
    public static SavedImages? Of(ImageOptions? options) => options is null ? null : new(options.Size, options.Fit);
}

/// <summary>A file of a pipeline's archive.</summary>
/// <param name="Name">Its name in the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
internal sealed record SavedFile(string Name, long Bytes, string Sha256);

/// <summary>Which ML.NET runs.</summary>
/// <param name="Assembly">The assembly of its context.</param>
/// <param name="Version">That assembly's version.</param>
public sealed record MLNetVersion(string Assembly, string Version)
{
    /// <summary>The one that this program runs on.</summary>
    public static MLNetVersion Current { get; } = Of(typeof(MLContext).Assembly);

    private static MLNetVersion Of(Assembly assembly)
    {
        var name = assembly.GetName();
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? name.Version?.ToString()
            ?? "unknown";
        return new MLNetVersion(name.Name ?? "unknown", version);
    }
}

/// <summary>How the JSON files of a pipeline are written: indented and with every letter as it is, for people to read.</summary>
internal static class SavedManifestJson
{
    public static JsonSerializerOptions Options { get; } = new(
        SavedJson.Options)
    { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
