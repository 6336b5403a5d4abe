using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// A built network: its layers, one flat buffer that holds all parameters, and one that holds what training keeps besides (running
/// statistics of batch normalization). Prediction is thread-safe as long as nobody changes these numbers meanwhile.
/// </summary>
/// <typeparam name="T">float to train, double to verify.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaximumPredictionBatch = 256;
    private const int MaximumPreparationRows = 65_536;

    /// <summary>Elements of intermediate values that a prediction may take, so that large images are predicted a few at a time.</summary>
    private const int PredictionRoom = 24_000_000;
    private readonly Dictionary<string, (ParameterInfo Info, AlignedBuffer<T> Buffer)> _byName;
    private readonly int _predictionBatch;

    private Network(NetworkDefinition definition)
    {
        Definition = definition;
        var layout = new ParameterLayout();
        Chain = definition.Build<T>(layout);
        Parameters = layout.Parameters;
        State = layout.State;
        Buffer = new AlignedBuffer<T>(layout.Length);
        StateBuffer = new AlignedBuffer<T>(layout.StateLength);
        _byName = Parameters.Select(p => (p, Buffer)).Concat(State.Select(s => (s, StateBuffer))).ToDictionary(p => p.Item1.Name);
        _predictionBatch = PredictionBatch(Chain);
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

    /// <summary>
    /// The named numbers that training keeps besides the parameters, in the order of their flat buffer: running means and variances,
    /// counters. No optimizer, penalty or count of parameters knows them.
    /// </summary>
    public IReadOnlyList<ParameterInfo> State { get; }

    /// <summary>All of <see cref="State"/>, live.</summary>
    public Span<T> StateValues => StateBuffer.Span;

    internal AlignedBuffer<T> Buffer { get; }

    internal AlignedBuffer<T> StateBuffer { get; }

    internal LayerChain<T> Chain { get; }

    /// <summary>Builds a network and draws its initial weights from the seed.</summary>
    public static Network<T> Create(NetworkDefinition definition, int seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var network = new Network<T>(definition);
        var random = new Xoshiro256(seed, RandomPurpose.Initialization);
        network.Chain.Initialize(network.ParameterValues, network.StateValues, random);
        return network;
    }

    /// <summary>
    /// Builds a network with given parameters, in the order of <see cref="ParameterValues"/>; running statistics are as before any
    /// training.
    /// </summary>
    /// <exception cref="ArgumentException">Not as many values as the definition has parameters.</exception>
    public static Network<T> Create(NetworkDefinition definition, ReadOnlySpan<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var network = new Network<T>(definition);
        if (parameters.Length != network.ParameterCount)
        {
            throw new ArgumentException(
                $"The network has {network.ParameterCount} parameters; found {parameters.Length} values.", nameof(parameters));
        }

        network.Chain.Initialize(network.ParameterValues, network.StateValues, Xoshiro256.Unused);
        parameters.CopyTo(network.ParameterValues);
        return network;
    }

    /// <summary>Whether layers take something from training rows before the training, see <see cref="Prepare"/>.</summary>
    public bool LearnsFromRows => Chain.LearnsFromRows;

    /// <summary>
    /// Sets what follows from training rows before any training: medians and quantiles, initial weights that fit the rows. To be called
    /// once, with the rows that are trained on, for a network whose layers need it; it changes no other layers. Of more than 65 536 rows
    /// as many are drawn.
    /// </summary>
    /// <param name="samples">The training rows.</param>
    /// <param name="seed">Decides the rows that are drawn, and what is random in the layers.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <exception cref="ArgumentException">The rows have another width, or there are none.</exception>
    public void Prepare(SampleSet<T> samples, int seed, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        CheckLengths(samples.Count == 0 ? 0 : samples.Columns, OutputSize, 1);
        if (!LearnsFromRows)
            return;
        var random = new Xoshiro256(seed, RandomPurpose.Preparation);
        int[] rows = [.. Enumerable.Range(0, samples.Count)];
        if (rows.Length > MaximumPreparationRows)
        {
            random.Shuffle<int>(rows);
            rows = rows[..MaximumPreparationRows];
        }

        var x = new T[checked(rows.Length * InputSize)];
        using var workers = new WorkerPool(threads);
        samples.Gather(workers, rows, x);
        var pass = new Pass<T> { Batch = rows.Length, Parameters = ParameterValues, State = StateValues, Workers = workers };
        Chain.Prepare(pass, ParameterValues, x, random);
    }

    /// <summary>A network of its own with the same definition, parameter values and running statistics.</summary>
    public Network<T> Clone()
    {
        var clone = new Network<T>(Definition);
        ParameterValues.CopyTo(clone.ParameterValues);
        StateValues.CopyTo(clone.StateValues);
        return clone;
    }

    /// <summary>The live values of one parameter, or of one of <see cref="State"/>.</summary>
    /// <exception cref="KeyNotFoundException">No parameter of that name.</exception>
    public Span<T> GetParameter(string name)
    {
        if (!_byName.TryGetValue(name, out var found))
            throw new KeyNotFoundException($"The network has no parameter '{name}'; it has {string.Join(", ", _byName.Keys)}.");
        return found.Info.Of(found.Buffer.Span);
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

    /// <summary>Where a layer of the definition begins.</summary>
    /// <param name="name">A layer's name, or <c>layers.</c> and its position from 0.</param>
    /// <exception cref="ArgumentException">No layer of that name.</exception>
    internal LayerPlace PlaceOf(string name)
    {
        var layers = Definition.Layers;
        for (var i = 0; i < layers.Length; i++)
        {
            if ((layers[i].Name ?? $"layers.{i}") == name)
                return Chain.Places[i];
        }

        throw new ArgumentException(
            $"The network has no layer '{name}'; it has {string.Join(", ", layers.Select((layer, i) => layer.Name ?? $"layers.{i}"))}.",
            nameof(name));
    }

    /// <summary>Rows that a chain predicts at a time, so that the values in between stay small.</summary>
    internal static int PredictionBatch(LayerChain<T> chain) =>
        Math.Clamp(PredictionRoom / Math.Max(1, chain.ScratchSize), 1, MaximumPredictionBatch);

    /// <summary>
    /// The scores of many rows on several threads, with the same bits for any number of them. Thread-safe; the threads are kept for the
    /// next call. However many rows there are, the room for values between the layers stays within some 100 MB.
    /// </summary>
    /// <param name="x">[rows, inputs], row-major.</param>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="scores">[rows, outputs], row-major, overwritten.</param>
    /// <param name="threads">Number of threads, the calling one included; 0 for one on each processor.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<T> x, int rows, Span<T> scores, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (Pieces.Threads(threads) == 1)
        {
            Predict(x, rows, scores, WorkerPool.Single);
            return;
        }

        var workers = Pieces.Take(Pieces.Threads(threads));
        Predict(x, rows, scores, workers);
        Pieces.GiveBack(workers);
    }

    internal void Predict(ReadOnlySpan<T> x, int rows, Span<T> scores, WorkerPool workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        CheckLengths(x.Length, scores.Length, rows);
        for (var start = 0; start < rows; start += _predictionBatch)
        {
            var count = Math.Min(_predictionBatch, rows - start);
            PredictBatch(
                x.Slice(start * InputSize, count * InputSize), count, scores.Slice(start * OutputSize, count * OutputSize), workers);
        }
    }

    private void PredictBatch(ReadOnlySpan<T> x, int rows, Span<T> scores, WorkerPool workers)
    {
        var scratch = ThreadBuffers<T>.ForActivations(checked(rows * Chain.ScratchSize));
        var pass = new Pass<T> { Batch = rows, Parameters = ParameterValues, State = StateValues, Workers = workers, Scratch = scratch };
        Chain.Predict(pass, x, scores);
    }

    private void CheckLengths(int features, int scores, int rows)
    {
        if (features != (long)rows * InputSize)
        {
            throw new ArgumentException($"The network takes {InputSize} features per row, so {rows} row(s) need {(long)rows * InputSize}; "
                + $"found {features}.", nameof(features));
        }

        if (scores != (long)rows * OutputSize)
        {
            throw new ArgumentException($"The network gives {OutputSize} scores per row, so {rows} row(s) need room for "
                + $"{(long)rows * OutputSize}; found {scores}.", nameof(scores));
        }
    }
}
