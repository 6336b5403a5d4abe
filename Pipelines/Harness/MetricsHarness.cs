using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Splitting;
using MlPipelines.Numerics.Networks;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>
/// Runs trials on one data set: every learner sees the same rows in the same order, preprocessing is fitted on the training rows alone, and
/// ML.NET's evaluators give the numbers.
/// </summary>
/// <remarks>Safe to use from several threads: a trial's result does not depend on what runs beside it, its timings and memory do.</remarks>
public sealed class MetricsHarness
{
    private readonly DataSet _data;
    private readonly ConcurrentDictionary<PreparationKey, Preparation> _prepared = new();
    private readonly Lazy<bool> _hasMissing;

    /// <summary>What it takes to use large networks, measured once for those of the same layers.</summary>
    private readonly ConcurrentDictionary<NetworkDefinition, Lazy<FiguresOfUse>> _largeNetworks = new();

    /// <summary>A harness over the splits of <paramref name="data"/>.</summary>
    public MetricsHarness(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _data = data;
        _hasMissing = new Lazy<bool>(() => PreparedData.HasMissing(data));
    }

    /// <summary>
    /// Fits and evaluates <paramref name="learner"/>. A learner that throws gives a result with its <see cref="TrialResult.Error"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The request was cancelled: there is no result.</exception>
    public TrialResult Run(Learner learner, TrialRequest request)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(request);
        var empty = new TrialResult { DataSet = _data.Name, Learner = learner.Name, Settings = learner.Settings, Seed = request.Seed };
        using var memory = new PeakMemory();
        try
        {
            return Run(learner, request, empty) with { PeakMegabytes = memory.Megabytes };
        }
        catch (Exception) when (request.Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(request.Cancellation);
        }
        catch (Exception exception)
        {
            return empty with { Error = OneLine(exception), PeakMegabytes = memory.Megabytes };
        }
    }

    private TrialResult Run(Learner learner, TrialRequest request, TrialResult empty)
    {
        var prepared = learner.TrainingRows == 0
            ? Prepare(new PreparationKey(learner.Scaling, learner.Missing), request.Cancellation)
            : PreparedData.Create(
                WithTrainingRows(learner.TrainingRows, request.Seed), learner.Scaling, learner.Missing, request.Cancellation);
        request.Cancellation.ThrowIfCancellationRequested();

        var ml = new MLContext(request.Seed);
        var warnings = new TrainerWarnings(ml);
        using var cancelling = request.Cancellation.Register(() => CustomTrainers.Interop.Cancellation.Cancel(ml));
        var context = new TrainingContext
        {
            Seed = request.Seed,
            Threads = request.Threads,
            Splits = prepared.Splits.Where(split => Split.All.Contains(split.Name)).ToDictionary(split => split.Name, split => split.Rows),
            Progress = request.Progress,
            Cancellation = request.Cancellation,
        };
        var train = new CancellableView(
            prepared.Train, request.Cancellation, pass => request.Progress?.Report(new FitProgress(pass, null, "pass")));

        var (fitted, fitTime) = Fit(learner, ml, context, train);

        var (metrics, undefined, predictions) = (new List<MetricValue>(), new List<UndefinedMetric>(), new List<SplitPredictions>());
        RowOutcomes? outcomes = null;
        foreach (var (name, rows) in prepared.Splits)
        {
            var judged = name == Split.Train && request.TrainMetricRows is { } first ? ml.Data.TakeRows(rows, first) : rows;
            var predicted = fitted.Transform(InBatches(fitted, new CancellableView(judged, request.Cancellation)));
            // Rows are told as they are predicted: those before that are read ahead.
            var told = new CancellableView(predicted, request.Cancellation, row: EvaluationProgress.Of(request.Progress, name, judged));
            var figures = SplitMetrics.Of(ml, _data.Task, name, told);
            metrics.AddRange(figures.Values);
            undefined.AddRange(figures.Undefined);
            if (request.KeepPredictions && name != Split.Train && SplitPredictions.Of(_data, name, figures.Rows) is { } kept)
                predictions.Add(kept);
            if (name == Split.Test)
                outcomes = RowOutcomes.Of(_data, figures.Rows);
        }

        ForgetAhead(fitted);
        var report = learner.Describe(fitted);
        var timed = prepared.Splits.Last(split => split.Name != Split.LargeTest).Rows;
        var grid = request.Places is null ? null : PlacePredictions.Of(request.Places, _data, prepared.Model, fitted);
        var pipeline = new TrainedPipeline(
            prepared.Model.Append(fitted), _data.Train.Schema, _data.ClassNames, _data.Encoding, ml, _data.ImageReading);
        if (request.ModelPath is { } path)
            pipeline.Save(path);
        var use = LargeNetworkOf(fitted) is { } layers
            ? _largeNetworks.GetOrAdd(layers, _ => new Lazy<FiguresOfUse>(MeasureUse, LazyThreadSafetyMode.PublicationOnly)).Value
            : MeasureUse();
        (fitted as IDisposable)?.Dispose();

        return empty with
        {
            Metrics = metrics,
            Undefined = undefined,
            History = [.. report.History, .. context.Diagnostics.SelectMany(diagnostic => diagnostic.Points)],
            PlacePredictions = grid,
            Predictions = predictions,
            TestOutcomes = outcomes,
            Parameters = report.Parameters,
            ModelBytes = use.ModelBytes,
            PrepareSeconds = prepared.Elapsed.TotalSeconds,
            FitSeconds = fitTime.TotalSeconds - report.MonitorSeconds,
            MonitorSeconds = report.MonitorSeconds,
            PredictMicroseconds = use.PredictMicroseconds,
            PredictOne = use.PredictOne,
            Warnings = warnings.Texts,
            Tries = [.. context.Tries],
        };

        FiguresOfUse MeasureUse()
        {
            var rows = new CancellableView(timed, request.Cancellation);
            var alone = WithoutCache(fitted);
            return new FiguresOfUse(
                BytesOf(pipeline), PredictionTiming.MicrosecondsPerRow(alone, _data.Task, rows),
                SingleRowLatency.Measure(ml, alone, _data.Task, timed));
        }
    }

    /// <summary>What predicts for new pictures: features that lie on disk from the training are not new.</summary>
    private static ITransformer WithoutCache(ITransformer fitted) => fitted switch
    {
        ImageFeaturesTransformer features => features.WithoutCache(),
        IEnumerable<ITransformer> chain => new TransformerChain<ITransformer>([.. chain.Select(WithoutCache)]),
        _ => fitted,
    };

    /// <summary>The rows, whose predictions by a large network are computed a batch ahead.</summary>
    private static IDataView InBatches(ITransformer fitted, IDataView rows) =>
        fitted is ISingleFeaturePredictionTransformer<NetworkModel> { Model: { IsBetterInBatches: true } model } network
            ? new RowsAhead(rows, model, network.FeatureColumnName)
            : rows;

    /// <summary>So that times of predictions are those of predictions.</summary>
    private static void ForgetAhead(ITransformer fitted) =>
        (fitted as ISingleFeaturePredictionTransformer<NetworkModel>)?.Model.ForgetAhead();

    /// <summary>Fits when it is the learner's turn; the time is that of the fit alone.</summary>
    private static (ITransformer Fitted, TimeSpan Elapsed) Fit(Learner learner, MLContext ml, TrainingContext context, IDataView train)
    {
        learner.Turn?.Wait(context.Cancellation);
        try
        {
            var clock = Clock.Start();
            var fitted = learner.CreateTrainer(ml, context).Fit(train);
            return (fitted, clock.Elapsed);
        }
        finally
        {
            learner.Turn?.Release();
        }
    }

    /// <summary>
    /// Bytes of the pipeline's file without the histories of training. Null for a pipeline that cannot be saved and need not be.
    /// </summary>
    private static long? BytesOf(TrainedPipeline pipeline)
    {
        try
        {
            return pipeline.ModelBytes();
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The layers of a network that takes seconds to write and to time; null for other models.</summary>
    private static NetworkDefinition? LargeNetworkOf(ITransformer fitted) =>
        fitted is ISingleFeaturePredictionTransformer<NetworkModel> { Model: { IsBetterInBatches: true } model }
            ? model.Network.Definition
            : null;

    private DataSet WithTrainingRows(int count, int seed) => count <= _data.TrainRows
        ? _data with { Train = Splits.Sample(_data.Train, count, seed) }
        : throw new ArgumentException(
            $"The setting '{SharedSettings.Rows.Name}' asks for {count} training rows; {_data.Name} has {_data.TrainRows}.");

    /// <summary>
    /// The rows under a preparation of their features, prepared once. A preparation that failed is tried again by the next trial, and one
    /// that another trial's cancellation ended by this one.
    /// </summary>
    private PreparedData Prepare(PreparationKey features, CancellationToken cancellation)
    {
        while (true)
        {
            var preparation = _prepared.GetOrAdd(
                features, key => new Preparation(new Lazy<PreparedData>(() => Create(key, cancellation)), cancellation));
            try
            {
                return preparation.Data.Value;
            }
            catch (Exception) when (preparation.Cancellation.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                _prepared.TryRemove(KeyValuePair.Create(features, preparation));
            }
            catch
            {
                _prepared.TryRemove(KeyValuePair.Create(features, preparation));
                throw;
            }
        }
    }

    /// <summary>Where no feature is missing, learners that fill them in and those that do not share one copy of the rows.</summary>
    private PreparedData Create(PreparationKey key, CancellationToken cancellation) =>
        key.Missing == MissingFeatures.Imputed && !_hasMissing.Value
            ? Prepare(key with { Missing = MissingFeatures.Kept }, cancellation).WithImputation(_data, cancellation)
            : PreparedData.Create(_data, key.Scaling, key.Missing, cancellation);

    /// <summary>What is done to the features before a trainer sees them.</summary>
    private readonly record struct PreparationKey(FeatureScaling Scaling, MissingFeatures Missing);

    /// <summary>What a trained model takes in use, as <see cref="TrialResult"/> has it.</summary>
    private sealed record FiguresOfUse(long? ModelBytes, double PredictMicroseconds, SingleRowLatency PredictOne);

    /// <summary>Rows that are being prepared, or are, and what may end that.</summary>
    private sealed record Preparation(Lazy<PreparedData> Data, CancellationToken Cancellation);

    private static string OneLine(Exception exception)
    {
        var reason = Reason(exception);
        return $"{reason.GetType().Name}: {ErrorText.Of(reason)}";
    }

    /// <summary>How the errors begin in which ML.NET wraps what it meets on its threads.</summary>
    private static readonly string[] Wrappers = ["Splitter/consolidator", "Event we were waiting on"];

    /// <summary>What went wrong inside: ML.NET reads and trains on several threads, and wraps what it meets there.</summary>
    private static Exception Reason(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Reason(first),
        { InnerException: { } inner } when Array.Exists(
            Wrappers, start => exception.Message.StartsWith(start, StringComparison.Ordinal)) => Reason(inner),
        _ => exception,
    };
}
