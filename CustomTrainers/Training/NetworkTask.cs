using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Samples;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>What a network is to learn: how many outputs, which loss, and how rows become samples.</summary>
internal abstract class NetworkTask
{
    /// <summary>Outputs of the network.</summary>
    public abstract int Outputs { get; }

    /// <summary>What training minimizes.</summary>
    public abstract LossDefinition Loss { get; }

    /// <summary>Measures what must be known of the training rows, and refuses rows that nothing can be learned from.</summary>
    public abstract void Prepare(LabeledRows training);

    /// <summary>The rows as training takes them; the features are not copied.</summary>
    public abstract Samples<float> ToSamples(LabeledRows rows);
}
