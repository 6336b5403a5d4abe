namespace MlPipelines.Numerics.Trees;

/// <summary>The trees of an ensemble in arrays made for walking.</summary>
internal sealed class FlatTrees(TreeEnsemble ensemble)
{
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        Predict(features, 1, scores, 0, ensemble.Trees.Length);
    }

    public void Predict(ReadOnlySpan<float> features, int rows, Span<float> scores, int firstTree, int endTree)
    {
        int outputs = ensemble.OutputCount;
        for (int row = 0; row < rows; row++)
        {
            Span<float> rowScores = scores.Slice(row * outputs, outputs);
            ensemble.InitialScores.CopyTo(rowScores);
            for (int t = firstTree; t < endTree; t++)
                rowScores[t % outputs] += ensemble.Trees[t].Predict(features.Slice(row * ensemble.FeatureCount, ensemble.FeatureCount));
        }
    }
}
