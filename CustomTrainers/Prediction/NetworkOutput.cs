namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What the outputs of a trained network stand for.</summary>
public enum NetworkOutput
{
    /// <summary>Logits of the classes; scores are their softmax.</summary>
    ClassProbabilities,

    /// <summary>The logit of true, which is the score.</summary>
    Logit,

    /// <summary>A standardized number; the score is in the target's units.</summary>
    Number,
}
