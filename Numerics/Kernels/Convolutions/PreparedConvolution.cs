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
    private readonly AlignedBuffer<T> _bias;
    private readonly bool _winograd;
    private readonly bool _rectify;

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
        _bias = new AlignedBuffer<T>(bias.IsEmpty ? 0 : padded);
        bias.CopyTo(_bias.Span);
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

    /// <summary>y = x * weight + bias, then max(·, 0) when rectified. Overwrites y.</summary>
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
                Bias = _bias.Length == 0 ? null : _bias.Pointer,
                Y = py,
                Winograd = _winograd,
                Rectify = _rectify,
            };
            SimdDispatch.Run<ForwardCall, T>(ref call);
        }

        GC.KeepAlive(this);
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
        public T* X, Packed, Bias, Y;
        public bool Winograd, Rectify;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var finish = new ConvolutionFinish<T>(Bias, null, null, Rectify);
            if (Winograd)
                WinogradConvolution<TSimd, TVector, T>.Run(WorkerPool.Single, 1, Shape, X, Packed, finish, Y);
            else
                DirectConvolution<TSimd, TVector, T>.Run(WorkerPool.Single, 1, Shape, X, Packed, finish, Y);
        }
    }
}
