namespace Microsoft.ML.Trainers.Scoring;

/// <summary>A model of which several score faster together than one after the other.</summary>
internal interface IJointlyScored : IValueScorer
{
    /// <summary>Scores of all the models, in their order; null where they do not fit together.</summary>
    IVectorScorer? Join(IReadOnlyList<IValueScorer> models);
}
