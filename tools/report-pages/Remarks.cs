using System.Text.Json;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.ReportPages;

/// <summary>What a person wrote about the results: an opening for each report, and why each sentence has its verdict.</summary>
/// <param name="Reports">The openings.</param>
/// <param name="Lines">The remarks.</param>
internal sealed record Remarks(IReadOnlyList<ReportOpening> Reports, IReadOnlyList<LineRemark> Lines)
{
    /// <summary>The file's name in the folder of the pages.</summary>
    public const string FileName = "remarks.json";

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It does not hold remarks; the message says where.</exception>
    public static Remarks Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (JsonNulls.PlaceIn(json.RootElement) is { } place)
                throw new JsonException($"{place} is null.");
            var remarks = json.Deserialize<Remarks>(Options) ?? throw new JsonException("It is empty.");
            if (remarks.Lines.GroupBy(line => line.Source).FirstOrDefault(lines => lines.Count() > 1) is { } twice)
                throw new JsonException($"There are two remarks for {twice.Key}.");
            var pictures = remarks.Lines.SelectMany(line => line.Pictures ?? []);
            if (pictures.FirstOrDefault(name => name != Path.GetFileName(name)) is { } elsewhere)
                throw new JsonException($"The name of a picture was expected, found the path '{elsewhere}'.");
            return remarks;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} does not hold remarks: {exception.Message}", exception);
        }
    }
}

/// <summary>How the page of a report opens.</summary>
/// <param name="Report">Its number, as <c>002</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Text">What the report is about and what came of it.</param>
internal sealed record ReportOpening(string Report, string Title, string Text);

/// <summary>Why a sentence has its verdict.</summary>
/// <param name="Source">Report and line, as <c>002:55</c>.</param>
/// <param name="Why">The reason, in words.</param>
/// <param name="Pictures">The names of pictures to show, without their ending; null for none.</param>
internal sealed record LineRemark(string Source, string Why, IReadOnlyList<string>? Pictures = null);
