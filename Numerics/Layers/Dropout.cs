namespace MlPipelines.Numerics.Layers;

/// <summary>
/// While training, sets each element to 0 with the given probability and divides the others by 1 − probability, so that the mean stays;
/// otherwise passes its input on (Srivastava et al. 2014, scaled as PyTorch does).
/// </summary>
/// <param name="Probability">Of being dropped, in [0, 1). Default 0.5.</param>
public sealed record Dropout(double Probability = 0.5) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    internal override void Validate()
    {
        if (Probability is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Probability), Probability, $"The probability of a dropout must be in [0, 1); found {Probability}.");
    }

    internal override ImageLayout? LayoutOf(Shape input) => null;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new DropoutLayer<T>(input, Probability, path);
}
