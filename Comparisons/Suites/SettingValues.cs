namespace MlPipelines.Comparisons.Suites;

/// <summary>A setting and its values as the option <c>--set</c> has them: <c>rate=0.1,0.01</c>.</summary>
internal static class SettingValues
{
    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <exception cref="UsageException">It is not of the form name=value or name=value,value.</exception>
    public static (string Name, IReadOnlyList<string> Values) Parse(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        string[] values = at > 0 ? text[(at + 1)..].Split(',', StringSplitOptions.TrimEntries) : [];
        if (values.Length == 0 || values.Any(value => value.Length == 0))
            throw new UsageException($"--set {text}: expected NAME=VALUE or NAME=VALUE,VALUE, such as --set rate=0.1,0.01.");
        return (text[..at].Trim(), values);
    }
}
