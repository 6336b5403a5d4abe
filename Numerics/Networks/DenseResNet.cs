using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>Residual networks of dense layers, for features without a shape.</summary>
public static class DenseResNet
{
    /// <summary>
    /// A dense layer to the width with an activation, then blocks that each add to their input, then a dense layer to the outputs.
    /// </summary>
    /// <param name="inputs">Features per row, at least 1.</param>
    /// <param name="width">What passes from block to block, at least 1.</param>
    /// <param name="blocks">Number of blocks, at least 0.</param>
    /// <param name="outputs">Scores per row, at least 1.</param>
    /// <param name="activation">σ; null for ReLU.</param>
    /// <param name="form">Where σ stands in a block.</param>
    /// <param name="hiddenWidth">Rows of W₁ and columns of W₂; 0 for the width.</param>
    /// <param name="batchNorm">Whether a batch normalization stands behind every W (before its activation, and before the sum), whose own
    /// bias then takes the place of b.</param>
    /// <param name="dropout">Probability of dropping each hidden unit of a block, behind its activation, while training; in [0, 1).</param>
    /// <param name="initialization">How the weights start.</param>
    /// <exception cref="ArgumentException">A width below 1, a number of blocks below 0, or an unknown form or initialization.</exception>
    public static NetworkDefinition Define(
        int inputs, int width, int blocks, int outputs, Activation? activation = null, ResidualForm form = ResidualForm.Single,
        int hiddenWidth = 0,
        bool batchNorm = false, double dropout = 0, WeightInitialization initialization = WeightInitialization.PyTorch)
    {
        activation ??= Activation.ReLU;
        NetworkParts.RequirePositive(inputs, nameof(inputs), "A network needs at least 1 input");
        NetworkParts.RequirePositive(width, nameof(width), "A residual network must have at least 1 unit");
        ArgumentOutOfRangeException.ThrowIfNegative(blocks);
        ArgumentOutOfRangeException.ThrowIfNegative(hiddenWidth);
        if (!Enum.IsDefined(form))
            throw new ArgumentOutOfRangeException(nameof(form), form, "Unknown form of a residual block.");

        LayerDefinition[] normalization = batchNorm ? [new BatchNorm()] : [];
        LayerDefinition[] block =
        [
            .. form == ResidualForm.ActivatedInput ? activation.Layers : [],
            new Dense(hiddenWidth == 0 ? width : hiddenWidth, initialization, Bias: !batchNorm),
            .. NetworkParts.Between(activation, batchNorm, dropout),
            new Dense(width, initialization, Bias: !batchNorm && form != ResidualForm.Single),
            .. normalization,
        ];
        List<LayerDefinition> layers = [new Dense(width, initialization, Bias: !batchNorm), .. NetworkParts.Between(activation, batchNorm)];
        for (var i = 0; i < blocks; i++)
        {
            layers.Add(new Residual([.. block]));
            if (form == ResidualForm.ActivatedSum)
                layers.AddRange(activation.Layers);
        }

        layers.Add(new Dense(outputs, initialization));
        return new NetworkDefinition(new Shape(inputs), layers);
    }
}

/// <summary>Where the activations σ of a dense residual block stand.</summary>
public enum ResidualForm
{
    /// <summary>x + W₂ σ(W₁ x + b): one activation, a path for x that nothing interrupts.</summary>
    Single,

    /// <summary>σ(x + W₂ σ(W₁ x + b₁) + b₂): a second activation behind the sum (He et al. 2015, arXiv:1512.03385).</summary>
    ActivatedSum,

    /// <summary>x + W₂ σ(W₁ σ(x) + b₁) + b₂: a second activation before the first product (He et al. 2016, arXiv:1603.05027).</summary>
    ActivatedInput,
}
