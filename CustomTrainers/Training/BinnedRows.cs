using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Rows as trees are grown on them.</summary>
/// <param name="Features">The training rows' features in bins.</param>
/// <param name="Targets">[training rows]: values, or classes from 0.</param>
/// <param name="Weights">[training rows], at least 0; empty where all count the same.</param>
/// <param name="HeldOut">The rows that are held out; null for none.</param>
/// <param name="StartScores">[training rows, outputs]: the warm start's scores; empty without one.</param>
internal sealed record BinnedRows(
    BinnedMatrix Features, ReadOnlyMemory<float> Targets, ReadOnlyMemory<float> Weights, LabeledRows? HeldOut, ReadOnlyMemory<double> StartScores);
