using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>Multilayer perceptrons.</summary>
public static class Mlp
{
    /// <summary>Dense layers with an activation between them and none after the last.</summary>
    /// <param name="inputs">Features per row, at least 1.</param>
    /// <param name="hiddenLayers">Widths of the hidden layers, in order, each at least 1; empty for a linear model.</param>
    /// <param name="outputs">Scores per row, at least 1.</param>
    /// <param name="activation">Between the layers.</param>
    /// <param name="initialization">How the weights start.</param>
    /// <param name="dropout">Probability of dropping each hidden unit, behind its activation, while training; in [0, 1).</param>
    /// <exception cref="ArgumentException">A width below 1 or an unknown activation or initialization.</exception>
    public static NetworkDefinition Define(
        int inputs, IEnumerable<int> hiddenLayers, int outputs, Activation activation = Activation.ReLU,
        WeightInitialization initialization = WeightInitialization.PyTorch, double dropout = 0)
    {
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        if (inputs < 1)
            throw new ArgumentOutOfRangeException(nameof(inputs), inputs, $"A network needs at least 1 input; found {inputs}.");
        List<LayerDefinition> layers = [];
        foreach (var width in hiddenLayers)
        {
            if (width < 1)
                throw new ArgumentOutOfRangeException(nameof(hiddenLayers), width, $"A hidden layer must have at least 1 unit; found {width}.");
            layers.Add(new Dense(width, initialization));
            AddActivation(layers, activation);
            if (dropout != 0)
                layers.Add(new Dropout(dropout));
        }
        layers.Add(new Dense(outputs, initialization));
        return new NetworkDefinition(new Shape(inputs), layers);
    }

    private static void AddActivation(List<LayerDefinition> layers, Activation activation)
    {
        switch (activation)
        {
            case Activation.ReLU:
                layers.Add(new ReLU());
                break;
            case Activation.LeakyReLU:
                layers.Add(new LeakyReLU());
                break;
            case Activation.Tanh:
                layers.Add(new Tanh());
                break;
            case Activation.Sigmoid:
                layers.Add(new Sigmoid());
                break;
            case Activation.Identity:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation.");
        }
    }
}
