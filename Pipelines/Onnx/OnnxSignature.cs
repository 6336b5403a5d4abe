namespace MlPipelines.Pipelines.Onnx;

/// <summary>What an ONNX file takes and gives.</summary>
/// <param name="Inputs">Its inputs, in order; all must be given.</param>
/// <param name="Outputs">Its outputs, in order.</param>
/// <param name="Opset">The opset of its operators.</param>
public sealed record OnnxSignature(IReadOnlyList<OnnxTensor> Inputs, IReadOnlyList<OnnxTensor> Outputs, int Opset);

/// <summary>An input or output of an ONNX file.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The type of its elements as ONNX and NumPy call it: float32, float64, string, bool, uint32.</param>
/// <param name="Dimensions">Its dimensions behind the first, which counts the rows.</param>
/// <param name="Meaning">What its values are, in words; empty where the name says it.</param>
public sealed record OnnxTensor(string Name, string Type, IReadOnlyList<int> Dimensions, string Meaning)
{
    /// <summary>As <c>[rows, 3]</c>.</summary>
    public string Shape => $"[{string.Join(", ", Dimensions.Select(dimension => $"{dimension}").Prepend("rows"))}]";
}
