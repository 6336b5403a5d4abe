using System.Text.Encodings.Web;
using System.Text.Json;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.Pipelines.Saving;

/// <summary>How the JSON files of a pipeline are written: indented and with every letter as it is, for people to read.</summary>
internal static class SavedManifestJson
{
    public static JsonSerializerOptions Options { get; } = new(SavedJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
