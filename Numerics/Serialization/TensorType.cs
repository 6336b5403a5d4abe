namespace MlPipelines.Numerics.Serialization;

/// <summary>The element types of a safetensors file that this project writes and reads.</summary>
public enum TensorType
{
    /// <summary>32-bit IEEE 754, little-endian; <c>F32</c> in the file.</summary>
    Float32,

    /// <summary>64-bit IEEE 754, little-endian; <c>F64</c> in the file.</summary>
    Float64,

    /// <summary>Whole numbers of 64 bits, two's complement, little-endian; <c>I64</c> in the file. PyTorch's counters are such.</summary>
    Int64,
}
