namespace MlPipelines.Numerics.Layers;

/// <summary>
/// The function between two layers of a network that is defined in one call, such as a multilayer perceptron: one of those here, or any
/// layer that keeps the shape of its input, also one of another library. A layer's definition turns into its activation by itself:
/// <c>Mlp.Define(4, [8], 2, new LeakyReLU(0.2))</c>.
/// </summary>
public sealed record Activation
{
    private Activation(string name, LayerDefinition? layer) => (Name, Layer) = (name, layer);

    /// <summary>max(x, 0).</summary>
    public static Activation ReLU { get; } = new("ReLU", new ReLU());

    /// <summary>x above 0, 0.01 x else.</summary>
    public static Activation LeakyReLU { get; } = new("LeakyReLU", new LeakyReLU());

    /// <summary>Hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new("Tanh", new Tanh());

    /// <summary>1 / (1 + exp(−x)).</summary>
    public static Activation Sigmoid { get; } = new("Sigmoid", new Sigmoid());

    /// <summary>x / (1 + exp(−x)).</summary>
    public static Activation SiLU { get; } = new("SiLU", new SiLU());

    /// <summary>x · Φ(x), Φ the normal distribution function.</summary>
    public static Activation GELU { get; } = new("GELU", new GELU());

    /// <summary>λ x above 0, λ α (exp x − 1) else.</summary>
    public static Activation SELU { get; } = new("SELU", new SELU());

    /// <summary>x · tanh(ln(1 + exp x)).</summary>
    public static Activation Mish { get; } = new("Mish", new Mish());

    /// <summary>None: the layers stay linear.</summary>
    public static Activation Identity { get; } = new("Identity", layer: null);

    /// <summary>The activations that have a name of their own here.</summary>
    public static IReadOnlyList<Activation> Named { get; } = [ReLU, LeakyReLU, Tanh, Sigmoid, SiLU, GELU, SELU, Mish, Identity];

    /// <summary>What it is called: the kind of its layer.</summary>
    public string Name { get; }

    /// <summary>Its layer; null for the identity.</summary>
    public LayerDefinition? Layer { get; }

    /// <summary>Its layers: one, or none for the identity.</summary>
    internal IEnumerable<LayerDefinition> Layers => Layer is null ? [] : [Layer];

    /// <summary>Any layer that keeps the shape of its input.</summary>
    public static implicit operator Activation(LayerDefinition layer) => FromLayerDefinition(layer);

    /// <summary>Any layer that keeps the shape of its input.</summary>
    public static Activation FromLayerDefinition(LayerDefinition layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new Activation(layer.GetType().Name, layer);
    }

    /// <summary>One of <see cref="Named"/>, its name in any case.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static Activation Parse(string name) =>
        Named.FirstOrDefault(activation => activation.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no activation '{name}'; there are {string.Join(", ", Named)}.", nameof(name));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
