namespace MlPipelines.Numerics.Layers;

/// <summary>How the scales of the members' inputs start.</summary>
public enum MemberStart
{
    /// <summary>All 1: members begin alike.</summary>
    One,

    /// <summary>1 or −1 at random.</summary>
    Signs,

    /// <summary>Normal with mean 0 and variance 1.</summary>
    Normal,
}
