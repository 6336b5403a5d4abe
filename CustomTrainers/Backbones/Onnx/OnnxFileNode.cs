namespace MlPipelines.CustomTrainers.Backbones.Onnx;

/// <summary>One computation of an ONNX graph.</summary>
/// <param name="Operator">What is computed: <c>Conv</c>.</param>
/// <param name="Name">What the file calls it; may be empty.</param>
/// <param name="Inputs">Names of the values that it takes, in order.</param>
/// <param name="Outputs">Names of the values that it gives, in order.</param>
/// <param name="Attributes">Its settings, by name.</param>
internal sealed record OnnxFileNode(
    string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>As <c>Conv 'Convolution249'</c>.</summary>
    public override string ToString() => $"{Operator} '{Name}'";
}

/// <summary>A setting of a node; what the file does not give is 0 or empty.</summary>
/// <param name="Single">Its number of floating point.</param>
/// <param name="Integer">Its whole number.</param>
/// <param name="Text">Its text.</param>
/// <param name="Integers">Its list of whole numbers.</param>
internal sealed record OnnxAttribute(float Single, long Integer, string Text, IReadOnlyList<long> Integers);
