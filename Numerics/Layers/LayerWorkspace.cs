namespace MlPipelines.Numerics.Layers;

/// <summary>What one layer remembers between its forward and backward pass; a layer that needs one derives its own.</summary>
internal abstract class LayerWorkspace;
