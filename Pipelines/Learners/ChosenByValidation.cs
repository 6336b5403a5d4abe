using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.ML;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// A trainer that fits several times, with other settings each time, and keeps the fit that predicts the validation rows best. What it
/// gives is that fit's own transformer. Of equal figures the first counts. Settings whose fit fails are left out; where all fail, the
/// first error is thrown.
/// </summary>
internal sealed class ChosenByValidation : IEstimator<ITransformer>
{
    private readonly MLContext _ml;
    private readonly LearningTask _task;
    private readonly TrainingContext _context;
    private readonly IReadOnlyList<(Settings Settings, Learner Learner)> _candidates;
    private readonly IDataView _validation;

    private ChosenByValidation(
        MLContext ml, LearningTask task, TrainingContext context, IReadOnlyList<(Settings, Learner)> candidates)
    {
        (_ml, _task, _context, _candidates) = (ml, task, context, candidates);
        _validation = context.Splits.TryGetValue(Split.Validation, out var rows) ? rows : throw new ArgumentException(
            $"The setting '{TriedSettings.Setting.Name}' needs rows to validate on, and the data have none: give them some, or leave the "
                + "setting out.", nameof(context));
    }

    /// <summary>A learner that fits each of several and keeps the best of them.</summary>
    /// <param name="task">The task.</param>
    /// <param name="own">The learner with its own settings.</param>
    /// <param name="others">Learners with other settings, and what differs in these.</param>
    /// <exception cref="ArgumentException">One of them asks for other features, which are prepared once for all.</exception>
    public static Learner Learner(LearningTask task, Learner own, IReadOnlyList<(Settings Settings, Learner Learner)> others)
    {
        foreach (var (settings, other) in others)
        {
            if (other.Scaling != own.Scaling || other.Missing != own.Missing)
            {
                throw new ArgumentException(
                    $"The setting '{TriedSettings.Setting.Name}' cannot hold '{settings}': it changes how features are prepared, which is "
                        + "done once for all that is tried. Compare two learners instead.", nameof(others));
            }
        }

        return own with
        {
            CreateTrainer = (ml, context) => new ChosenByValidation(ml, task, context, [(Settings.Empty, own), .. others]),
        };
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        _candidates[0].Learner.CreateTrainer(_ml, _context).GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public ITransformer Fit(IDataView input)
    {
        (ITransformer Fitted, int At, double Figure, List<TrainingDiagnostic> Diagnostics)? best = null;
        var tries = new List<SettingsTry>();
        Exception? first = null;
        foreach (var (at, (settings, learner)) in _candidates.Index())
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            _context.Diagnostics.Clear();
            var clock = Stopwatch.StartNew();
            try
            {
                var fitted = learner.CreateTrainer(_ml, _context with { Progress = ProgressOf(at) }).Fit(input);
                var seconds = clock.Elapsed.TotalSeconds;
                var figure = FigureOf(fitted);
                tries.Add(new SettingsTry(settings, figure, seconds, false));
                if (best is null || figure < best.Value.Figure)
                {
                    (best?.Fitted as IDisposable)?.Dispose();
                    best = (fitted, at, figure ?? double.PositiveInfinity, [.. _context.Diagnostics]);
                }
                else
                {
                    (fitted as IDisposable)?.Dispose();
                }
            }
            catch (Exception exception) when (!_context.Cancellation.IsCancellationRequested && exception is not OutOfMemoryException)
            {
                first ??= exception;
                tries.Add(new SettingsTry(settings, null, clock.Elapsed.TotalSeconds, false) { Error = ErrorText.Of(exception) });
            }
        }

        if (best is not { } chosen)
        {
            ExceptionDispatchInfo.Throw(first!);
            throw first!;
        }

        _context.Diagnostics.Clear();
        foreach (var diagnostic in chosen.Diagnostics)
            _context.Diagnostics.Add(diagnostic);
        foreach (var (at, tried) in tries.Index())
            _context.Tries.Add(tried with { IsChosen = at == chosen.At });
        return chosen.Fitted;
    }

    /// <summary>How badly the validation rows are predicted; null where that is not defined.</summary>
    private double? FigureOf(ITransformer fitted)
    {
        var figures = SplitMetrics.Of(_ml, _task, Split.Validation, fitted.Transform(_validation));
        var hasProbabilities = figures.Values.Any(value => value.Metric == Metric.LogLoss)
            || figures.Undefined.Any(value => value.Metric == Metric.LogLoss);
        var metric = _task == LearningTask.Regression ? Metric.Rmse : hasProbabilities ? Metric.LogLoss : Metric.Accuracy;
        var figure = figures.Values.Where(value => value.Metric == metric).Select(value => (double?)value.Value).FirstOrDefault();
        if (metric == Metric.Accuracy)
            figure = 1 - figure;
        return figure is { } value && double.IsFinite(value) ? value : null;
    }

    /// <summary>Tells of the fits one after the other as of one.</summary>
    private OneOfSeveral? ProgressOf(int at) =>
        _context.Progress is { } progress ? new OneOfSeveral(progress, at, _candidates.Count) : null;

    /// <summary>The progress of one fit as a part of all.</summary>
    private sealed class OneOfSeveral(IProgress<FitProgress> progress, int at, int count) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => progress.Report(
            value.Steps is { } steps ? value with { Step = (at * steps) + value.Step, Steps = count * steps } : value);
    }
}
