using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

public sealed partial class FastTreeBinaryTrainer
{
    /// <summary>The options of the trainer.</summary>
    public sealed class Options : BoostedTreeOptions
    {
        /// <summary>Whether the rows of each class weigh as much as those of the other, however many they are.</summary>
        public bool UnbalancedSets;

        /// <summary>Of no effect: a binary classifier stops early by its share of errors.</summary>
        public EarlyStoppingMetric EarlyStoppingMetric { get; set; } = EarlyStoppingMetric.L1Norm;

        /// <summary>What a score is multiplied by to be log odds.</summary>
        internal double Slope => 2 * LearningRate;

        internal double GainOfEngineUnit => GainUnit;

        // ML.NET's gradients are those of the log odds times the slope, and gains are squares of them. Weights of classes make them smaller.
        private protected override double GainUnit => Slope * Slope;

        internal override BoostingOptions ToEngine() => base.ToEngine() with { MaximumLeafValue = 2 * MaximumTreeOutput / Shrinkage };
    }
}
