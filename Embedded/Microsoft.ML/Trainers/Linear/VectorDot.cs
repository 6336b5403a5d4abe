using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>Inner products with feature vectors, dense or sparse.</summary>
internal static class VectorDot
{
    /// <summary>Σⱼ features[j] · weights[j], for weights of the vector's length.</summary>
    public static float Compute(in VBuffer<float> features, ReadOnlySpan<float> weights)
    {
        ReadOnlySpan<float> values = features.GetValues();
        if (features.IsDense)
            return TensorPrimitives.Dot(values, weights);
        ReadOnlySpan<int> indices = features.GetIndices();
        float sum = 0;
        for (int p = 0; p < values.Length; p++)
            sum += values[p] * weights[indices[p]];
        return sum;
    }
}
