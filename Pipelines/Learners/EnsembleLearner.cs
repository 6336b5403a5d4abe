using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// Ensembles of other learners, each with its default settings and its own preprocessing, trained once for each fold of the training rows.
/// </summary>
internal static class EnsembleLearner
{
    private static readonly Setting<int> Folds = Setting.Integer(
        "folds", "folds; each member is trained once for each, on the training rows of all others", 5, 2, 100);

    private static readonly Setting<EnsembleCalibration> Calibration = Setting.Choice<EnsembleCalibration>(
        "calibration",
        "what is done to probabilities, by the rows that models were not trained on: none; one temperature; isotonic, a non-decreasing "
            + "function of each class");

    private static readonly Setting<int> Rounds = Setting.Integer(
        "selection-rounds", "most choices of the greedy selection; weights are whole shares of so many", 100, 1);

    /// <summary>The kind whose members are of given kinds.</summary>
    /// <param name="kinds">The kinds that can be members.</param>
    public static LearnerKind Of(IReadOnlyList<LearnerKind> kinds)
    {
        var members = Setting.Several(
            "members", "the kinds of learner, each with its default settings; those with more weight do better on rows of other folds",
            [BoostedTreesLearner.Kind.Name, NetworkKinds.Mlp.Name], [.. kinds.Select(kind => kind.Name)]);
        return new LearnerKind(
            "ensemble",
            "a weighted ensemble of learners: each is bagged over folds, and greedy selection on rows of other folds gives the weights",
            [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
            [members, Folds, Calibration, Rounds],
            (task, name, settings) => Create(task, name, settings, Members(task, kinds, members, settings)));
    }

    private static IReadOnlyList<Learner> Members(
        LearningTask task, IReadOnlyList<LearnerKind> kinds, Setting<IReadOnlyList<string>> members, Settings settings)
    {
        var names = settings.Get(members);
        if (names.Count == 0)
            throw new ArgumentException($"The setting '{members.Name}=none' leaves nothing to learn: name a kind.", nameof(settings));
        if (settings.Get(Calibration) != EnsembleCalibration.None && task == LearningTask.Regression)
        {
            throw new ArgumentException(
                $"The setting '{Calibration.Name}' is for classes, not for a regression task.", nameof(settings));
        }

        return [.. names.Select(name => kinds.Single(kind => kind.Name == name).Create(task, name, Settings.Empty))];
    }

    private static Learner Create(LearningTask task, string name, Settings settings, IReadOnlyList<Learner> members) => new()
    {
        Name = name,
        Settings = settings,
        Missing = MissingFeatures.Kept, // each member fills them in, or keeps them, by itself
        Turn = members.Select(member => member.Turn).FirstOrDefault(turn => turn is not null),
        CreateTrainer = (ml, context) => Trainer(ml, task, new EnsembleOptions
        {
            LabelColumnName = Columns.Label,
            Members = [.. members.Select(member => (member.Name, (IEstimator<ITransformer>)Chain(ml, member, context)))],
            Folds = settings.Get(Folds),
            Calibration = settings.Get(Calibration),
            SelectionRounds = settings.Get(Rounds),
            Seed = context.Seed,
            Progress = context.Progress is { } progress ? new FitCount(progress) : null,
            CancellationToken = context.Cancellation,
        }),
        Describe = fitted => Describe(fitted, members),
    };

    private static EnsembleTrainer Trainer(MLContext ml, LearningTask task, EnsembleOptions options) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.Ensemble(options),
        LearningTask.Binary => ml.BinaryClassification.Trainers.Ensemble(options),
        _ => ml.Regression.Trainers.Ensemble(options),
    };

    /// <summary>A member's preprocessing and trainer. It sees no other splits: they are not preprocessed as its rows are.</summary>
    private static EstimatorChain<ITransformer> Chain(MLContext ml, Learner member, TrainingContext context)
    {
        var trainer = member.CreateTrainer(ml, new TrainingContext
        {
            Seed = context.Seed,
            Threads = context.Threads,
            Engine = context.Engine,
            Cancellation = context.Cancellation,
        });
        var steps = new EstimatorChain<ITransformer>();
        if (member.Missing == MissingFeatures.Imputed)
            steps = steps.Append<ITransformer>(ml.Transforms.ImputeMissingValues(Columns.Features));
        if (member.Scaling.CreateEstimator(ml) is { } scaling)
            steps = steps.Append(scaling);
        return steps.Append(trainer);
    }

    /// <summary>The sum of the parameters of all models that are kept; null where one does not tell.</summary>
    private static TrainingReport Describe(ITransformer fitted, IReadOnlyList<Learner> members)
    {
        if (fitted is not EnsembleTransformer ensemble)
            return TrainingReport.Empty;
        var counts = ensemble.Members.SelectMany(member =>
        {
            var learner = members.Single(learner => learner.Name == member.Name);
            return member.Models.Select(model => learner.Describe(((IEnumerable<ITransformer>)model).Last()).Parameters);
        });
        return new TrainingReport(counts.Aggregate((long?)0, (sum, count) => sum + count), []);
    }

    /// <summary>Passes the progress of an ensemble on in fits.</summary>
    private sealed class FitCount(IProgress<FitProgress> progress) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) => progress.Report(new FitProgress(value.Fit, value.Fits, "fit"));
    }
}
