using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// The learning rates of the parts of a <see cref="RealMlp"/> (Holzmüller, Grinsztajn and Steinwart 2024, arXiv:2407.04491): 6 times for
/// the scale of each feature; a tenth for biases, which do not decay, for the embedding of numbers and for parametric activations.
/// </summary>
public static class RealMlpRates
{
    /// <summary>The factors of the parameters whose rate is not 1 times the optimizer's.</summary>
    /// <param name="definition">What <see cref="RealMlp.Define"/> gave.</param>
    public static IReadOnlyList<RateFactor> Of(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        List<RateFactor> factors = [new($"{RealMlp.Scale}.", 6)];
        if (definition.Layers[0] is Branches { Paths: var paths }
            && paths.Any(path => path.Layers.Any(layer => layer.Name == RealMlp.Numbers)))
        {
            factors.Add(new RateFactor($"{RealMlp.Features}.{RealMlp.Numbers}.", 0.1));
        }

        foreach (var layer in definition.Layers)
        {
            if (layer is NtkDense)
                factors.Add(new RateFactor($"{layer.Name}.bias", 0.1, Decay: 0));
            else if (layer is ParametricActivation)
                factors.Add(new RateFactor($"{layer.Name}.", 0.1));
        }

        return factors;
    }
}
