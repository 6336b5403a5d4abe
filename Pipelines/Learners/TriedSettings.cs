using System.Diagnostics.CodeAnalysis;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// The setting <c>try</c> of every kind of learner: further settings, each of which is fitted too, and of which the validation rows choose
/// one. It is written as <c>leaves:8/leaves:63;rate:0.1</c>.
/// </summary>
public static class TriedSettings
{
    private const string None = "none";
    private const char Between = '/', And = ';', Is = ':';

    /// <summary>Most settings that are tried in one fit, the learner's own not counted.</summary>
    private const int Most = 100;

    /// <summary>The setting.</summary>
    public static Setting<IReadOnlyList<Settings>> Setting { get; } = new(
        "try",
        "settings that are trained with beside the given ones; the fit that predicts the validation rows best is kept: the lowest "
            + "log-loss of classes, or squared error of numbers",
        [],
        $"none, or at most {Most} settings such as leaves:8/leaves:63;rate:0.1",
        TryParse,
        Text);

    /// <summary>The settings to try in their one notation.</summary>
    /// <param name="kind">The kind whose settings they are.</param>
    /// <param name="tried">The settings to try.</param>
    /// <exception cref="FormatException">The kind does not have one, or does not take its value, or it cannot be tried.</exception>
    internal static string Canonical(LearnerKind kind, IReadOnlyList<Settings> tried)
    {
        foreach (var name in tried.SelectMany(settings => settings.Keys))
        {
            if (name == Setting.Name || name == SharedSettings.Rows.Name)
                throw new FormatException($"The setting '{Setting.Name}' cannot hold '{name}': that is of the whole learner.");
        }

        IReadOnlyList<Settings> complete = [.. tried.Select(settings => Chosen(kind.Complete(settings), settings.Keys))];
        if (complete.Distinct().Count() < complete.Count)
            throw new FormatException($"The setting '{Setting.Name}' holds the same settings twice.");
        return Text(complete);
    }

    /// <summary>
    /// Every set of settings that a fit trains with: complete ones, and for each that the setting <c>try</c> in them holds, the complete
    /// ones with these.
    /// </summary>
    /// <param name="complete">Complete settings.</param>
    public static IEnumerable<Settings> Each(Settings complete) =>
        complete.Get(Setting).Select(complete.With).Prepend(complete);

    /// <summary>Settings to try in the notation of the setting.</summary>
    public static string Text(IReadOnlyList<Settings> tried) => tried.Count == 0
        ? None
        : string.Join(Between, tried.Select(settings => string.Join(And, settings.Select(pair => $"{pair.Key}{Is}{pair.Value}"))));

    private static Settings Chosen(Settings complete, IEnumerable<string> names) => new(names.Select(name => (name, complete[name])));

    private static bool TryParse(string text, [MaybeNullWhen(false)] out IReadOnlyList<Settings> values)
    {
        values = [];
        if (text == None)
            return true;
        var parsed = new List<Settings>();
        foreach (var part in text.Split(Between))
        {
            var pairs = new List<(string, string)>();
            foreach (var pair in part.Split(And))
            {
                if (pair.IndexOf(Is) is not (> 0 and var at) || at == pair.Length - 1 || pairs.Any(other => other.Item1 == pair[..at]))
                    return false;
                pairs.Add((pair[..at], pair[(at + 1)..]));
            }

            parsed.Add(new Settings(pairs));
        }

        values = parsed;
        return parsed.Count <= Most;
    }
}
