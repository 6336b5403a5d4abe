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
    /// <param name="activation">Between the layers; null for ReLU.</param>
    /// <param name="initialization">How the weights start.</param>
    /// <param name="dropout">Probability of dropping each hidden unit, behind its activation, while training; in [0, 1).</param>
    /// <param name="batchNorm">Whether a batch normalization stands before each activation.</param>
    /// <param name="sineFrequencies">The α of sine features that take the place of the inputs; null or empty for the inputs
    /// themselves.</param>
    /// <exception cref="ArgumentException">A width below 1 or an unknown initialization.</exception>
    public static NetworkDefinition Define(
        int inputs, IEnumerable<int> hiddenLayers, int outputs, Activation? activation = null,
        WeightInitialization initialization = WeightInitialization.PyTorch, double dropout = 0, bool batchNorm = false,
        IEnumerable<double>? sineFrequencies = null)
    {
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        int[] widths = [.. hiddenLayers];
        return Define(inputs, widths, outputs, [.. Enumerable.Repeat(activation ?? Activation.ReLU, widths.Length)], initialization,
            dropout, batchNorm, sineFrequencies);
    }

    /// <summary>Dense layers, each hidden one with an activation of its own; otherwise as the overload with one activation.</summary>
    /// <param name="inputs">Features per row, at least 1.</param>
    /// <param name="hiddenLayers">Widths of the hidden layers, in order, each at least 1; empty for a linear model.</param>
    /// <param name="outputs">Scores per row, at least 1.</param>
    /// <param name="activations">Behind each hidden layer, as many as there are.</param>
    /// <param name="initialization">How the weights start.</param>
    /// <param name="dropout">Probability of dropping each hidden unit, behind its activation, while training; in [0, 1).</param>
    /// <param name="batchNorm">Whether a batch normalization stands before each activation.</param>
    /// <param name="sineFrequencies">The α of sine features that take the place of the inputs; null or empty for the inputs
    /// themselves.</param>
    /// <exception cref="ArgumentException">A width below 1, not as many activations as hidden layers, or an unknown
    /// initialization.</exception>
    public static NetworkDefinition Define(
        int inputs, IReadOnlyList<int> hiddenLayers, int outputs, IReadOnlyList<Activation> activations,
        WeightInitialization initialization = WeightInitialization.PyTorch, double dropout = 0, bool batchNorm = false,
        IEnumerable<double>? sineFrequencies = null)
    {
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.Count != hiddenLayers.Count)
        {
            throw new ArgumentException(
                $"Each of the {hiddenLayers.Count} hidden layers needs an activation; found {activations.Count}.", nameof(activations));
        }

        NetworkParts.RequirePositive(inputs, nameof(inputs), "A network needs at least 1 input");
        double[] frequencies = [.. sineFrequencies ?? []];
        List<LayerDefinition> layers = frequencies.Length == 0 ? [] : [new SineFeatures([.. frequencies])];
        foreach (var (i, width) in hiddenLayers.Index())
        {
            NetworkParts.RequirePositive(width, nameof(hiddenLayers), "A hidden layer must have at least 1 unit");
            layers.Add(new Dense(width, initialization));
            layers.AddRange(NetworkParts.Between(activations[i], batchNorm, dropout));
        }

        layers.Add(new Dense(outputs, initialization));
        return new NetworkDefinition(new Shape(inputs), layers);
    }
}
