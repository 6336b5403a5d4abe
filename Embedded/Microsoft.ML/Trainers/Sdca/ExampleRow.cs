using Microsoft.ML.Trainers.Examples;

namespace Microsoft.ML.Trainers.Sdca;

/// <summary>One example of a block.</summary>
internal readonly record struct ExampleRow(ExampleBlock Block, int Row)
{
    public float Label => Block.GetLabel(Row);

    public float Weight => Block.GetWeight(Row);

    public float Dot(ReadOnlySpan<float> weights) => Block.Dot(Row, weights);

    public void AddTo(float factor, Span<float> target) => Block.AddTo(Row, factor, target);

    public void AddToShrunk(float factor, Span<float> sum, Span<float> weights, float threshold) => Block.AddToShrunk(Row, factor, sum, weights, threshold);

    public float SquaredNorm() => Block.SquaredNorm(Row);
}
