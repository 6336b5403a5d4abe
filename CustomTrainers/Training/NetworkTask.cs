using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>What a network is to learn: how many outputs, which loss, and how rows become samples.</summary>
internal abstract class NetworkTask
{
    /// <summary>What the network's outputs stand for.</summary>
    public abstract NetworkOutput Output { get; }

    /// <summary>The name of each class, in the order of the scores; null where there are none.</summary>
    public virtual IReadOnlyList<string>? ClassNames => null;

    /// <summary>Outputs of the network.</summary>
    public abstract int Outputs { get; }

    /// <summary>What training minimizes.</summary>
    public abstract LossDefinition Loss { get; }

    /// <summary>What a loss of the training is multiplied by to be in the label's units, once the training rows are measured.</summary>
    public virtual double LossFactor => 1;

    /// <summary>Measures what must be known of the training rows, and refuses rows that nothing can be learned from.</summary>
    public abstract void Prepare(LabeledRows training);

    /// <summary>The rows as training takes them; the features are not copied.</summary>
    public abstract SampleSet<float> ToSamples(LabeledRows rows);
}
