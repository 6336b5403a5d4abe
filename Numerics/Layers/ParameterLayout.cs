namespace MlPipelines.Numerics.Layers;

/// <summary>Hands out places in a network's two flat buffers while the network is built: parameters, which training changes by their gradients, and state, which it does not.</summary>
internal sealed class ParameterLayout
{
    private readonly List<ParameterInfo> _parameters = [];
    private readonly List<ParameterInfo> _state = [];

    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    public IReadOnlyList<ParameterInfo> State => _state;

    /// <summary>Elements reserved so far: the length of the parameters' buffer.</summary>
    public int Length { get; private set; }

    /// <summary>Elements reserved so far: the length of the state's buffer.</summary>
    public int StateLength { get; private set; }

    public ParameterInfo Add(string name, Shape shape, ParameterRole role)
    {
        var parameter = new ParameterInfo(name, shape, Length, role);
        Length = checked(Length + shape.Size);
        _parameters.Add(parameter);
        return parameter;
    }

    public ParameterInfo AddState(string name, Shape shape, ParameterRole role)
    {
        var state = new ParameterInfo(name, shape, StateLength, role);
        StateLength = checked(StateLength + shape.Size);
        _state.Add(state);
        return state;
    }
}
