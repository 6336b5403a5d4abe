namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Each input's sines at several frequencies: y[k · n + i] = sin(α_k · x_i), as the hidden features of an implicit representation (Sitzmann et al. 2020, arXiv:2006.09661).
/// Shapes: x [n] or any other, read as one row; y [frequencies · n].
/// </summary>
/// <param name="Frequencies">The α, in radians per unit of x, each finite and not 0; at least one.</param>
public sealed record SineFeatures(ValueSequence<double> Frequencies) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(checked(Frequencies.Count * input.Size));

    internal override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Frequencies);
        if (Frequencies.Count == 0)
            throw new ArgumentException("Sine features need at least one frequency.", nameof(Frequencies));
        foreach (var frequency in Frequencies)
            if (!double.IsFinite(frequency) || frequency == 0)
                throw new ArgumentOutOfRangeException(nameof(Frequencies), frequency, $"Each frequency of sine features must be finite and not 0; found {frequency}.");
    }

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new SineFeaturesLayer<T>(input, OutputShape(input), [.. Frequencies.Select(T.CreateTruncating)]);
}
