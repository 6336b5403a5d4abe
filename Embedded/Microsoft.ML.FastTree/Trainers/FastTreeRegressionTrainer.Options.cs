namespace Microsoft.ML.Trainers.FastTree;

public sealed partial class FastTreeRegressionTrainer
{
    /// <summary>The options of the trainer. <see cref="BoostedTreeOptions.MaximumTreeOutput"/> is of no effect, as in ML.NET.</summary>
    public sealed class Options : BoostedTreeOptions
    {
        /// <summary>What early stopping and pruning go by.</summary>
        public EarlyStoppingMetric EarlyStoppingMetric { get; set; } = EarlyStoppingMetric.L1Norm;
    }
}
