using MlPipelines.Numerics.Optimizers;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace MlPipelines.TorchLearners.Training;

/// <summary>Numerics' optimizers in libtorch's operations, with PyTorch's formulas.</summary>
/// <remarks>
/// TorchSharp's own optimizers give each native call a <see cref="Scalar"/> that nothing holds during the call: a garbage collection that
/// another trial causes can free it there, and the update then fails or has another number in it. Here every scalar lives until its call
/// has ended.
/// </remarks>
internal sealed class TorchOptimizer : IDisposable
{
    private readonly (Parameter Parameter, Tensor[] State)[] _parameters;
    private readonly Action<Tensor, Tensor, Tensor[], double> _update;

    /// <summary>The optimizer with zero state.</summary>
    /// <exception cref="NotSupportedException">An optimizer that this engine does not have.</exception>
    public TorchOptimizer(OptimizerOptions options, IEnumerable<Parameter> parameters)
    {
        (StateCount, _update) = options switch
        {
            SgdOptions o => (
                1, (Action<Tensor, Tensor, Tensor[], double>)((p, gradient, state, rate) => Sgd(o, p, gradient, state[0], rate))),
            AdamOptions o => (2, (p, gradient, state, rate) => Adam(o, p, gradient, state, rate)),
            AdamWOptions o => (2, (p, gradient, state, rate) => AdamW(o, p, gradient, state, rate)),
            RmsPropOptions o => (2, (p, gradient, state, rate) => RmsProp(o, p, gradient, state, rate)),
            _ => throw new NotSupportedException(
                $"The torch engine has no optimizer {options.GetType().Name}; it has those of {nameof(SgdOptions)}, {nameof(AdamOptions)}, "
                + $"{nameof(AdamWOptions)} and {nameof(RmsPropOptions)}."),
        };
        _parameters = [.. parameters.Select(parameter => (parameter, Zeros(parameter, StateCount)))];
    }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>Arrays of state that each parameter has.</summary>
    public int StateCount { get; }

    /// <summary>One of the state's arrays, a tensor for each parameter.</summary>
    public IEnumerable<Tensor> State(int index) => _parameters.Select(parameter => parameter.State[index]);

    /// <summary>Sets every gradient to 0.</summary>
    public void ClearGradients()
    {
        using var mode = no_grad();
        foreach (var (parameter, _) in _parameters)
            parameter.grad?.zero_();
    }

    /// <summary>One update of every parameter by its gradient, which it overwrites.</summary>
    public void Step(double rate)
    {
        using var mode = no_grad();
        Steps++;
        foreach (var (parameter, state) in _parameters)
            _update(parameter, parameter.grad!, state, rate);
    }

    public void Dispose()
    {
        foreach (var tensor in _parameters.SelectMany(parameter => parameter.State))
            tensor.Dispose();
    }

    private static Tensor[] Zeros(Parameter parameter, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => zeros(parameter.shape, dtype: parameter.dtype))];

    /// <summary>v = momentum · v + g, p −= rate · v; with Nesterov's step p −= rate · (g + momentum · v).</summary>
    private static void Sgd(SgdOptions options, Tensor p, Tensor gradient, Tensor velocity, double rate)
    {
        Decay(gradient, p, options.WeightDecay);
        using Scalar step = -rate, momentum = options.Momentum, one = 1.0;
        if (options.Momentum == 0)
        {
            p.add_(gradient, step);
            return;
        }

        velocity.mul_(momentum);
        velocity.add_(gradient, one);
        if (options.Nesterov)
            gradient.add_(velocity, momentum);
        p.add_(options.Nesterov ? gradient : velocity, step);
    }

    private void Adam(AdamOptions options, Tensor p, Tensor gradient, Tensor[] state, double rate)
    {
        Decay(gradient, p, options.WeightDecay);
        ByMoments(p, gradient, state, rate, options.Beta1, options.Beta2, options.Epsilon);
    }

    /// <summary>p is scaled by 1 − rate · decay, then moved as by Adam.</summary>
    private void AdamW(AdamWOptions options, Tensor p, Tensor gradient, Tensor[] state, double rate)
    {
        using Scalar kept = 1 - rate * options.WeightDecay;
        p.mul_(kept);
        ByMoments(p, gradient, state, rate, options.Beta1, options.Beta2, options.Epsilon);
    }

    /// <summary>m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g², p −= rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).</summary>
    private void ByMoments(Tensor p, Tensor gradient, Tensor[] state, double rate, double beta1, double beta2, double epsilon)
    {
        var (mean, square) = (state[0], state[1]);
        using Scalar b1 = beta1, rest1 = 1 - beta1, b2 = beta2, rest2 = 1 - beta2;
        using Scalar correction = Math.Sqrt(1 - Math.Pow(beta2, Steps)), least = epsilon, step = -rate / (1 - Math.Pow(beta1, Steps));
        mean.mul_(b1);
        mean.add_(gradient, rest1);
        square.mul_(b2);
        square.addcmul_(gradient, gradient, rest2);
        var denominator = square.sqrt();
        denominator.div_(correction);
        denominator.add_(least);
        p.addcdiv_(mean, denominator, step);
    }

    /// <summary>v = αv + (1 − α)g², b = momentum · b + g / (√v + ε), p −= rate · b.</summary>
    private static void RmsProp(RmsPropOptions options, Tensor p, Tensor gradient, Tensor[] state, double rate)
    {
        Decay(gradient, p, options.WeightDecay);
        var (square, buffer) = (state[0], state[1]);
        using Scalar alpha = options.Alpha, rest = 1 - options.Alpha, least = options.Epsilon;
        using Scalar momentum = options.Momentum, step = -rate, one = 1.0;
        square.mul_(alpha);
        square.addcmul_(gradient, gradient, rest);
        var denominator = square.sqrt();
        denominator.add_(least);
        buffer.mul_(momentum);
        buffer.addcdiv_(gradient, denominator, one);
        p.add_(buffer, step);
    }

    /// <summary>g += decay · p.</summary>
    private static void Decay(Tensor gradient, Tensor p, double decay)
    {
        if (decay == 0)
            return;
        using Scalar factor = decay;
        gradient.add_(p, factor);
    }
}
