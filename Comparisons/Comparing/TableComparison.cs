using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>The experiment that compares learners on a table of the user's.</summary>
internal static class TableComparison
{
    /// <summary>The suite's name.</summary>
    public const string Name = "compare";

    /// <summary>The learner that looks at no feature.</summary>
    public const string Baseline = "constant";

    /// <summary>The name of the linear model, whichever one the task has.</summary>
    public const string Linear = "linear";

    private const string Ensemble = "ensemble";

    /// <summary>How the table is read.</summary>
    public static CsvSource Source(CompareSettings settings) => new(
        Path.GetFullPath(settings.Path),
        settings.Reading with
        {
            Group = settings.Group,
            TimeColumn = settings.Time,
            FoldColumn = settings.FoldColumn,
            TestFile = settings.TestFile is { } test ? Path.GetFullPath(test) : null,
        },
        settings.TestFile is null && settings.Time is null ? settings.Folds : null);

    /// <summary>The suite with the one experiment.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="data">The table, as it was read for its first fold.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="learners">The kinds of learner that there are.</param>
    public static Suite Of(CompareSettings settings, DataSet data, string label, LearnerCatalog learners)
    {
        var source = Source(settings);
        var metric = settings.Metric ?? (data.Task == LearningTask.Regression ? Metric.Rmse : Metric.LogLoss);
        var sizes = Sizes.For(data.TrainRows, data.FeatureCount, settings.SecondsForAFit);
        var isUsual = settings.Learners.Count == 0;
        var tries = new TableTries(
            data.TrainRows, data.FeatureCount, data.Task == LearningTask.Multiclass ? data.ClassCount : 1,
            settings.SecondsForAFit, settings.Tries);
        LearnerSpec[] specs =
        [
            .. (isUsual
                ? Usual(data.Task, sizes, settings.Quick).Where(spec => learners.TryFind(spec.Kind, out _))
                : settings.Learners.Select(kind => kind == Linear ? LinearOf(data.Task) : new LearnerSpec(kind, kind, Settings.Empty)))
            .Select(spec => spec with { Settings = tries.With(spec.Kind, spec.Settings) }),
        ];
        return new Suite(Name, "learners on a table", [new Experiment
        {
            Name = NameOf(settings.Path),
            Question = $"Which learner predicts {label} best?",
            DataSets = [source.Path],
            Csv = source,
            Learners = specs,
            Ensemble = isUsual && !settings.Quick ? Ensemble : null,
            Seeds = settings.Folds,
            Compare = metric,
            KeepPredictions = true,
            Ours = Tries.Told(specs) + (isUsual
                ? "; LightGBM has at most 2000 trees at the rate 0.05, fewer where the validation loss gets no better for 50 rounds" : ""),
            LeftOut = isUsual ? [.. LearnerKinds.Missing, .. sizes.Remarks(settings.MinutesToTrain, withTabM: !settings.Quick)] : [],
            Pictures = [new BarsSpec($"test-{metric}", Measure.Metric(Split.Test, metric)), new BarsSpec("fit-time", Measure.FitSeconds)],
        }]);
    }

    private static IEnumerable<LearnerSpec> Usual(LearningTask task, Sizes sizes, bool quick)
    {
        yield return new(Baseline, Baseline, Settings.Empty);
        yield return LinearOf(task);
        yield return new("mlp", "MLP", Settings.Empty);
        if (sizes.RealMlpEpochs is { } epochs)
            yield return new("realmlp", "RealMLP", Settings.Parse($"form=simple epochs={epochs}"));
        if (!quick && sizes.TabMMembers is { } members)
            yield return new("tabm", "TabM", Settings.Parse($"members={members}"));
        yield return new("boosted-trees", "boosted trees", Settings.Empty);
        yield return new("light-gbm", "LightGBM", Settings.Parse("rate=0.05 leaves=31 trees=2000 patience=50"));
        yield return new("fast-tree", "FastTree", Settings.Empty);
    }

    /// <summary>The linear model of a task.</summary>
    public static LearnerSpec LinearOf(LearningTask task) => task switch
    {
        LearningTask.Multiclass => new("lbfgs-maximum-entropy", Linear, Settings.Empty),
        LearningTask.Binary => new("lbfgs-logistic-regression", Linear, Settings.Empty),
        _ => new("linear-regression", Linear, Settings.Parse("l2=1")),
    };

    /// <summary>The file's name without its endings, in lower case with hyphens.</summary>
    public static string NameOf(string path)
    {
        char[] letters = [
            .. Path.GetFileName(path).Split('.')[0].ToLowerInvariant()
                .Select(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? letter : '-')];
        var name = new string(letters).Trim('-');
        return name.Length == 0 ? "table" : name;
    }
}
