namespace MlPipelines.Numerics.Onnx;

/// <summary>
/// A graph of ONNX operators under construction: the form in which a layer, a scaling or a model leaves this library. Operators are those
/// of opset 12 of ONNX and of version 2 of <c>ai.onnx.ml</c> (https://onnx.ai/onnx/operators), the newest that ML.NET's converter writes.
/// The derived class keeps the nodes.
/// </summary>
public abstract class OnnxGraph
{
    /// <summary>The opset whose operators may be used.</summary>
    public const int Opset = 12;

    /// <summary>A constant of floats.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="dimensions">Their product is the number of values; none for a single number.</param>
    public abstract OnnxValue Constant(float[] values, params long[] dimensions);

    /// <summary>A constant of doubles.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="dimensions">Their product is the number of values; none for a single number.</param>
    public abstract OnnxValue Constant(double[] values, params long[] dimensions);

    /// <summary>A constant of whole numbers.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="dimensions">Their product is the number of values; none for a single number.</param>
    public abstract OnnxValue Constant(long[] values, params long[] dimensions);

    /// <summary>A constant of texts.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="dimensions">Their product is the number of values; none for a single text.</param>
    public abstract OnnxValue Constant(string[] values, params long[] dimensions);

    /// <summary>Adds an operator with one result.</summary>
    /// <param name="type">Its name, such as <c>Gemm</c>.</param>
    /// <param name="inputs">Its inputs in order.</param>
    /// <param name="settings">Its settings; those that are not given have the operator's defaults.</param>
    public abstract OnnxValue Node(string type, IReadOnlyList<OnnxValue> inputs, params IReadOnlyList<OnnxSetting> settings);

    /// <summary>Adds an operator of the domain <c>ai.onnx.ml</c> with one result.</summary>
    /// <param name="type">Its name, such as <c>TreeEnsembleRegressor</c>.</param>
    /// <param name="input">Its input.</param>
    /// <param name="settings">Its settings.</param>
    public abstract OnnxValue MachineLearningNode(string type, OnnxValue input, params IReadOnlyList<OnnxSetting> settings);
}

/// <summary>A value in a graph: an input, a constant or the result of an operator.</summary>
/// <param name="Name">Its name in the graph.</param>
public readonly record struct OnnxValue(string Name);

/// <summary>A setting of an operator, which ONNX calls an attribute.</summary>
public sealed class OnnxSetting
{
    private OnnxSetting(string name, object value) => (Name, Value) = (name, value);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its value: long, float, string, or an array of these.</summary>
    public object Value { get; }

    /// <summary>A whole number.</summary>
    public static OnnxSetting Of(string name, long value) => new(name, value);

    /// <summary>A float.</summary>
    public static OnnxSetting Of(string name, float value) => new(name, value);

    /// <summary>A text.</summary>
    public static OnnxSetting Of(string name, string value) => new(name, value);

    /// <summary>Whole numbers.</summary>
    public static OnnxSetting Of(string name, long[] values) => new(name, values);

    /// <summary>Floats.</summary>
    public static OnnxSetting Of(string name, float[] values) => new(name, values);

    /// <summary>Texts.</summary>
    public static OnnxSetting Of(string name, string[] values) => new(name, values);
}

/// <summary>Types of elements, with the numbers that ONNX gives them.</summary>
public enum OnnxType
{
    /// <summary>32-bit floating point.</summary>
    Single = 1,

    /// <summary>64-bit whole numbers.</summary>
    Int64 = 7,

    /// <summary>Text.</summary>
    Text = 8,

    /// <summary>Truth values.</summary>
    Boolean = 9,

    /// <summary>64-bit floating point.</summary>
    Double = 11,

    /// <summary>32-bit whole numbers from 0, which ML.NET's keys are.</summary>
    UInt32 = 12,
}
