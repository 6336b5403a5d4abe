using MlPipelines.CustomTrainers.Prediction;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Which trained trees and networks a training may continue from.</summary>
internal static class WarmStartRules
{
    /// <summary>Refuses trees of other features or other classes.</summary>
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

        if (!start.Features.CategorySlots.SequenceEqual(features.CategorySlots)
            || !start.Features.CategoryColumns.SequenceEqual(features.CategoryColumns))
        {
            throw new InvalidOperationException(
                $"The trees to go on from have the categories {Names(start.Features)}; the options and the data call for "
                + $"{Names(features)}. A warm start needs the same.");
        }

        RequireSameClasses("The trees to go on from have", start.ClassNames, task.LabelValues?.Names);
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
                $"{who} the classes {List(before)}; the data has {List(now)}. A warm start needs the same classes in the same order.");
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

    private static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(10)) + (names.Count > 10 ? $" and {names.Count - 10} more" : "");
}
