using System.Collections.Immutable;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Serialization;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>The state that the tree models of all tasks share: what the features are, the trees and how they were trained.</summary>
internal static class TreeState
{
    private const string FeatureNames = "featureNames";
    private const string CategorySlots = "categorySlots";
    private const string CategoryColumns = "categoryColumns";
    private const string Encoding = "targetEncoding";
    private const string BestRound = "bestRound";
    private const string History = "history";
    private const string EnsembleName = "ensemble.trees";

    /// <summary>Writes the model.</summary>
    public static void Save(ComponentWriter writer, TreeModel model)
    {
        writer.Set(FeatureNames, model.Features.Names.ToArray());
        writer.Set(CategorySlots, model.Features.CategorySlots.ToArray());
        writer.Set(CategoryColumns, model.Features.CategoryColumns.ToArray());
        if (model.Features.Encoding.Count > 0)
            writer.Set(Encoding, model.Features.Encoding.Categories.ToArray());
        writer.Set(BestRound, model.BestRound);
        writer.SetHistory(History, model.History.Select(SavedRound.Of).ToArray());
        writer.AddFile(EnsembleName, stream => TreeEnsembleWriter.Write(stream, model.Ensemble));
    }

    /// <summary>Reads trees of one output, and their features.</summary>
    public static (BoostingResult Result, TreeFeatures Features) LoadSingle(ComponentReader reader)
    {
        var loaded = Load(reader);
        var outputs = loaded.Result.Ensemble.OutputCount;
        return outputs == 1 ? loaded : throw reader.Error($"the trees have {outputs} outputs, where 1 was expected");
    }

    /// <summary>Reads trees of any number of outputs, and their features.</summary>
    public static (BoostingResult Result, TreeFeatures Features) Load(ComponentReader reader)
    {
        var features = LoadFeatures(reader);
        var ensemble = LoadEnsemble(reader);
        features = features with { Encoding = LoadEncoding(reader, features.Names.Length, ensemble.OutputCount) };
        var named = features.Names.Length + features.Encoding.Count;
        if (ensemble.FeatureCount != named)
            throw reader.Error($"there are {named} names for the trees' {ensemble.FeatureCount} features");
        var history = reader.Get<SavedRound[]>(History).Select((round, i) => round.ToRound(i + 1)).ToImmutableArray();
        var best = reader.Get<int>(BestRound);
        if (best < 0 || best > history.Length || best > ensemble.RoundCount)
            throw reader.Error($"the best round is {best}, of {history.Length} that were trained and {ensemble.RoundCount} in the trees");
        return (new BoostingResult(ensemble, history, best), features);
    }

    private static TreeFeatures LoadFeatures(ComponentReader reader)
    {
        var features = new TreeFeatures(
            [.. reader.Get<string[]>(FeatureNames)], [.. reader.Get<int[]>(CategorySlots)],
            [.. reader.Get<TreeFeatures.KeyColumn[]>(CategoryColumns)]);
        if (features.Width < 1)
        {
            throw reader.Error(
                $"there are {features.Names.Length} features, {features.CategoryColumns.Length} of them columns of keys, where the "
                + "feature column has at least 1");
        }

        for (var i = 0; i < features.CategorySlots.Length; i++)
        {
            if (features.CategorySlots[i] < features.Width && features.CategorySlots[i] > (i == 0 ? -1 : features.CategorySlots[i - 1]))
                continue;
            var slots = string.Join(", ", features.CategorySlots.Take(20));
            throw reader.Error($"the slots of categories are {slots}, where ascending ones from 0 to {features.Width - 1} were expected");
        }

        foreach (var key in features.CategoryColumns)
        {
            if (key.Name.Length == 0 || key.Count is not (> 0 and <= CategoryColumn.MaximumCount))
            {
                throw reader.Error(
                    $"the column of keys '{key.Name}' has {key.Count} values, "
                    + $"where a name and 1 to {CategoryColumn.MaximumCount} values were expected");
            }

            if (key.Values is { } values && (ulong)values.Length != key.Count)
                throw reader.Error($"the column of keys '{key.Name}' has {values.Length} names for {key.Count} values");
        }

        return features;
    }

    private static TargetEncoding LoadEncoding(ComponentReader reader, int features, int outputs)
    {
        var categories = reader.Find<TargetEncoding.Category[]>(Encoding) ?? [];
        foreach (var (source, means, names) in categories)
        {
            if (source.Start < 0 || source.Slots < 1 || source.Slots > features - source.Start)
            {
                throw reader.Error(
                    $"the category '{source.Name}' has {source.Slots} slots from {source.Start}, of {features} features");
            }

            if (means.Length != (outputs > 2 ? outputs : 1) || names.Length != means.Length)
            {
                throw reader.Error(
                    $"the category '{source.Name}' has {means.Length} lists of means and {names.Length} names, for {outputs} outputs");
            }

            if (means.Any(list => !float.IsFinite(list.Prior) || !FiniteValues.All(list.Means)))
                throw reader.Error($"a mean of the category '{source.Name}' is not finite");
        }

        return new TargetEncoding([.. categories]);
    }

    private static TreeEnsemble LoadEnsemble(ComponentReader reader)
    {
        using var stream = reader.OpenFile(EnsembleName);
        try
        {
            var ensemble = TreeEnsembleReader.Read(stream);
            return stream.Position == stream.Length
                ? ensemble
                : throw new InvalidDataException(
                    $"The file has {stream.Length - stream.Position} bytes after the end of the tree ensemble.");
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"'{reader.PlaceOf(EnsembleName)}': {error.Message}", error);
        }
    }

    /// <summary>A round of the history; its number is its place.</summary>
    private sealed record SavedRound(double ValidationLoss, SavedFigures[] Monitors)
    {
        public static SavedRound Of(BoostingRound round) =>
            new(
                round.ValidationLoss,
                [.. round.Monitors.Select(figures => new SavedFigures(figures.Name, figures.Loss, figures.Accuracy))]);

        public BoostingRound ToRound(int number) => new(number, ValidationLoss)
        {
            Monitors = [.. Monitors.Select(figures => new MonitorFigures(figures.Name, figures.Loss, figures.Accuracy))],
        };
    }

    /// <summary>What a monitor measured.</summary>
    private sealed record SavedFigures(string Name, double Loss, double Accuracy);
}
