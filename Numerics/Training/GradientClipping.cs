namespace MlPipelines.Numerics.Training;

/// <summary>Keeps gradients from growing too large; both limits may be set, the norm's is applied first.</summary>
public sealed record GradientClipping
{
    /// <summary>When the Euclidean norm of the whole gradient is above this, the gradient is scaled down to it (Pascanu et al. 2013), as PyTorch's <c>clip_grad_norm_</c>. Above 0; null for no limit.</summary>
    public double? Norm { get; init; }

    /// <summary>Each element is moved into [−value, value]. Above 0; null for no limit.</summary>
    public double? Value { get; init; }

    internal void Validate()
    {
        Require(Norm, nameof(Norm));
        Require(Value, nameof(Value));
    }

    private static void Require(double? limit, string name)
    {
        if (limit is { } value && !(double.IsFinite(value) && value > 0))
            throw new ArgumentOutOfRangeException(name, value, $"{name} of the gradient clipping must be finite and above 0; found {value}.");
    }
}
