using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>How values are written as JSON and read back strictly.</summary>
internal static class SavedJson
{
    /// <summary>Numbers with the digits that read back to their bits, NaN and infinities by name; unknown and missing members are refused.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };
}
