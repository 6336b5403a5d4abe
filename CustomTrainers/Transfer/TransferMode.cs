namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>What is trained of a network that was trained on other images before.</summary>
public enum TransferMode
{
    /// <summary>First the head alone, on the frozen backbone, then all weights: <see cref="Probe"/>, then <see cref="FineTune"/>.</summary>
    ProbeThenFineTune,

    /// <summary>All weights, from the pretrained ones on, with a new head.</summary>
    FineTune,

    /// <summary>
    /// The head alone: the backbone keeps its weights and its batch-norm statistics, and gives the same features for an image each time.
    /// </summary>
    Probe,

    /// <summary>All weights, from random ones on: the same layers without what the backbone has learned.</summary>
    Scratch,
}
