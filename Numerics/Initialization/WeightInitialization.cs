namespace MlPipelines.Numerics.Initialization;

/// <summary>How the weights of a dense or convolutional layer start. <c>fanIn</c> is the number of inputs that feed one output, <c>fanOut</c> the number of outputs that one input feeds.</summary>
public enum WeightInitialization
{
    /// <summary>PyTorch's default for <c>Linear</c>: weight and bias uniform in ±1/√fanIn.</summary>
    PyTorch,

    /// <summary>He et al. 2015 (arXiv:1502.01852): normal with variance 2/fanIn; bias 0. For ReLU and its kin.</summary>
    HeNormal,

    /// <summary>He et al. 2015, uniform in ±√(6/fanIn); bias 0.</summary>
    HeUniform,

    /// <summary>Glorot and Bengio 2010: normal with variance 2/(fanIn + fanOut); bias 0. For tanh and sigmoid.</summary>
    GlorotNormal,

    /// <summary>Glorot and Bengio 2010: uniform in ±√(6/(fanIn + fanOut)); bias 0.</summary>
    GlorotUniform,
}
