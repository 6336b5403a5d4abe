namespace Microsoft.ML.Trainers;

/// <summary>How bad an output is for a label.</summary>
public interface ILossFunction<in TOutput, in TLabel>
{
    /// <summary>The loss.</summary>
    double Loss(TOutput output, TLabel label);
}
