namespace Microsoft.ML.Trainers;

public abstract partial class SdcaTrainerBase<TOptions, TTransformer, TModel>
{
    /// <summary>The options of the trainers that use stochastic dual coordinate ascent.</summary>
    public abstract class OptionsBase : TrainerInputBaseWithWeight
    {
        /// <summary>λ of the penalty ½ λ ‖w‖², against the mean loss; null to choose it by the number of examples.</summary>
        public float? L2Regularization;

        /// <summary>The weights are shrunk by this, for an L1 penalty of λ times it; null to choose it by the number of features.</summary>
        public float? L1Regularization;

        /// <summary>Accepted for compatibility: training takes one thread, and its result does not depend on this.</summary>
        public int? NumberOfThreads;

        /// <summary>Training ends when the duality gap is below this share of the objective.</summary>
        public float ConvergenceTolerance = 0.1f;

        /// <summary>The most passes over the examples; null to choose it by their number.</summary>
        public int? MaximumNumberOfIterations;

        /// <summary>Whether each pass has a random order.</summary>
        public bool Shuffle = true;

        /// <summary>The passes from one check of convergence to the next; none at all when it is 0 or less.</summary>
        public int? ConvergenceCheckFrequency;

        /// <summary>How fast the part of the bias outside the penalty is learned; with 0 the bias is penalized.</summary>
        public float BiasLearningRate;

        private protected OptionsBase()
        {
        }

        internal virtual void Validate()
        {
            Check.Param(L2Regularization is null or >= 0, nameof(L2Regularization), $"L2 constant must be non-negative, not {L2Regularization}.");
            Check.Param(L1Regularization is null or >= 0, nameof(L1Regularization), $"L1 threshold must be non-negative, not {L1Regularization}.");
            Check.Param(MaximumNumberOfIterations is null or > 0, nameof(MaximumNumberOfIterations), $"Max number of iterations must be positive, not {MaximumNumberOfIterations}.");
            Check.Param(ConvergenceTolerance is > 0 and <= 1, nameof(ConvergenceTolerance), $"Convergence tolerance must be positive and no larger than 1, not {ConvergenceTolerance}.");
            Check.Param(NumberOfThreads is null or > 0, nameof(NumberOfThreads), $"The number of threads must be either null or a positive integer, not {NumberOfThreads}.");
        }
    }
}
