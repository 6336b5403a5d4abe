namespace MlPipelines.Numerics.Onnx;

/// <summary>The operators that forms are mostly made of, with NumPy's broadcasting, as ONNX has it.</summary>
public static class OnnxOperators
{
    /// <summary>A single float.</summary>
    public static OnnxValue Number(this OnnxGraph graph, float value) => graph.Constant([value]);

    /// <summary>A single double.</summary>
    public static OnnxValue Number(this OnnxGraph graph, double value) => graph.Constant([value]);

    /// <summary>A single whole number.</summary>
    public static OnnxValue Number(this OnnxGraph graph, long value) => graph.Constant([value]);

    /// <summary>A vector of floats.</summary>
    public static OnnxValue Vector(this OnnxGraph graph, float[] values) => graph.Constant(values, values.Length);

    /// <summary>A vector of doubles.</summary>
    public static OnnxValue Vector(this OnnxGraph graph, double[] values) => graph.Constant(values, values.Length);

    /// <summary>A vector of whole numbers.</summary>
    public static OnnxValue Vector(this OnnxGraph graph, long[] values) => graph.Constant(values, values.Length);

    /// <summary>An operator of one input without settings, such as <c>Exp</c>.</summary>
    public static OnnxValue Apply(this OnnxGraph graph, string type, OnnxValue x) => graph.Node(type, [x]);

    /// <summary>a + b.</summary>
    public static OnnxValue Add(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Add", [a, b]);

    /// <summary>a − b.</summary>
    public static OnnxValue Subtract(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Sub", [a, b]);

    /// <summary>a · b, element by element.</summary>
    public static OnnxValue Multiply(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Mul", [a, b]);

    /// <summary>a / b, element by element.</summary>
    public static OnnxValue Divide(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Div", [a, b]);

    /// <summary>The product of matrices; leading dimensions are counted through.</summary>
    public static OnnxValue Product(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("MatMul", [a, b]);

    /// <summary>The greater of two, element by element.</summary>
    public static OnnxValue Max(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Max", [a, b]);

    /// <summary>The lesser of two, element by element.</summary>
    public static OnnxValue Min(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Min", [a, b]);

    /// <summary>a where the condition holds, else b.</summary>
    public static OnnxValue Where(this OnnxGraph graph, OnnxValue condition, OnnxValue a, OnnxValue b) =>
        graph.Node("Where", [condition, a, b]);

    /// <summary>The same numbers in another type.</summary>
    public static OnnxValue Cast(this OnnxGraph graph, OnnxValue x, OnnxType type) =>
        graph.Node("Cast", [x], OnnxSetting.Of("to", (long)type));

    /// <summary>The same values in another shape; −1 for a dimension that follows from the others.</summary>
    public static OnnxValue Reshape(this OnnxGraph graph, OnnxValue x, params long[] dimensions) =>
        graph.Node("Reshape", [x, graph.Vector(dimensions)]);

    /// <summary>Dimensions in another order.</summary>
    public static OnnxValue Transpose(this OnnxGraph graph, OnnxValue x, params long[] order) =>
        graph.Node("Transpose", [x], OnnxSetting.Of("perm", order));

    /// <summary>Values one behind the other along a dimension.</summary>
    public static OnnxValue Concat(this OnnxGraph graph, long axis, params IReadOnlyList<OnnxValue> parts) =>
        parts.Count == 1 ? parts[0] : graph.Node("Concat", parts, OnnxSetting.Of("axis", axis));

    /// <summary>The given places along a dimension.</summary>
    public static OnnxValue Gather(this OnnxGraph graph, OnnxValue x, OnnxValue places, long axis) =>
        graph.Node("Gather", [x, places], OnnxSetting.Of("axis", axis));

    /// <summary>The given columns of [rows, columns].</summary>
    public static OnnxValue Columns(this OnnxGraph graph, OnnxValue x, IEnumerable<int> columns) =>
        graph.Gather(x, graph.Vector([.. columns.Select(column => (long)column)]), 1);

    /// <summary>The sum along one dimension, or another <c>Reduce</c> operator.</summary>
    public static OnnxValue Reduce(this OnnxGraph graph, string type, OnnxValue x, long axis, bool keep) =>
        graph.Node(type, [x], OnnxSetting.Of("axes", [axis]), OnnxSetting.Of("keepdims", keep ? 1 : 0));

    /// <summary>Probabilities along the last dimension: exp(x − max x) divided by their sum.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">[rows, …, classes].</param>
    /// <param name="axis">The last dimension's number.</param>
    public static OnnxValue Softmax(this OnnxGraph graph, OnnxValue x, long axis) =>
        graph.Node("Softmax", [x], OnnxSetting.Of("axis", axis));

    /// <summary>
    /// 1 / (1 + exp(−x)), from its parts: runtimes may compute the operator <c>Sigmoid</c> by an approximation that is rough near 0.
    /// </summary>
    public static OnnxValue Logistic(this OnnxGraph graph, OnnxValue x)
    {
        var one = graph.Number(1f);
        return graph.Divide(one, graph.Add(one, graph.Apply("Exp", graph.Apply("Neg", x))));
    }
}
