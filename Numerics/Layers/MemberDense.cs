using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A fully connected layer of several members that share their weights: member m computes y_m = s_m · (W (r_m · x_m)) + b_m with its own
/// scales r_m and s_m, element by element, and its own bias (BatchEnsemble: Wen et al. 2020, arXiv:2002.06715; as TabM uses it: Gorishniy
/// et al. 2025, arXiv:2410.24210). All members go through one matrix product. Shapes: x [members, inputs], or [inputs], which every
/// member then takes; y [members, outputs]; weight [outputs, inputs]; r [members, inputs]; s, bias [members, outputs].
/// </summary>
/// <param name="Members">Number of members, at least 1.</param>
/// <param name="Outputs">Outputs of each member, at least 1.</param>
/// <param name="Start">How r starts; s starts at 1. Default 1.</param>
public sealed record MemberDense(int Members, int Outputs, MemberStart Start = MemberStart.One) : LayerDefinition
{
    /// <inheritdoc/>
    public override bool TakesRectifier() => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => MemberShapes.Output(input, Members, Outputs);

    /// <inheritdoc/>
    public override void Validate()
    {
        MemberShapes.Require(Members, Outputs);
        if (!Enum.IsDefined(Start))
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "Unknown start of the members' scales.");
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input)
    {
        var inputs = (long)input[input.Rank - 1];
        return inputs * Outputs + Members * (inputs + 2L * Outputs);
    }

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => (long)Members * input[input.Rank - 1] * Outputs;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var inputs = input[input.Rank - 1];
        return new MemberDenseLayer<T>(input, Members, Outputs, Start, rectify)
        {
            Weight = layout.Add($"{path}.weight", new Shape(Outputs, inputs), ParameterRole.Weight),
            R = layout.Add($"{path}.r", new Shape(Members, inputs), ParameterRole.Scale),
            S = layout.Add($"{path}.s", new Shape(Members, Outputs), ParameterRole.Scale),
            Bias = layout.Add($"{path}.bias", new Shape(Members, Outputs), ParameterRole.Bias),
        };
    }

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var inputs = input[input.Rank - 1];
        var own = input.Rank == 1 ? graph.Reshape(x, -1, 1, inputs) : x;
        var scaled = graph.Multiply(own, graph.Constant(numbers["r"], Members, inputs));
        var product = graph.Product(scaled, graph.Transpose(graph.Constant(numbers["weight"], Outputs, inputs), 1, 0));
        return graph.Add(
            graph.Multiply(product, graph.Constant(numbers["s"], Members, Outputs)),
            graph.Constant(numbers["bias"], Members, Outputs));
    }
}

/// <summary>
/// With u = r · x (each member's own, or every member's of the shared x) and z = u Wᵀ over all members of all rows: y = s · z + b, then
/// max(·, 0) when rectified. Shapes: x [batch, members, n] or [batch, n], u [batch · members, n], z, y [batch · members, outputs].
/// Backward: ds = Σ z dy, db = Σ dy over the batch; dz = s · dy; dW = dzᵀ u; du = dz W; dr = Σ x du; dx = r · du, summed over the members
/// where x is shared.
/// </summary>
internal sealed unsafe class MemberDenseLayer<T>(Shape input, int members, int outputs, MemberStart start, bool rectify)
    : Layer<T>(input, new Shape(members, outputs))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _inputs = input[input.Rank - 1];
    private readonly bool _shared = input.Rank == 1;

    public required ParameterInfo Weight { get; init; }

    public required ParameterInfo R { get; init; }

    public required ParameterInfo S { get; init; }

    public required ParameterInfo Bias { get; init; }

    public override int ScratchSize => members * _inputs;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        if (ReferenceEquals(random, Xoshiro256.Unused))
            return;
        var bound = 1 / Math.Sqrt(_inputs);
        foreach (ref var value in Weight.Of(parameters))
            value = T.CreateTruncating(random.NextUniform(-bound, bound));
        foreach (ref var value in R.Of(parameters))
        {
            value = start switch
            {
                MemberStart.One => T.One,
                MemberStart.Signs => random.NextDouble() < 0.5 ? -T.One : T.One,
                _ => T.CreateTruncating(random.NextNormal()),
            };
        }

        S.Of(parameters).Fill(T.One);
        var biases = Bias.Of(parameters); // the same for every member
        foreach (ref var value in biases[..outputs])
            value = T.CreateTruncating(random.NextUniform(-bound, bound));
        for (var member = 1; member < members; member++)
            biases[..outputs].CopyTo(biases[(member * outputs)..]);
    }

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Workspace(
        checked(maximumBatch * members * _inputs), checked(maximumBatch * members * outputs));

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        rectify ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var rows = pass.Batch * members;
        var workspace = pass.Workspace as Workspace;
        var u = (workspace is null ? pass.Scratch : workspace.Scaled.Span)[..(rows * _inputs)];
        var z = workspace is null ? y : workspace.Products.Span[..y.Length];
        fixed (T* px = x, pu = u, pr = R.Of(pass.Parameters))
        {
            Columnwise.Run<ScaleInputs, T>(
                pass.Workers, new ScaleInputs { X = px, U = pu, R = pr, Inputs = _inputs, Shared = _shared, Columns = members * _inputs },
                pass.Batch, members * _inputs);
        }

        MatrixProduct.Multiply(
            pass.Workers, rows, outputs, _inputs, new MatrixView<T>(u, _inputs),
            MatrixView<T>.Transposed(Weight.Of(pass.Parameters), _inputs), z, default);
        fixed (T* pz = z, py = y, ps = S.Of(pass.Parameters), pb = Bias.Of(pass.Parameters))
        {
            Columnwise.Run<Finish, T>(
                pass.Workers, new Finish { Z = pz, Y = py, S = ps, B = pb, Rectify = rectify }, pass.Batch, members * outputs);
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var workspace = (Workspace)pass.Workspace!;
        var rows = pass.Batch * members;
        var u = workspace.Scaled.Span[..(rows * _inputs)];
        var z = workspace.Products.Span[..dy.Length];
        fixed (T* py = y, pdy = dy, pz = z, ps = S.Of(pass.Parameters))
        {
            var slope = new OutputSlope { Y = rectify ? py : null, Z = pz, DY = pdy, S = ps };
            Columnwise.SumPairs(pass.Workers, slope, pass.Batch, S.Of(pass.Gradients), Bias.Of(pass.Gradients));
        }

        MatrixProduct.Multiply(
            pass.Workers, outputs, _inputs, rows, MatrixView<T>.Transposed(dy, outputs), new MatrixView<T>(u, _inputs),
            Weight.Of(pass.Gradients), default);
        var du = workspace.InputGradients.Span[..u.Length];
        MatrixProduct.Multiply(
            pass.Workers, rows, _inputs, outputs, new MatrixView<T>(dy, outputs),
            new MatrixView<T>(Weight.Of(pass.Parameters), _inputs), du, default);
        fixed (T* px = x, pdu = du, pdx = dx, pr = R.Of(pass.Parameters))
        {
            var slope = new InputSlope
            {
                X = px,
                DU = pdu,
                DX = dx.IsEmpty || _shared ? null : pdx,
                R = pr,
                Inputs = _inputs,
                Columns = members * _inputs,
                Shared = _shared,
            };
            Columnwise.Sum(pass.Workers, slope, pass.Batch, R.Of(pass.Gradients));
            if (_shared && !dx.IsEmpty)
            {
                Columnwise.Run<SharedSlope, T>(
                    pass.Workers, new SharedSlope { DU = pdu, DX = pdx, R = pr, Inputs = _inputs, Members = members }, pass.Batch, _inputs);
            }
        }
    }

    /// <summary>u, z, and room for the gradient by u.</summary>
    private sealed class Workspace(int scaled, int products) : LayerWorkspace
    {
        public AlignedBuffer<T> Scaled { get; } = new(scaled);

        public AlignedBuffer<T> Products { get; } = new(products);

        public AlignedBuffer<T> InputGradients { get; } = new(scaled);
    }

    /// <summary>u = r · x.</summary>
    private struct ScaleInputs : IColumnwise<T>
    {
        public T* X, U, R;
        public int Inputs, Columns;
        public bool Shared;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var u = TSimd.Multiply(TSimd.Load(R + column), LoadInput<TSimd, TVector>(X, at, column, Inputs, Columns, Shared));
            TSimd.Store(U + at, u);
            return u;
        }
    }

    /// <summary>y = s · z + b, rectified or not.</summary>
    private struct Finish : IColumnwise<T>
    {
        public T* Z, Y, S, B;
        public bool Rectify;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var y = TSimd.MultiplyAdd(TSimd.Load(S + column), TSimd.Load(Z + at), TSimd.Load(B + column));
            if (Rectify)
                y = TSimd.Rectify(y);
            TSimd.Store(Y + at, y);
            return y;
        }
    }

    /// <summary>z · dy and dy, which is 0 first where y is 0 when rectified; leaves s · dy in the place of dy.</summary>
    private struct OutputSlope : IColumnwisePair<T>
    {
        public T* Y, Z, DY, S;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column, out TVector second)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var dy = TSimd.Load(DY + at);
            if (Y != null)
                dy = TSimd.SelectGreater(TSimd.Load(Y + at), TSimd.Create(T.Zero), dy, TSimd.Create(T.Zero));
            second = dy;
            TSimd.Store(DY + at, TSimd.Multiply(TSimd.Load(S + column), dy));
            return TSimd.Multiply(TSimd.Load(Z + at), dy);
        }
    }

    /// <summary>x · du; leaves r · du in dx where that is wanted.</summary>
    private struct InputSlope : IColumnwise<T>
    {
        public T* X, DU, DX, R;
        public int Inputs, Columns;
        public bool Shared;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var du = TSimd.Load(DU + at);
            if (DX != null)
                TSimd.Store(DX + at, TSimd.Multiply(TSimd.Load(R + column), du));
            return TSimd.Multiply(LoadInput<TSimd, TVector>(X, at, column, Inputs, Columns, Shared), du);
        }
    }

    /// <summary>dx = Σ r · du over the members.</summary>
    private struct SharedSlope : IColumnwise<T>
    {
        public T* DU, DX, R;
        public int Inputs, Members;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var sum = TSimd.Create(T.Zero);
            var du = DU + (at - column) * Members + column;
            for (nint member = 0; member < Members; member++)
                sum = TSimd.MultiplyAdd(TSimd.Load(R + member * Inputs + column), TSimd.Load(du + member * Inputs), sum);
            TSimd.Store(DX + at, sum);
            return sum;
        }
    }

    /// <summary>
    /// The inputs behind neighbouring elements of u. Where all members share them, a vector may reach from one member's into the next
    /// one's; its elements are then taken one by one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LoadInput<TSimd, TVector>(T* x, nint at, nint column, int inputs, int columns, bool shared)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        if (!shared)
            return TSimd.Load(x + at);
        var own = x + (at - column) / columns * inputs;
        var place = column % inputs;
        return place + TSimd.Count <= inputs ? TSimd.Load(own + place) : Gather<TSimd, TVector>(own, place, inputs);
    }

    [SkipLocalsInit]
    private static TVector Gather<TSimd, TVector>(T* own, nint place, int inputs)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var values = stackalloc T[TSimd.Count];
        for (var i = 0; i < TSimd.Count; i++)
        {
            values[i] = own[place];
            place = place + 1 == inputs ? 0 : place + 1;
        }

        return TSimd.Load(values);
    }
}
