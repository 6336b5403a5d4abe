using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlPipelines.Benchmarks;

/// <summary>How a report is written: one line, snake_case, only what was measured.</summary>
internal static class ReportJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
