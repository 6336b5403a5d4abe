using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>What happens to gradients between the backward pass and the update: penalties are added, then they are clipped.</summary>
internal static unsafe class GradientShaping
{
    /// <summary>Keeps the clipping's division finite, as PyTorch does.</summary>
    private const double NormEpsilon = 1e-6;

    /// <param name="frozen">Numbers at the start of the network that are not trained: they get no penalty.</param>
    public static void Apply<T>(WorkerPool workers, TrainingSettings settings, Network<T> network, Span<T> gradients, int frozen = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (settings.L1 > 0 || settings.L2 > 0)
            AddPenalties(workers, settings, network, gradients, frozen);
        if (settings.Clipping is { } clipping)
            Clip(workers, clipping, gradients);
    }

    private static void AddPenalties<T>(
        WorkerPool workers, TrainingSettings settings, Network<T> network, Span<T> gradients, int frozen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* w = network.ParameterValues, g = gradients)
        {
            for (var i = 0; i < network.Parameters.Count; i++)
            {
                var parameter = network.Parameters[i];
                if (parameter.Role != ParameterRole.Weight || parameter.Offset < frozen)
                    continue;
                var penalty = new PenaltyGradient<T>
                {
                    W = w + parameter.Offset,
                    G = g + parameter.Offset,
                    L1 = T.CreateTruncating(settings.L1),
                    L2 = T.CreateTruncating(settings.L2),
                };
                Elementwise.Run<PenaltyGradient<T>, T>(workers, penalty, parameter.Length);
            }
        }
    }

    private static void Clip<T>(WorkerPool workers, GradientClipping clipping, Span<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* g = gradients)
        {
            if (clipping.Norm is { } limit)
            {
                var factor = limit / (Math.Sqrt(SquareSum<T>.Compute(gradients)) + NormEpsilon);
                if (factor < 1)
                {
                    Elementwise.Run<Scaling<T>, T>(
                        workers, new Scaling<T> { Values = g, Factor = T.CreateTruncating(factor) }, gradients.Length);
                }
            }

            if (clipping.Value is { } value)
            {
                Elementwise.Run<Clamping<T>, T>(
                    workers, new Clamping<T> { Values = g, Limit = T.CreateTruncating(value) }, gradients.Length);
            }
        }
    }
}

/// <summary>Keeps gradients from growing too large; both limits may be set, the norm's is applied first.</summary>
public sealed record GradientClipping
{
    /// <summary>
    /// When the Euclidean norm of the whole gradient is above this, the gradient is scaled down to it (Pascanu et al. 2013), as PyTorch's
    /// <c>clip_grad_norm_</c>. Above 0; null for no limit.
    /// </summary>
    public double? Norm { get; init; }

    /// <summary>Each element is moved into [−value, value]. Above 0; null for no limit.</summary>
    public double? Value { get; init; }

    internal void Validate()
    {
        Require(Norm, nameof(Norm));
        Require(Value, nameof(Value));
    }

    private static void Require(double? limit, string name)
    {
        if (limit is { } value && !(double.IsFinite(value) && value > 0))
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"{name} of the gradient clipping must be finite and above 0; found {value}.");
        }
    }
}
