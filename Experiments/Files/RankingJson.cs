using System.Text.Json.Nodes;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.Experiments.Files;

/// <summary>A ranking of a suite's learners in a suite file.</summary>
internal static class RankingJson
{
    private static readonly string[] OfClasses =
        [.. TaskFit.MetricsOf(LearningTask.Multiclass).Union(TaskFit.MetricsOf(LearningTask.Binary))];

    /// <summary>Reads a ranking over <paramref name="experiments"/>.</summary>
    public static Ranking Read(JsonPlace json, IReadOnlyList<Experiment> experiments)
    {
        json.AllowOnly("name", "classes", "numbers", "baseline");
        var ranking = new Ranking(
            json["name"].Name(), json.Find("classes")?.OneOf(OfClasses),
            json.Find("numbers")?.OneOf(TaskFit.MetricsOf(LearningTask.Regression)))
        { Baseline = json.Find("baseline")?.Learner() };
        if (ranking is { Classes: null, Numbers: null })
            throw json.Wrong("a ranking with a metric in classes, numbers or both");
        if (ranking.Baseline is { } baseline)
        {
            var names = experiments.SelectMany(PlannedLearner.PossibleNamesOf).Distinct().ToList();
            if (!names.Contains(baseline.Text))
                throw json["baseline"].Wrong($"the name of a learner in results: {string.Join(", ", names)}");
        }

        return ranking;
    }

    /// <summary>The ranking as a JSON object that reads back to the same.</summary>
    public static JsonObject Write(Ranking ranking)
    {
        var json = new JsonObject { ["name"] = ranking.Name };
        Add("classes", ranking.Classes);
        Add("numbers", ranking.Numbers);
        Add("baseline", ranking.Baseline?.Text);
        return json;

        void Add(string name, string? text)
        {
            if (text is not null)
                json[name] = text;
        }
    }
}
