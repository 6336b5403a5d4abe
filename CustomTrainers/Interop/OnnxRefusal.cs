namespace MlPipelines.CustomTrainers.Interop;

/// <summary>What a component of ours answers when ML.NET asks whether it can be converted to ONNX.</summary>
internal static class OnnxRefusal
{
    /// <summary>The error that names the component.</summary>
    public static NotSupportedException Error(string component)
        => new($"{component} cannot be converted to ONNX: this version of the library has no conversion for it. Save the chain by Model.Save instead.");
}
