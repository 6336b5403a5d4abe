namespace MlPipelines.Numerics.Serialization;

/// <summary>The element types of a safetensors file that this project writes and reads.</summary>
public enum TensorType
{
    /// <summary>32-bit IEEE 754, little-endian; <c>F32</c> in the file.</summary>
    Float32,

    /// <summary>64-bit IEEE 754, little-endian; <c>F64</c> in the file.</summary>
    Float64,
}
