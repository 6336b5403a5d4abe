namespace MlPipelines.Numerics.Trees;

/// <summary>Which leaf of a growing tree is divided next.</summary>
public enum GrowthPolicy
{
    /// <summary>The leaf of the largest gain.</summary>
    LeafWise,

    /// <summary>The leaf nearest to the root.</summary>
    DepthWise,
}
