using System.Globalization;

namespace MlPipelines.Comparisons.Commands;

/// <summary>Names of the folders that runs get when no other is given: <c>runs/20261121-064500-countries</c>, times in UTC.</summary>
internal static class RunFolderName
{
    private const string Root = "runs";
    private const string TimeFormat = "yyyyMMdd-HHmmss";

    /// <summary>A folder that is not there yet.</summary>
    public static string New(string suite)
    {
        var name = Path.Combine(Root, $"{DateTime.UtcNow.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{suite}");
        var candidate = name;
        for (var count = 2; Directory.Exists(candidate); count++)
            candidate = $"{name}-{count.ToString(CultureInfo.InvariantCulture)}";
        return candidate;
    }

    /// <summary>The folders of a suite's earlier runs, the newest first.</summary>
    public static IReadOnlyList<string> Earlier(string suite) => Directory.Exists(Root)
        ? [.. Directory.GetDirectories(Root).Where(folder => IsOf(Path.GetFileName(folder), suite)).OrderDescending(StringComparer.Ordinal)]
        : [];

    private static bool IsOf(string name, string suite)
    {
        if (name.Length <= TimeFormat.Length
            || !DateTime.TryParseExact(name[..TimeFormat.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return false;
        }

        var rest = name[TimeFormat.Length..];
        return rest == $"-{suite}"
            || (rest.StartsWith($"-{suite}-", StringComparison.Ordinal) && rest[(suite.Length + 2)..].All(char.IsAsciiDigit));
    }
}
