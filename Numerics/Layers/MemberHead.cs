using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A fully connected layer for each of several members, with weights of their own: y_m = W_m x_m + b_m (the head of TabM: Gorishniy et al.
/// 2025, arXiv:2410.24210). Starts as PyTorch's <c>Linear</c>. Shapes: x [members, inputs], y [members, outputs], weight [members,
/// outputs, inputs], bias [members, outputs].
/// </summary>
/// <param name="Members">Number of members, at least 1.</param>
/// <param name="Outputs">Outputs of each member, at least 1.</param>
public sealed record MemberHead(int Members, int Outputs) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank == 2 && input[0] == Members
        ? new Shape(Members, Outputs)
        : throw new ArgumentException($"A head of {Members} members takes the shape [{Members}, inputs]; found {input}.");

    /// <inheritdoc/>
    public override void Validate() => MemberShapes.Require(Members, Outputs);

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => (long)Members * Outputs * (input[input.Rank - 1] + 1);

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => (long)Members * Outputs * input[input.Rank - 1];

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new MemberHeadLayer<T>(
        input,
        layout.Add($"{path}.weight", new Shape(Members, Outputs, input[input.Rank - 1]), ParameterRole.Weight),
        layout.Add($"{path}.bias", new Shape(Members, Outputs), ParameterRole.Bias));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var weight = graph.Transpose(graph.Constant(numbers["weight"], Members, Outputs, input[1]), 0, 2, 1);
        var product = graph.Product(graph.Transpose(x, 1, 0, 2), weight);
        return graph.Add(graph.Transpose(product, 1, 0, 2), graph.Constant(numbers["bias"], Members, Outputs));
    }
}

/// <summary>
/// y_m = W_m x_m + b_m, a product for each member over the batch. Shapes: x [batch, members, n], y [batch, members, outputs]. Backward:
/// dW_m = dy_mᵀ x_m, db = Σ dy, dx_m = dy_m W_m.
/// </summary>
internal sealed class MemberHeadLayer<T>(Shape input, ParameterInfo weight, ParameterInfo bias)
    : Layer<T>(input, bias.Shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _members = bias.Shape[0];
    private readonly int _outputs = bias.Shape[1];
    private readonly int _inputs = input[1];

    public override bool KeepsOutputGradient => true;

    public override int ScratchSize => _inputs + _outputs;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        if (ReferenceEquals(random, Xoshiro256.Unused))
            return;
        var bound = 1 / Math.Sqrt(_inputs);
        foreach (ref var value in weight.Of(parameters))
            value = T.CreateTruncating(random.NextUniform(-bound, bound));
        foreach (ref var value in bias.Of(parameters))
            value = T.CreateTruncating(random.NextUniform(-bound, bound));
    }

    public override LayerWorkspace CreateWorkspace(int maximumBatch) =>
        new Workspace(checked(maximumBatch * _inputs), checked(maximumBatch * _outputs));

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var own = InputRoom(pass);
        var result = OutputRoom(pass);
        var w = weight.Of(pass.Parameters);
        var b = bias.Of(pass.Parameters);
        for (var member = 0; member < _members; member++)
        {
            Take(x, member, _inputs, own);
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, _outputs, _inputs, new MatrixView<T>(own, _inputs),
                MatrixView<T>.Transposed(w.Slice(member * _outputs * _inputs, _outputs * _inputs), _inputs), result,
                new Epilogue<T>(b.Slice(member * _outputs, _outputs), rectify: false));
            Put(result, member, _outputs, y);
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var own = InputRoom(pass);
        var slopes = OutputRoom(pass);
        var w = weight.Of(pass.Parameters);
        var dw = weight.Of(pass.Gradients);
        var db = bias.Of(pass.Gradients);
        for (var member = 0; member < _members; member++)
        {
            Take(x, member, _inputs, own);
            Take(dy, member, _outputs, slopes);
            var place = member * _outputs * _inputs;
            BiasGradient<T>.Compute(pass.Workers, default, slopes, db.Slice(member * _outputs, _outputs));
            MatrixProduct.Multiply(
                pass.Workers, _outputs, _inputs, pass.Batch, MatrixView<T>.Transposed(slopes, _outputs),
                new MatrixView<T>(own, _inputs), dw.Slice(place, _outputs * _inputs), default);
            if (dx.IsEmpty)
                continue;
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, _inputs, _outputs, new MatrixView<T>(slopes, _outputs),
                new MatrixView<T>(w.Slice(place, _outputs * _inputs), _inputs), own, default);
            Put(own, member, _inputs, dx);
        }
    }

    private Span<T> InputRoom(in Pass<T> pass) =>
        (pass.Workspace is Workspace workspace ? workspace.Inputs.Span : pass.Scratch)[..(pass.Batch * _inputs)];

    private Span<T> OutputRoom(in Pass<T> pass)
    {
        var length = pass.Batch * _outputs;
        return pass.Workspace is Workspace workspace
            ? workspace.Outputs.Span[..length]
            : pass.Scratch.Slice(pass.Batch * _inputs, length);
    }

    /// <summary>The rows of one member out of [batch, members, width].</summary>
    private void Take(ReadOnlySpan<T> all, int member, int width, Span<T> own)
    {
        for (var (from, to) = (member * width, 0); to < own.Length; from += _members * width, to += width)
            all.Slice(from, width).CopyTo(own[to..]);
    }

    private void Put(ReadOnlySpan<T> own, int member, int width, Span<T> all)
    {
        for (var (from, to) = (0, member * width); from < own.Length; from += width, to += _members * width)
            own.Slice(from, width).CopyTo(all[to..]);
    }

    /// <summary>Room for the inputs and the outputs of one member.</summary>
    private sealed class Workspace(int inputs, int outputs) : LayerWorkspace
    {
        public AlignedBuffer<T> Inputs { get; } = new(inputs);

        public AlignedBuffer<T> Outputs { get; } = new(outputs);
    }
}
