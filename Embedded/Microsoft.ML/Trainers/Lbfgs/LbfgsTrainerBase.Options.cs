namespace Microsoft.ML.Trainers;

public abstract partial class LbfgsTrainerBase<TOptions, TTransformer, TModel>
{
    /// <summary>The options of the trainers that use L-BFGS.</summary>
    public abstract class OptionsBase : TrainerInputBaseWithWeight
    {
        /// <summary>λ₂ of the penalty ½ λ₂ ‖w‖², against the sum of the examples' losses.</summary>
        public float L2Regularization = LbfgsDefaults.L2Regularization;

        /// <summary>λ₁ of the penalty λ₁ ‖w‖₁, against the sum of the examples' losses.</summary>
        public float L1Regularization = LbfgsDefaults.L1Regularization;

        /// <summary>Training ends when the mean improvement of an iteration falls below this. Smaller is more exact and slower.</summary>
        public float OptimizationTolerance = LbfgsDefaults.OptimizationTolerance;

        /// <summary>Past steps kept for the approximation of the Hessian. Fewer is less exact and needs less memory.</summary>
        public int HistorySize = LbfgsDefaults.HistorySize;

        /// <summary>The most iterations.</summary>
        public int MaximumNumberOfIterations = int.MaxValue;

        /// <summary>Not supported by this implementation: must be 0.</summary>
        public float StochasticGradientDescentInitilaizationTolerance;

        /// <summary>Whether to be silent in the log.</summary>
        public bool Quiet;

        /// <summary>The weights start at random in [−d/2, d/2]; with 0 they start at 0.</summary>
        public float InitialWeightsDiameter;

        /// <summary>The number of threads; null for one for each processor. The result does not depend on it.</summary>
        public int? NumberOfThreads;

        /// <summary>Whether the optimizer's vectors are dense. In this implementation they always are.</summary>
        public bool DenseOptimizer;

        /// <summary>Whether the weights are kept at or above 0.</summary>
        public bool EnforceNonNegativity;

        /// <summary>The defaults.</summary>
        protected OptionsBase()
        {
        }

        internal void Validate()
        {
            Check.Param(NumberOfThreads is null or > 0, nameof(NumberOfThreads), $"Must be positive (or empty for default), not {NumberOfThreads}.");
            Check.Param(L2Regularization >= 0, nameof(L2Regularization), $"Must be non-negative, not {L2Regularization}.");
            Check.Param(L1Regularization >= 0, nameof(L1Regularization), $"Must be non-negative, not {L1Regularization}.");
            Check.Param(OptimizationTolerance > 0, nameof(OptimizationTolerance), $"Must be positive, not {OptimizationTolerance}.");
            Check.Param(HistorySize > 0, nameof(HistorySize), $"Must be positive, not {HistorySize}.");
            Check.Param(MaximumNumberOfIterations > 0, nameof(MaximumNumberOfIterations), $"Must be positive, not {MaximumNumberOfIterations}.");
            Check.Param(
                StochasticGradientDescentInitilaizationTolerance == 0,
                nameof(StochasticGradientDescentInitilaizationTolerance),
                $"Must be 0, not {StochasticGradientDescentInitilaizationTolerance}: initialization by stochastic gradient descent is not supported by the embedded trainers.");
        }
    }
}
