using Microsoft.ML;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>A value that says how to learn: a name, settings, and the two parts of its estimator chain, preprocessing and trainer.</summary>
/// <remarks>
/// The trainer reads the columns <c>Features</c> (vector of Single) and <c>Label</c> (a key for multiclass, Boolean for binary,
/// Single for regression) and writes ML.NET's own output columns: <c>PredictedLabel</c> and <c>Score</c>, for a binary task
/// <c>Probability</c> where it has one.
/// </remarks>
public sealed record Learner
{
    /// <summary>The name that results show; unique within an experiment.</summary>
    public required string Name { get; init; }

    /// <summary>The settings that results show.</summary>
    public Settings Settings { get; init; } = Settings.Empty;

    /// <summary>What is done to the features before they reach the trainer; fitted on the training rows alone.</summary>
    public FeatureScaling Scaling { get; init; } = FeatureScaling.None;

    /// <summary>How many training rows are used, drawn at random by the trial's seed; 0 for all.</summary>
    public int TrainingRows { get; init; }

    /// <summary>
    /// Held while the trainer fits, null for nothing: for a library that trains one model at a time in a process. The trial waits before its
    /// clock starts, so that the time of its fit is its own.
    /// </summary>
    public SemaphoreSlim? Turn { get; init; }

    /// <summary>Makes the trainer for one fit.</summary>
    public required Func<MLContext, TrainingContext, IEstimator<ITransformer>> CreateTrainer { get; init; }

    /// <summary>Says what a fitted trainer has to tell: parameters and history. By default nothing.</summary>
    public Func<ITransformer, TrainingReport> Describe { get; init; } = static _ => TrainingReport.Empty;
}
