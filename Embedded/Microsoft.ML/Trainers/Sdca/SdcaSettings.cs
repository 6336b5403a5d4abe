namespace Microsoft.ML.Trainers.Sdca;

/// <summary>The settings of a run of stochastic dual coordinate ascent, with nothing left to choose.</summary>
/// <param name="L2">λ of the penalty ½ λ ‖w‖², against the mean loss.</param>
/// <param name="L1Threshold">The weights are shrunk by this; the L1 penalty is λ times it.</param>
/// <param name="BiasLearningRate">How fast the part of the bias outside the penalty is learned; with 0 the bias is penalized.</param>
/// <param name="MaximumIterations">The most passes over the examples.</param>
/// <param name="Tolerance">The run ends when the duality gap is below this share of the objective.</param>
/// <param name="CheckFrequency">The passes from one look at the gap to the next.</param>
internal sealed record SdcaSettings(
    float L2, float L1Threshold, float BiasLearningRate, int MaximumIterations, float Tolerance, int CheckFrequency)
{
    public bool HasL1 => L1Threshold != 0;
}
