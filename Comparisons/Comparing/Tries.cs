using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>Settings that a learner tries beside its own, and what is said of them.</summary>
internal static class Tries
{
    /// <summary>Settings with the first of those to try.</summary>
    /// <param name="own">The learner's own settings.</param>
    /// <param name="most">The most that are tried, the learner's own among them; null for all.</param>
    /// <param name="tries">Settings to try, such as <c>leaves=50 leaf-rows=3</c>, the most useful first.</param>
    public static Settings With(Settings own, int? most, params IReadOnlyList<string> tries)
    {
        var count = Math.Min(tries.Count, (most ?? int.MaxValue) - 1);
        return count < 1 ? own
            : own.With(TriedSettings.Setting.Name, TriedSettings.Text([.. tries.Take(count).Select(Settings.Parse)]));
    }

    /// <summary>What of the learners' settings is chosen on the data, in words.</summary>
    public static string Told(IReadOnlyList<LearnerSpec> learners)
    {
        var counts = learners.Select(spec => (spec.Name, Count: 1 + spec.Settings.Get(TriedSettings.Setting).Count))
            .Where(pair => pair.Count > 1).Select(pair => $"{pair.Name} {pair.Count}").ToList();
        return counts.Count == 0 ? "every learner has its defaults, and none is tuned on these data"
            : "validation rows choose the settings of each fit among so many (--tries, --budget): "
                + $"{string.Join(", ", counts)}; the other learners have their defaults";
    }
}
