using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// A built network: its layers and one flat buffer that holds all parameters. Prediction is thread-safe as long as nobody changes the parameters meanwhile.
/// </summary>
/// <typeparam name="T">float to train, double to verify.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PredictionBatch = 256;
    private readonly Dictionary<string, ParameterInfo> _byName;
    private readonly int _widest;

    private Network(NetworkDefinition definition)
    {
        Definition = definition;
        var layout = new ParameterLayout();
        Layers = LayerBuilder.Build<T>(definition, layout);
        Parameters = layout.Parameters;
        Buffer = new AlignedBuffer<T>(layout.Length);
        _byName = Parameters.ToDictionary(p => p.Name);
        _widest = Layers.Max(l => l.OutputSize);
    }

    /// <summary>What the network was built from.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Elements of one input row.</summary>
    public int InputSize => Definition.Input.Size;

    /// <summary>Elements of one row of scores.</summary>
    public int OutputSize => Definition.Output.Size;

    /// <summary>Number of trained numbers.</summary>
    public int ParameterCount => Buffer.Length;

    /// <summary>The named parameters in the order of the flat buffer.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>All parameters, live: writing changes the network.</summary>
    public Span<T> ParameterValues => Buffer.Span;

    internal AlignedBuffer<T> Buffer { get; }

    internal Layer<T>[] Layers { get; }

    /// <summary>Builds a network and draws its initial weights from the seed.</summary>
    public static Network<T> Create(NetworkDefinition definition, int seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var network = new Network<T>(definition);
        var random = new Xoshiro256(seed, RandomPurpose.Initialization);
        foreach (var layer in network.Layers)
            layer.Initialize(network.ParameterValues, random);
        return network;
    }

    /// <summary>Builds a network with given parameters, in the order of <see cref="ParameterValues"/>.</summary>
    /// <exception cref="ArgumentException">Not as many values as the definition has parameters.</exception>
    public static Network<T> Create(NetworkDefinition definition, ReadOnlySpan<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var network = new Network<T>(definition);
        if (parameters.Length != network.ParameterCount)
            throw new ArgumentException($"The network has {network.ParameterCount} parameters; found {parameters.Length} values.", nameof(parameters));
        parameters.CopyTo(network.ParameterValues);
        return network;
    }

    /// <summary>A network of its own with the same definition and parameter values.</summary>
    public Network<T> Clone() => Create(Definition, ParameterValues);

    /// <summary>The live values of one parameter.</summary>
    /// <exception cref="KeyNotFoundException">No parameter of that name.</exception>
    public Span<T> GetParameter(string name)
    {
        if (!_byName.TryGetValue(name, out var parameter))
            throw new KeyNotFoundException($"The network has no parameter '{name}'; it has {string.Join(", ", _byName.Keys)}.");
        return ParameterValues.Slice(parameter.Offset, parameter.Length);
    }

    /// <summary>The scores of one row. Thread-safe; allocates nothing once warm.</summary>
    /// <param name="x">[inputs].</param>
    /// <param name="scores">[outputs], overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<T> x, Span<T> scores)
    {
        CheckLengths(x.Length, scores.Length, 1);
        PredictBatch(x, 1, scores, WorkerPool.Single);
    }

    /// <summary>The scores of many rows. Thread-safe.</summary>
    /// <param name="x">[rows, inputs], row-major.</param>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="scores">[rows, outputs], row-major, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<T> x, int rows, Span<T> scores) => Predict(x, rows, scores, WorkerPool.Single);

    internal void Predict(ReadOnlySpan<T> x, int rows, Span<T> scores, WorkerPool workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        CheckLengths(x.Length, scores.Length, rows);
        for (var start = 0; start < rows; start += PredictionBatch)
        {
            var count = Math.Min(PredictionBatch, rows - start);
            PredictBatch(x.Slice(start * InputSize, count * InputSize), count, scores.Slice(start * OutputSize, count * OutputSize), workers);
        }
    }

    private void PredictBatch(ReadOnlySpan<T> x, int rows, Span<T> scores, WorkerPool workers)
    {
        var half = checked(_widest * rows);
        var scratch = ThreadBuffers<T>.ForActivations(checked(2 * half));
        Forward(x, rows, scores, workers, scratch[..half], scratch[half..]);
    }

    private void Forward(ReadOnlySpan<T> x, int rows, Span<T> scores, WorkerPool workers, Span<T> target, Span<T> other)
    {
        for (var i = 0; i < Layers.Length; i++)
        {
            var layer = Layers[i];
            var y = i == Layers.Length - 1 ? scores : target[..(rows * layer.OutputSize)];
            var pass = new Pass<T> { Batch = rows, Parameters = ParameterValues, Workers = workers, Workspace = layer.CreateWorkspace(rows, training: false) };
            layer.Forward(pass, x, y);
            x = y;
            var used = target;
            target = other;
            other = used;
        }
    }

    private void CheckLengths(int features, int scores, int rows)
    {
        if (features != (long)rows * InputSize)
            throw new ArgumentException($"The network takes {InputSize} features per row, so {rows} row(s) need {(long)rows * InputSize}; found {features}.", nameof(features));
        if (scores != (long)rows * OutputSize)
            throw new ArgumentException($"The network gives {OutputSize} scores per row, so {rows} row(s) need room for {(long)rows * OutputSize}; found {scores}.", nameof(scores));
    }
}
