namespace MlPipelines.Numerics.Layers;

/// <summary>Where a named parameter lies in a network's flat parameter buffer, or a named statistic in its flat buffer of state.</summary>
/// <param name="Name">As in PyTorch's <c>state_dict</c>: of a <c>Sequential</c> named <c>layers</c>, <c>layers.0.weight</c>, or by the
/// layer's own name.</param>
/// <param name="Shape">Dimensions, row-major; a dense weight is [outputs, inputs], a convolution's [outputs, inputs, height,
/// width].</param>
/// <param name="Offset">Index of its first element in the flat buffer.</param>
/// <param name="Role">What it does in its layer.</param>
public sealed record ParameterInfo(string Name, Shape Shape, int Offset, ParameterRole Role)
{
    /// <summary>Number of elements.</summary>
    public int Length => Shape.Size;

    /// <summary>Its part of the flat buffer.</summary>
    public Span<T> Of<T>(Span<T> buffer) => buffer.Slice(Offset, Length);

    /// <summary>Its part of the flat buffer.</summary>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> buffer) => buffer.Slice(Offset, Length);
}

/// <summary>What a named array of numbers does in its layer; penalties spare all but weights, training changes the first three.</summary>
public enum ParameterRole
{
    /// <summary>Multiplies inputs.</summary>
    Weight,

    /// <summary>Is added to outputs.</summary>
    Bias,

    /// <summary>Scales normalized values.</summary>
    Scale,

    /// <summary>A statistic of the training batches, moved along with them; no gradient reaches it.</summary>
    Statistic,

    /// <summary>A number of steps; no gradient reaches it. In files a whole number without dimensions.</summary>
    Counter,
}

/// <summary>
/// Hands out places in a network's two flat buffers while the network is built: parameters, which training changes by their gradients, and
/// state, which it does not.
/// </summary>
public sealed class ParameterLayout
{
    private readonly List<ParameterInfo> _parameters = [];
    private readonly List<ParameterInfo> _state = [];

    /// <summary>The parameters reserved so far.</summary>
    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    /// <summary>What was reserved so far that no gradient reaches.</summary>
    public IReadOnlyList<ParameterInfo> State => _state;

    /// <summary>Elements reserved so far: the length of the parameters' buffer.</summary>
    public int Length { get; private set; }

    /// <summary>Elements reserved so far: the length of the state's buffer.</summary>
    public int StateLength { get; private set; }

    /// <summary>Reserves a parameter; its name must be the only one in the network.</summary>
    public ParameterInfo Add(string name, Shape shape, ParameterRole role)
    {
        var parameter = new ParameterInfo(name, shape, Length, role);
        Length = checked(Length + shape.Size);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Reserves numbers that the layer keeps beside its parameters, such as a running mean.</summary>
    public ParameterInfo AddState(string name, Shape shape, ParameterRole role)
    {
        var state = new ParameterInfo(name, shape, StateLength, role);
        StateLength = checked(StateLength + shape.Size);
        _state.Add(state);
        return state;
    }
}
