using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

public sealed partial class FastTreeTweedieTrainer
{
    /// <summary>The options of the trainer.</summary>
    public sealed class Options : BoostedTreeOptions
    {
        /// <summary>The power of the mean that the variance goes with: 1 for Poisson, 2 for gamma, between them Poisson sums of gamma.</summary>
        public double Index = 1.5;

        /// <summary>What early stopping and pruning go by, on the predictions.</summary>
        public EarlyStoppingMetric EarlyStoppingMetric { get; set; } = EarlyStoppingMetric.L1Norm;

        internal override void Validate()
        {
            base.Validate();
            Check.Param(Index is >= 1 and <= 2, nameof(Index), $"Must be in the range [1, 2], not {Index}.");
        }

        internal override BoostingOptions ToEngine() => base.ToEngine() with { MaximumLeafValue = MaximumTreeOutput / (LearningRate * Shrinkage) };
    }
}
