using System.Collections.Immutable;

namespace Microsoft.ML.Transforms;

public sealed partial class NormalizingTransformer
{
    /// <summary>What a normalizer learned of a column.</summary>
    public abstract class NormalizerModelParametersBase
    {
        private protected NormalizerModelParametersBase()
        {
        }
    }

    /// <summary>The map (x − offset) · scale.</summary>
    /// <typeparam name="TData">A number, or an <see cref="ImmutableArray{T}"/> of them for a vector column.</typeparam>
    public sealed class AffineNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal AffineNormalizerModelParameters(TData scale, TData offset)
        {
            Scale = scale;
            Offset = offset;
        }

        /// <summary>The factor.</summary>
        public TData Scale { get; }

        /// <summary>What is subtracted first; empty for a vector column where it is 0 in every slot.</summary>
        public TData Offset { get; }
    }

    /// <summary>The map to the value of the normal distribution function.</summary>
    /// <typeparam name="TData">A number, or an <see cref="ImmutableArray{T}"/> of them for a vector column.</typeparam>
    public sealed class CdfNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal CdfNormalizerModelParameters(TData mean, TData standardDeviation, bool useLog)
        {
            Mean = mean;
            StandardDeviation = standardDeviation;
            UseLog = useLog;
        }

        /// <summary>The distribution's mean.</summary>
        public TData Mean { get; }

        /// <summary>The distribution's standard deviation.</summary>
        public TData StandardDeviation { get; }

        /// <summary>Whether the distribution is of the values' logarithms.</summary>
        public bool UseLog { get; }
    }
}
