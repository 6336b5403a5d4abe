namespace MlPipelines.Numerics.Layers;

/// <summary>Hands out places in a network's flat parameter buffer while the network is built.</summary>
internal sealed class ParameterLayout
{
    private readonly List<ParameterInfo> _parameters = [];

    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    /// <summary>Elements reserved so far: the length of the flat buffer.</summary>
    public int Length { get; private set; }

    public ParameterInfo Add(string name, Shape shape, ParameterRole role)
    {
        var parameter = new ParameterInfo(name, shape, Length, role);
        Length = checked(Length + shape.Size);
        _parameters.Add(parameter);
        return parameter;
    }
}
