using System.Text.Json;

namespace MlPipelines.ReportPages;

/// <summary>What a person wrote about the results: an opening for each report, and why each sentence has its verdict.</summary>
/// <param name="Reports">The openings.</param>
/// <param name="Lines">The remarks.</param>
internal sealed record Remarks(IReadOnlyList<ReportOpening> Reports, IReadOnlyList<LineRemark> Lines)
{
    /// <summary>The file's name in the folder of the pages.</summary>
    public const string FileName = "remarks.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the file.</summary>
    public static Remarks Read(string folder) =>
        JsonSerializer.Deserialize<Remarks>(File.ReadAllText(Path.Combine(folder, FileName)), Options)
        ?? throw new InvalidDataException($"{FileName} is empty.");
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
