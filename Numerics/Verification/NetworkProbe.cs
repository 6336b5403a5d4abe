using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Numerics.Verification;

/// <summary>
/// A network, or a single layer as a network of its own, as a function of its inputs and parameters together, in a training step:
/// normalization uses the batch's statistics, dropout the same mask every time. Its outputs become one number by a loss or by
/// <see cref="SmoothSum"/>.
/// </summary>
internal sealed class NetworkProbe : GradientProbe
{
    private readonly Network<double> _network;
    private readonly int _batch;
    private readonly bool _classes;
    private readonly bool _numbers;
    private readonly GradientPass<double> _pass;
    private readonly FixedGradient _fixed;
    private readonly GradientPass<double> _fixedPass;
    private readonly double[] _inputGradient;
    private readonly int[] _labels;
    private readonly double[] _targets;
    private readonly double[] _weights;

    /// <param name="definition">The network.</param>
    /// <param name="loss">What makes its outputs one number; null for <see cref="SmoothSum"/>.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="random">Draws targets and weights of rows.</param>
    public NetworkProbe(NetworkDefinition definition, LossDefinition? loss, int batch, Xoshiro256 random)
    {
        _network = Network<double>.Create(definition, seed: 1);
        _batch = batch;
        Outputs = batch * _network.OutputSize;
        double[] factors = [.. Enumerable.Range(0, Outputs).Select(_ => random.NextNormal())];
        double[] phases = [.. Enumerable.Range(0, Outputs).Select(_ => random.NextUniform(-Math.PI, Math.PI))];
        _pass = new GradientPass<double>(_network, loss?.Build<double>() ?? new SmoothSum(factors, phases), batch);
        _fixed = new FixedGradient(Outputs);
        _fixedPass = new GradientPass<double>(_network, _fixed, batch);
        _inputGradient = new double[batch * _network.InputSize];
        _classes = loss is not (null or MeanSquaredError);
        _numbers = loss is not (SoftmaxCrossEntropy or BinaryCrossEntropy);
        _labels = [.. Enumerable.Range(0, batch).Select(_ => random.NextInt32(Math.Max(2, _network.OutputSize)))];
        _targets = [.. Enumerable.Range(0, Outputs).Select(_ => random.NextNormal())];
        _weights = loss is null ? [] : [.. Enumerable.Range(0, batch).Select(_ => random.NextUniform(0.5, 2))];
    }

    /// <summary>What is verified.</summary>
    public NetworkDefinition Definition => _network.Definition;

    public override int Dimension => _inputGradient.Length + _network.ParameterCount;

    public override int Outputs { get; }

    public override void Draw(Xoshiro256 random, Span<double> place, Span<double> direction)
    {
        var inputs = _inputGradient.Length;
        for (var i = 0; i < inputs; i++)
            (place[i], direction[i]) = (random.NextNormal(), 0.1 * random.NextNormal());
        var start = Network<double>.Create(_network.Definition, random.NextInt32(int.MaxValue));
        foreach (var parameter in _network.Parameters)
        {
            var values = start.GetParameter(parameter.Name);
            var size = Math.Sqrt(values.ToArray().Average(v => v * v));
            for (var i = 0; i < values.Length; i++)
            {
                var at = inputs + parameter.Offset + i;
                place[at] = values[i] + (size > 0 ? 0.1 * size : 0.1) * random.NextNormal();
                direction[at] = 0.1 * (size > 0 ? size : 1) * random.NextNormal();
            }
        }
    }

    public override (double Value, ulong Piece) Evaluate(ReadOnlySpan<double> place, Span<double> gradient)
    {
        var sums = Run(_pass, place, gradient.IsEmpty ? default : _inputGradient);
        if (!gradient.IsEmpty)
            CopyGradient(_pass, gradient);
        return (sums.Loss / sums.Weight, _pass.Kinks(_batch));
    }

    public override void Forward(ReadOnlySpan<double> place, Span<double> outputs)
    {
        Run(_fixedPass, place, default);
        _fixed.Outputs.CopyTo(outputs);
    }

    public override void BackwardOf(ReadOnlySpan<double> place, ReadOnlySpan<double> u, Span<double> product)
    {
        u.CopyTo(_fixed.U);
        Run(_fixedPass, place, _inputGradient);
        CopyGradient(_fixedPass, product);
    }

    private LossSums Run(GradientPass<double> pass, ReadOnlySpan<double> place, Span<double> dx)
    {
        place[_inputGradient.Length..].CopyTo(_network.ParameterValues);
        var targets = new TargetBatch<double>
        {
            Count = _batch,
            Labels = _classes ? _labels : [],
            Values = _numbers ? _targets : [],
            Weights = _weights,
        };
        return pass.Run(WorkerPool.Single, place[.._inputGradient.Length], targets, stepSeed: 7, dx: dx);
    }

    private void CopyGradient(GradientPass<double> pass, Span<double> gradient)
    {
        _inputGradient.CopyTo(gradient);
        pass.Gradients.CopyTo(gradient[_inputGradient.Length..]);
    }
}

/// <summary>uᵀ y: keeps the outputs y, and sends u backward, so that the gradient is Jᵀ u.</summary>
internal sealed class FixedGradient(int outputs) : Loss<double>
{
    /// <summary>[outputs] of the last pass.</summary>
    public double[] Outputs { get; } = new double[outputs];

    /// <summary>[outputs] to send backward.</summary>
    public double[] U { get; } = new double[outputs];

    public override void Check(SampleSet<double> samples, int outputs)
    {
    }

    public override LossSums Compute(WorkerPool workers, Span<double> scores, in TargetBatch<double> targets, bool gradient)
    {
        scores.CopyTo(Outputs);
        U.CopyTo(scores);
        return new LossSums(0, 0, 1);
    }
}

/// <summary>
/// φ(y) = Σ factor_i · sin(y_i + phase_i): smooth and nowhere linear, so that even a linear layer's composition has a second order to see.
/// </summary>
/// <param name="factors">[outputs].</param>
/// <param name="phases">[outputs].</param>
internal sealed class SmoothSum(double[] factors, double[] phases) : Loss<double>
{
    public override void Check(SampleSet<double> samples, int outputs)
    {
    }

    public override LossSums Compute(WorkerPool workers, Span<double> scores, in TargetBatch<double> targets, bool gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var angle = scores[i] + phases[i];
            sum += factors[i] * Math.Sin(angle);
            scores[i] = factors[i] * Math.Cos(angle);
        }

        return new LossSums(sum, 0, 1);
    }
}
