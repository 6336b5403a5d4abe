using System.Numerics;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>A learning rate, and a weight decay, of its own for some parameters of a network.</summary>
/// <param name="Prefix">What the names of these parameters begin with, such as <c>layer4.</c>; empty for all.</param>
/// <param name="Factor">What the learning rate is multiplied by, finite and at least 0. With 0 the parameters stay as they are.</param>
/// <param name="Decay">What the optimizer's weight decay is multiplied by, finite and at least 0. With 0 the parameters do not decay.
/// Default 1.</param>
public sealed record RateFactor(string Prefix, double Factor, double Decay = 1)
{
    /// <exception cref="ArgumentException">The factor is out of its range.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Prefix);
        if (!(double.IsFinite(Factor) && Factor >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Factor), Factor, $"The factor of the rate for '{Prefix}' must be finite and at least 0; found {Factor}.");
        }

        if (!(double.IsFinite(Decay) && Decay >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Decay), Decay, $"The factor of the decay for '{Prefix}' must be finite and at least 0; found {Decay}.");
        }
    }
}

/// <summary>Neighbouring parameters that are updated at the same rate.</summary>
/// <param name="Start">Index of the first number in the network's flat buffer.</param>
/// <param name="Length">Numbers.</param>
/// <param name="Factor">What the learning rate is multiplied by, above 0.</param>
/// <param name="Decay">What the weight decay is multiplied by.</param>
internal readonly record struct RateSegment(int Start, int Length, double Factor, double Decay)
{
    /// <summary>The segments of all parameters that are trained, those of one factor behind one another.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">Factors by name.</param>
    /// <param name="frozen">Numbers at the start of the flat buffer that are not trained.</param>
    /// <exception cref="ArgumentException">A factor fits no parameter.</exception>
    public static IReadOnlyList<RateSegment> Of<T>(Network<T> network, TrainingSettings settings, int frozen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var factor in settings.RateFactors)
        {
            if (!network.Parameters.Any(parameter => parameter.Name.StartsWith(factor.Prefix, StringComparison.Ordinal)))
            {
                throw new ArgumentException(
                    $"The rate for '{factor.Prefix}' fits no parameter of the network; its parameters are "
                    + $"{string.Join(", ", network.Parameters.Select(parameter => parameter.Name))}.",
                    nameof(settings));
            }
        }

        List<RateSegment> segments = [];
        foreach (var parameter in network.Parameters)
        {
            var (factor, decay) = FactorsOf(parameter.Name, settings.RateFactors);
            if (parameter.Offset < frozen || factor == 0)
                continue;
            var segment = new RateSegment(parameter.Offset, parameter.Length, factor, decay);
            if (segments.Count > 0 && segments[^1].IsContinuedBy(segment))
                segments[^1] = segments[^1] with { Length = segments[^1].Length + parameter.Length };
            else
                segments.Add(segment);
        }

        return [.. segments.OrderBy(segment => segment.Factor).ThenBy(segment => segment.Decay)];
    }

    private bool IsContinuedBy(RateSegment next) =>
        next.Factor == Factor && next.Decay == Decay && Start + Length == next.Start;

    private static (double Factor, double Decay) FactorsOf(string name, IReadOnlyList<RateFactor> factors)
    {
        var (factor, decay, longest) = (1.0, 1.0, -1);
        foreach (var candidate in factors)
        {
            if (candidate.Prefix.Length > longest && name.StartsWith(candidate.Prefix, StringComparison.Ordinal))
                (factor, decay, longest) = (candidate.Factor, candidate.Decay, candidate.Prefix.Length);
        }

        return (factor, decay);
    }
}
