using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Which trained trees and networks a training may continue from.</summary>
internal static class WarmStartRules
{
    /// <summary>Refuses trees of another task, of other features, categories or classes.</summary>
    /// <exception cref="InvalidOperationException">They do not fit; the message says in what.</exception>
    public static void Require(TreeModel? start, TreeFeatures features, TreeTask task)
    {
        if (start is null)
            return;
        if (start.FeatureCount != features.Names.Length || start.OutputCount != task.Loss.OutputCount)
        {
            throw new InvalidOperationException(
                $"The trees to go on from take {start.FeatureCount} features and give {start.OutputCount} scores; "
                + $"the data calls for {features.Names.Length} features and {task.Loss.OutputCount} scores.");
        }

        if (start.Output != task.Output)
        {
            throw new InvalidOperationException(
                $"The trees to go on from give {Words(start.Output)}; this trainer's give {Words(task.Output)}. A warm start needs trees "
                + "of the same task.");
        }

        if (!start.Features.CategorySlots.SequenceEqual(features.CategorySlots)
            || !start.Features.CategoryColumns.Select(c => (c.Name, c.Count)).SequenceEqual(
                features.CategoryColumns.Select(c => (c.Name, c.Count))))
        {
            throw new InvalidOperationException(
                $"The trees to go on from have the categories {Names(start.Features)}; the options and the data call for "
                + $"{Names(features)}. A warm start needs the same.");
        }

        RequireSameCategories(start.Features, features);
        RequireSameClasses("The trees to go on from have", start.ClassNames, task.LabelValues?.Names);
    }

    private static void RequireSameCategories(TreeFeatures before, TreeFeatures now)
    {
        foreach (var (start, column) in before.CategoryColumns.Zip(now.CategoryColumns))
        {
            if (KeyOrder.TryMap(column.Values, start.Values, out _))
                continue;
            throw new InvalidOperationException(
                $"The keys of the column '{column.Name}' stand in the trees to go on from for "
                + $"{KeyOrder.Lists(start.Values!, "; in the data for ", column.Values!)}. A warm start needs the same values: make the "
                + "keys by the MapValueToKey that was fitted for the trees.");
        }
    }

    /// <summary>Refuses a network whose outputs stand for something else, or for other classes.</summary>
    /// <exception cref="InvalidOperationException">The message says what is there and what is called for.</exception>
    public static void RequireSameOutputs(NetworkModel start, NetworkTask task)
    {
        if (start.Output != task.Output)
        {
            throw new InvalidOperationException(
                $"The network to go on from gives {Words(start.Output)}; this trainer's gives {Words(task.Output)}. A warm start needs a "
                + "network of the same task.");
        }

        RequireSameClasses("The network to go on from has", start.ClassNames, task.ClassNames);
    }

    private static void RequireSameClasses(string who, IReadOnlyList<string>? before, IReadOnlyList<string>? now)
    {
        if (before is not null && now is not null && !before.SequenceEqual(now))
        {
            throw new InvalidOperationException(
                $"{who} the classes {KeyOrder.Lists(before, "; the data has ", now)}. "
                + "A warm start needs the same classes in the same order.");
        }
    }

    private static string Words(NetworkOutput output) => output switch
    {
        NetworkOutput.ClassProbabilities => "scores of classes",
        NetworkOutput.Logit => "the logit of true",
        _ => "a number",
    };

    private static string Names(TreeFeatures features) => features.Categorical.IsEmpty
        ? "none"
        : string.Join(
            ", ",
            features.CategorySlots.Select(slot => $"slot {slot}").Concat(
                features.CategoryColumns.Select(c => $"'{c.Name}' of {c.Count} values")));
}
