using System.Globalization;

namespace MlPipelines.Comparisons.Results;

/// <summary>Names of the folders that runs get when the command line gives none: <c>runs/20261121-064500-countries</c>, times in UTC.</summary>
internal static class RunFolderName
{
    private const string Root = "runs";
    private const string TimeFormat = "yyyyMMdd-HHmmss";

    /// <summary>A folder that is not there yet.</summary>
    public static string New(string suite)
    {
        string name = Path.Combine(Root, $"{DateTime.UtcNow.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{suite}");
        string candidate = name;
        for (int count = 2; Directory.Exists(candidate); count++)
            candidate = $"{name}-{count.ToString(CultureInfo.InvariantCulture)}";
        return candidate;
    }

    /// <summary>The newest folder of a suite that is of the run to continue.</summary>
    /// <param name="suite">The suite's name.</param>
    /// <param name="isSame">Whether a folder is of a run with the same experiments and settings.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Newest(string suite, Func<string, bool> isSame)
    {
        string[] folders = Directory.Exists(Root)
            ? [.. Directory.GetDirectories(Root).Where(folder => IsOf(Path.GetFileName(folder), suite)).OrderDescending(StringComparer.Ordinal)]
            : [];
        if (folders.Length == 0)
            throw new UsageException($"--resume: there is no earlier run of '{suite}' under {Root}; give its folder with --out.");
        return Array.Find(folders, folder => isSame(folder)) ?? throw new UsageException(
            $"--resume: none of the {folders.Length} earlier runs of '{suite}' under {Root} has these experiments, settings and seeds; give the options of the run to continue, or its folder with --out.");
    }

    private static bool IsOf(string name, string suite)
    {
        if (name.Length <= TimeFormat.Length
            || !DateTime.TryParseExact(name[..TimeFormat.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return false;
        string rest = name[TimeFormat.Length..];
        return rest == $"-{suite}"
            || (rest.StartsWith($"-{suite}-", StringComparison.Ordinal) && rest[(suite.Length + 2)..].All(char.IsAsciiDigit));
    }
}
