using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Each number as several: cosines c_j = cos(2π w_j x + b_j) at trained frequencies and phases, a linear layer of its own behind them, and
/// the number itself (PBLD of RealMLP: Holzmüller et al. 2024, arXiv:2407.04491; periodic features: Gorishniy et al. 2022,
/// arXiv:2203.05556). Shapes: x [n]; y [n · outputs], first outputs − 1 values of the linear layer for each number, then the n numbers;
/// frequency.weight, frequency.bias [n, frequencies]; linear.weight [n, outputs − 1, frequencies]; linear.bias [n, outputs − 1].
/// </summary>
/// <param name="Frequencies">Cosines for each number, at least 1. Default 16.</param>
/// <param name="Outputs">Values for each number, itself included, at least 2. Default 4.</param>
/// <param name="Deviation">Standard deviation of the initial frequencies, in turns per unit of x, above 0. Phases start uniform in ±π, the
/// linear layer as PyTorch's. Default 0.1.</param>
public sealed record PeriodicEmbedding(int Frequencies = 16, int Outputs = 4, double Deviation = 0.1) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(checked(input.Size * Outputs));

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Frequencies < 1)
            throw new ArgumentOutOfRangeException(nameof(Frequencies), Frequencies, "A periodic embedding needs at least 1 frequency.");
        if (Outputs < 2)
            throw new ArgumentOutOfRangeException(nameof(Outputs), Outputs, "A periodic embedding needs at least 2 outputs.");
        if (!(double.IsFinite(Deviation) && Deviation > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Deviation), Deviation, $"The deviation of initial frequencies must be finite and above 0; found {Deviation}.");
        }
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => input.Size * (2L * Frequencies + (Frequencies + 1L) * (Outputs - 1));

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => input.Size * (Frequencies + (long)Frequencies * (Outputs - 1));

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new PeriodicEmbeddingLayer<T>(
        input, OutputShape(input), Deviation,
        layout.Add($"{path}.frequency.weight", new Shape(input.Size, Frequencies), ParameterRole.Weight),
        layout.Add($"{path}.frequency.bias", new Shape(input.Size, Frequencies), ParameterRole.Bias),
        layout.Add($"{path}.linear.weight", new Shape(input.Size, Outputs - 1, Frequencies), ParameterRole.Weight),
        layout.Add($"{path}.linear.bias", new Shape(input.Size, Outputs - 1), ParameterRole.Bias));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        // In turns, so that whole ones can be taken away before the cosine: runtimes lose digits of large angles.
        float[] phase = [.. numbers["frequency.bias"].Select(angle => angle * (float)(1 / (2 * Math.PI)))];
        var turns = graph.Add(
            graph.Multiply(graph.Reshape(x, -1, input.Size, 1), graph.Constant(numbers["frequency.weight"], input.Size, Frequencies)),
            graph.Constant(phase, input.Size, Frequencies));
        var part = graph.Subtract(turns, graph.Apply("Round", turns));
        var cosines = graph.Apply("Cos", graph.Multiply(part, graph.Number((float)(2 * Math.PI))));
        var weight = graph.Constant(numbers["linear.weight"], input.Size, Outputs - 1, Frequencies);
        var product = graph.Transpose(graph.Product(graph.Transpose(cosines, 1, 0, 2), graph.Transpose(weight, 0, 2, 1)), 1, 0, 2);
        var linear = graph.Add(product, graph.Constant(numbers["linear.bias"], input.Size, Outputs - 1));
        return graph.Concat(1, graph.Reshape(linear, -1, input.Size * (Outputs - 1L)), graph.Reshape(x, -1, input.Size));
    }
}

/// <summary>
/// y[i, o] = Σ_j v_ioj cos(2π w_ij x_i + b_ij) + d_io, then x. Shapes: x [batch, n], y [batch, n · outputs]. Backward: with g_ij = −sin(2π
/// w_ij x_i + b_ij) Σ_o v_ioj dy_io: dv_ioj = Σ dy_io cos(…), dd_io = Σ dy_io, dw_ij = Σ 2π x_i g_ij, db_ij = Σ g_ij over the batch; dx_i =
/// Σ_j 2π w_ij g_ij + dy of the number itself. Features are divided among threads; each sum runs over the batch in order.
/// </summary>
internal sealed class PeriodicEmbeddingLayer<T>(
    Shape input, Shape output, double deviation, ParameterInfo frequency, ParameterInfo phase, ParameterInfo weight, ParameterInfo bias)
    : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _frequencies = frequency.Shape[1];
    private readonly int _linear = bias.Shape[1];

    public override bool KeepsOutputGradient => true;

    public override int ScratchSize => 2 * frequency.Length;

    /// <summary>A property, so that it is a constant in the loops.</summary>
    private static T TwoPi => T.CreateTruncating(2 * Math.PI);

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        if (ReferenceEquals(random, Xoshiro256.Unused))
            return;
        foreach (ref var value in frequency.Of(parameters))
            value = T.CreateTruncating(deviation * random.NextNormal());
        Uniform(phase.Of(parameters), Math.PI, random);
        Uniform(weight.Of(parameters), 1 / Math.Sqrt(_frequencies), random);
        Uniform(bias.Of(parameters), 1 / Math.Sqrt(_frequencies), random);
    }

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Workspace(checked(maximumBatch * frequency.Length));

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new Row(this, parameters.ToArray());

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var length = pass.Batch * frequency.Length;
        if (pass.Workspace is Workspace workspace)
            Forward(pass.Workers, pass.Parameters, x, y, workspace.Cosines.Span[..length], workspace.Sines.Span[..length]);
        else
            Forward(pass.Workers, pass.Parameters, x, y, pass.Scratch[..length], pass.Scratch.Slice(length, length));
    }

    public override unsafe void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var workspace = (Workspace)pass.Workspace!;
        fixed (T* px = x, pdy = dy, pdx = dx, parameters = pass.Parameters, gradients = pass.Gradients)
        {
            var work = new BackwardWork
            {
                Layer = this,
                X = px,
                DY = pdy,
                DX = dx.IsEmpty ? null : pdx,
                Parameters = parameters,
                Gradients = gradients,
                Cosines = workspace.Cosines.Pointer,
                Sines = workspace.Sines.Pointer,
                Batch = pass.Batch,
                Parts = Math.Clamp(Math.Min(InputSize, pass.Batch * frequency.Length / 4096), 1, pass.Workers.Threads),
            };
            pass.Workers.Run(ref work, work.Parts);
        }
    }

    private static void Uniform(Span<T> values, double bound, Xoshiro256 random)
    {
        foreach (ref var value in values)
            value = T.CreateTruncating(random.NextUniform(-bound, bound));
    }

    private unsafe void Forward(
        WorkerPool workers, ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> y, Span<T> cosines, Span<T> sines)
    {
        fixed (T* px = x, py = y, pp = parameters, pc = cosines, ps = sines)
        {
            var work = new ForwardWork
            {
                Layer = this,
                X = px,
                Y = py,
                Parameters = pp,
                Cosines = pc,
                Sines = ps,
                Batch = x.Length / InputSize,
                Parts = Math.Clamp(cosines.Length / 4096, 1, workers.Threads),
            };
            work.Parts = Math.Min(work.Parts, work.Batch);
            workers.Run(ref work, work.Parts);
        }
    }

    private sealed class Workspace(int cosines) : LayerWorkspace
    {
        public AlignedBuffer<T> Cosines { get; } = new(cosines);

        public AlignedBuffer<T> Sines { get; } = new(cosines);
    }

    /// <summary>Rows of the batch.</summary>
    private unsafe struct ForwardWork : IWork
    {
        public PeriodicEmbeddingLayer<T> Layer;
        public T* X, Y, Parameters, Cosines, Sines;
        public int Batch, Parts;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int part)
        {
            var (first, end) = Threading.Parts.Of(Batch, Parts, part);
            var (n, frequencies, linear) = (Layer.InputSize, Layer._frequencies, Layer._linear);
            var w = Parameters + Layer.Frequency.Offset;
            var b = Parameters + Layer.Phase.Offset;
            var v = Parameters + Layer.Weight.Offset;
            var d = Parameters + Layer.Bias.Offset;
            for (var row = first; row < end; row++)
            {
                for (var i = 0; i < n; i++)
                {
                    var at = ((nint)row * n + i) * frequencies;
                    var y = Y + (nint)row * Layer.OutputSize + i * linear;
                    for (var o = 0; o < linear; o++)
                        y[o] = d[i * linear + o];
                    var wave = new Wave
                    {
                        Frequency = w + i * frequencies,
                        Phase = b + i * frequencies,
                        Weight = v + i * linear * frequencies,
                        X = X[row * n + i],
                        Y = y,
                        Cosines = Cosines + at,
                        Sines = Sines + at,
                        Frequencies = frequencies,
                        Linear = linear,
                    };
                    ShortRow.Run<Wave, T>(wave, frequencies);
                    Y[(nint)row * Layer.OutputSize + n * linear + i] = X[row * n + i];
                }
            }
        }
    }

    /// <summary>Some of the numbers, with all rows of the batch.</summary>
    private unsafe struct BackwardWork : IWork
    {
        public PeriodicEmbeddingLayer<T> Layer;
        public T* X, DY, DX, Parameters, Gradients, Cosines, Sines;
        public int Batch, Parts;

        public readonly void Run(int part)
        {
            var (first, end) = Threading.Parts.Of(Layer.InputSize, Parts, part);
            for (var i = first; i < end; i++)
                Run(Layer, i);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Run(PeriodicEmbeddingLayer<T> layer, int i)
        {
            var (n, frequencies, linear, outputs) = (layer.InputSize, layer._frequencies, layer._linear, layer.OutputSize);
            var dd = Gradients + layer.Bias.Offset + i * linear;
            var dv = (nint)i * linear * frequencies + layer.Weight.Offset;
            new Span<T>(dd, linear).Clear();
            new Span<T>(Gradients + dv, linear * frequencies).Clear();
            for (var row = 0; row < Batch; row++)
            {
                var dy = DY + (nint)row * outputs;
                for (var o = 0; o < linear; o++)
                    dd[o] += dy[i * linear + o];
                if (DX != null)
                    DX[row * n + i] = dy[n * linear + i];
            }

            var waves = new Waves
            {
                X = X + i,
                DX = DX == null ? null : DX + i,
                DY = DY + i * linear,
                Frequency = Parameters + layer.Frequency.Offset + i * frequencies,
                Weight = Parameters + dv,
                FrequencyGradient = Gradients + layer.Frequency.Offset + i * frequencies,
                PhaseGradient = Gradients + layer.Phase.Offset + i * frequencies,
                WeightGradient = Gradients + dv,
                Cosines = Cosines + i * frequencies,
                Sines = Sines + i * frequencies,
                Batch = Batch,
                Inputs = n,
                Outputs = outputs,
                Frequencies = frequencies,
                Linear = linear,
            };
            ShortRow.Run<Waves, T>(waves, frequencies);
        }
    }

    /// <summary>The gradients by neighbouring frequencies of one number, over all rows; what they add to dx.</summary>
    private unsafe struct Waves : IElementwise<T>
    {
        public T* X, DX, DY, Frequency, Weight, FrequencyGradient, PhaseGradient, WeightGradient, Cosines, Sines;
        public int Batch, Inputs, Outputs, Frequencies, Linear;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint j)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            TVector dw, db;
            dw = db = TSimd.Create(T.Zero);
            T* x = X, dx = DX, dy = DY, cosines = Cosines + j, sines = Sines + j;
            var w = TSimd.Load(Frequency + j);
            for (var row = 0; row < Batch; row++)
            {
                var cosine = TSimd.Load(cosines);
                var g = TSimd.Create(T.Zero);
                T* v = Weight + j, dv = WeightGradient + j;
                for (var o = 0; o < Linear; o++, v += Frequencies, dv += Frequencies)
                {
                    var slope = TSimd.Create(dy[o]);
                    TSimd.Store(dv, TSimd.MultiplyAdd(cosine, slope, TSimd.Load(dv)));
                    g = TSimd.MultiplyAdd(TSimd.Load(v), slope, g);
                }

                g = TSimd.Multiply(g, TSimd.Load(sines));
                db = TSimd.Subtract(db, g);
                dw = TSimd.MultiplyAdd(g, TSimd.Create(-TwoPi * *x), dw);
                if (dx != null)
                {
                    *dx -= TwoPi * TSimd.Sum(TSimd.Multiply(g, w));
                    dx += Inputs;
                }

                x += Inputs;
                dy += Outputs;
                cosines += Inputs * Frequencies;
                sines += Inputs * Frequencies;
            }

            TSimd.Store(FrequencyGradient + j, dw);
            TSimd.Store(PhaseGradient + j, db);
        }
    }

    /// <summary>cos and sin of 2π w x + b for neighbouring frequencies, and what they add to y.</summary>
    private unsafe struct Wave : IElementwise<T>
    {
        public T* Frequency, Phase, Weight, Y, Cosines, Sines;
        public T X;
        public int Frequencies, Linear;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var phase = TSimd.Multiply(TSimd.Load(Phase + i), TSimd.Create(T.One / TwoPi));
            var (cos, sin) = Turns.CosSin<TSimd, TVector, T>(TSimd.MultiplyAdd(TSimd.Load(Frequency + i), TSimd.Create(X), phase));
            TSimd.Store(Cosines + i, cos);
            TSimd.Store(Sines + i, sin);
            for (var o = 0; o < Linear; o++)
                Y[o] += TSimd.Sum(TSimd.Multiply(cos, TSimd.Load(Weight + o * Frequencies + i)));
        }
    }

    private ParameterInfo Frequency => frequency;

    private ParameterInfo Phase => phase;

    private ParameterInfo Weight => weight;

    private ParameterInfo Bias => bias;

    private sealed class Row(PeriodicEmbeddingLayer<T> layer, T[] parameters) : RowLayer<T>
    {
        public override int Outputs => layer.OutputSize;

        public override int ScratchSize => layer.ScratchSize;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            var length = layer.Frequency.Length;
            layer.Forward(WorkerPool.Single, parameters, x, y, scratch[..length], scratch.Slice(length, length));
        }
    }
}
