using Microsoft.ML.Data;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Scores feature vectors, which may be sparse.</summary>
internal static class FeatureRow
{
    /// <summary>A sparse vector's values at full length; each thread's own.</summary>
    [ThreadStatic]
    private static float[]? _dense;

    /// <summary>The scores of an ensemble. Allocates nothing but, once for a thread, room for a sparse vector.</summary>
    public static void Score(TreeEnsemble ensemble, in VBuffer<float> features, Span<float> scores)
    {
        if (features.IsDense)
        {
            ensemble.Predict(features.GetValues(), scores);
            return;
        }

        if (_dense is null || _dense.Length < features.Length)
            _dense = new float[features.Length];
        Span<float> row = _dense.AsSpan(0, features.Length);
        row.Clear();
        ReadOnlySpan<float> values = features.GetValues();
        ReadOnlySpan<int> indices = features.GetIndices();
        for (int i = 0; i < indices.Length; i++)
            row[indices[i]] = values[i];
        ensemble.Predict(row, scores);
    }
}
