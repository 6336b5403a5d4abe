using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// A convolution of one sample whose filters are packed once: for a single sample packing them takes several times as long as the
/// convolution. Immutable; safe for any number of threads.
/// </summary>
internal sealed unsafe class PreparedConvolution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Winograd's method reads four times as many numbers of the filters: with few tiles for many filters it is the slower.
    /// </summary>
    private const int FewTiles = 8;

    private const int ManyWeights = 1 << 18;
    private readonly ConvolutionShape _shape;
    private readonly AlignedBuffer<T> _packed;
    private readonly AlignedBuffer<T>? _bias;
    private readonly bool _winograd;
    private readonly bool _rectify;
    private readonly AlignedBuffer<T>? _scale;
    private readonly AlignedBuffer<T>? _shift;

    /// <summary>Packs the filters.</summary>
    /// <param name="shape">All sizes.</param>
    /// <param name="weight">[outputs, inputs, kernel height, kernel width].</param>
    /// <param name="bias">[outputs], or empty.</param>
    /// <param name="rectify">Whether negative results become 0.</param>
    public PreparedConvolution(ConvolutionShape shape, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, bool rectify)
    {
        _shape = shape;
        _rectify = rectify;
        _winograd = WinogradShape.Suits(shape) && !TinyImages.Suits(shape)
            && (new WinogradShape(shape).Tiles >= FewTiles || shape.WeightSize < ManyWeights);
        var padded = VectorPadding.Of<T>(shape.OutputChannels);
        _packed = new AlignedBuffer<T>(checked((_winograd ? WinogradShape.Places * shape.InputChannels : shape.Taps) * padded));
        _bias = bias.IsEmpty ? null : Padded(bias);
        fixed (T* pWeight = weight)
        {
            var packing = new PackingCall
            {
                Shape = shape,
                Weight = pWeight,
                Padded = padded,
                Winograd = _winograd,
                Packed = _packed.Pointer,
            };
            SimdDispatch.Run<PackingCall, T>(ref packing);
        }
    }

    /// <summary>The same with a scale and a shift behind it; the packed filters are shared.</summary>
    private PreparedConvolution(PreparedConvolution<T> other, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool rectify)
    {
        (_shape, _packed, _bias, _winograd) = (other._shape, other._packed, other._bias, other._winograd);
        (_scale, _shift, _rectify) = (Padded(scale), Padded(shift), rectify);
    }

    /// <summary>This convolution followed by y ← scale · y + shift; null where it ends with a scale or a rectifier.</summary>
    /// <param name="scale">[outputs].</param>
    /// <param name="shift">[outputs].</param>
    /// <param name="rectify">Whether negative results then become 0.</param>
    public PreparedConvolution<T>? Scaled(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool rectify) =>
        _rectify || _scale is not null || scale.Length != _shape.OutputChannels ? null : new(this, scale, shift, rectify);

    /// <summary>y = x * weight + bias, scaled and shifted, then max(·, 0) when rectified. Overwrites y.</summary>
    /// <param name="x">[input height, input width, inputs].</param>
    /// <param name="y">[output height, output width, outputs].</param>
    public void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        if (x.Length != _shape.InputSize || y.Length != _shape.OutputSize)
        {
            throw new ArgumentException(
                $"{_shape.InputSize} inputs and {_shape.OutputSize} outputs were expected; found {x.Length} and {y.Length}.");
        }

        fixed (T* px = x, py = y)
        {
            var call = new ForwardCall
            {
                Shape = _shape,
                X = px,
                Packed = _packed.Pointer,
                Finish = new ConvolutionFinish<T>(PointerOf(_bias), PointerOf(_scale), PointerOf(_shift), _rectify),
                Y = py,
                Winograd = _winograd,
            };
            SimdDispatch.Run<ForwardCall, T>(ref call);
        }

        GC.KeepAlive(this);
    }

    private static T* PointerOf(AlignedBuffer<T>? buffer) => buffer is null ? null : buffer.Pointer;

    private static AlignedBuffer<T> Padded(ReadOnlySpan<T> values)
    {
        var padded = new AlignedBuffer<T>(VectorPadding.Of<T>(values.Length));
        values.CopyTo(padded.Span);
        return padded;
    }

    private struct PackingCall : ISimdKernel<T>
    {
        public ConvolutionShape Shape;
        public T* Weight, Packed;
        public int Padded;
        public bool Winograd;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var (inputs, outputs) = (Shape.InputChannels, Shape.OutputChannels);
            var ordered = ThreadBuffers<T>.ForB(checked(Shape.Taps * Padded));
            FilterOrder.OutputsLast(Shape, Weight, Padded, ordered);
            if (Winograd)
            {
                WinogradFilters<TSimd, TVector, T>.Transform(ordered, inputs, outputs, Padded, false, Packed);
                return;
            }

            FilterOrder.Panels<TSimd, TVector, T>(
                ordered, inputs, Shape.KernelHeight * Shape.KernelWidth, outputs, Padded,
                ConvolutionTile<TSimd, TVector, T>.PanelWidth, false, Packed);
        }
    }

    private struct ForwardCall : ISimdKernel<T>
    {
        public ConvolutionShape Shape;
        public T* X, Packed, Y;
        public ConvolutionFinish<T> Finish;
        public bool Winograd;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var finish = Finish;
            if (Winograd)
                WinogradConvolution<TSimd, TVector, T>.Run(WorkerPool.Single, 1, Shape, X, Packed, finish, Y);
            else
                DirectConvolution<TSimd, TVector, T>.Run(WorkerPool.Single, 1, Shape, X, Packed, finish, Y);
        }
    }
}
