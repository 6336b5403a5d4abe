using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// The graph that ML.NET's <c>ConvertToOnnx</c> makes of a chain, as one of its components sees it: the columns that the steps before have
/// made, and the columns that it adds. A column is [batch, slots], or [batch, …] with the dimensions of its type.
/// </summary>
/// <param name="component">The component, as errors call it.</param>
/// <param name="context">ML.NET's graph.</param>
internal sealed class OnnxColumns(string component, OnnxContext context) : OnnxGraph
{
    // Names of constants and results between operators must not be names of columns: ML.NET keeps both in one list.
    private const string Prefix = "mlpipelines.";

    /// <summary>The component, as errors call it.</summary>
    public string Component => component;

    /// <summary>ML.NET's graph.</summary>
    internal OnnxContext Context => context;

    /// <inheritdoc/>
    public override OnnxValue Constant(float[] values, params long[] dimensions) => new(dimensions.Length == 0
        ? context.AddInitializer(values[0], $"{Prefix}constant")
        : context.AddInitializer(values, dimensions, $"{Prefix}constant"));

    /// <inheritdoc/>
    public override OnnxValue Constant(double[] values, params long[] dimensions) => new(dimensions.Length == 0
        ? context.AddInitializer(values[0], $"{Prefix}constant")
        : context.AddInitializer(values, dimensions, $"{Prefix}constant"));

    /// <inheritdoc/>
    public override OnnxValue Constant(long[] values, params long[] dimensions) => new(dimensions.Length == 0
        ? context.AddInitializer(values[0], $"{Prefix}constant")
        : context.AddInitializer(values, dimensions, $"{Prefix}constant"));

    /// <inheritdoc/>
    public override OnnxValue Constant(string[] values, params long[] dimensions) => new(dimensions.Length == 0
        ? context.AddInitializer(values[0], $"{Prefix}constant")
        : context.AddInitializer(values, dimensions, $"{Prefix}constant"));

    /// <inheritdoc/>
    public override OnnxValue Node(string type, IReadOnlyList<OnnxValue> inputs, params IReadOnlyList<OnnxSetting> settings)
    {
        var result = context.AddIntermediateVariable(null, $"{Prefix}{type}", true);
        Node(type, inputs, result, "", settings);
        return new OnnxValue(result);
    }

    /// <inheritdoc/>
    public override OnnxValue MachineLearningNode(string type, OnnxValue input, params IReadOnlyList<OnnxSetting> settings)
    {
        var result = context.AddIntermediateVariable(null, $"{Prefix}{type}", true);
        Node(type, [input], result, "ai.onnx.ml", settings);
        return new OnnxValue(result);
    }

    /// <summary>The value of a column that the steps before have made, or that is an input.</summary>
    /// <exception cref="NotSupportedException">A step before has left no such column in the graph.</exception>
    public OnnxValue Column(string name) => context.ContainsColumn(name)
        ? new OnnxValue(context.GetVariableName(name))
        : throw new NotSupportedException(
            $"{component} cannot be converted to ONNX, because the column '{name}' that it reads is not in the graph: a step before it has "
            + "no ONNX form. Leave that step out, or do it before the rows reach the ONNX file.");

    /// <summary>The value of a column of numbers as [batch, slots].</summary>
    public OnnxValue Rows(string name, int slots) => this.Reshape(Column(name), -1, slots);

    /// <summary>Adds a column, or puts it in the place of one of its name.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="value">[batch, slots], or for a scalar [batch, 1].</param>
    public void Add(string name, DataViewType type, OnnxValue value)
    {
        if (type is VectorDataViewType { IsKnownSize: true, Dimensions.Length: > 1 } vector)
            value = this.Reshape(value, [-1, .. vector.Dimensions.Select(dimension => (long)dimension)]);
        Set(context.AddIntermediateVariable(type, name), value);
    }

    /// <summary>Gives a value the name of one that ML.NET expects to be computed.</summary>
    public void Set(string variable, OnnxValue value) => Node("Identity", [value], variable, "");

    private void Node(
        string type, IEnumerable<OnnxValue> inputs, string result, string domain, params IReadOnlyList<OnnxSetting> settings)
    {
        var node = context.CreateNode(type, inputs.Select(input => input.Name), [result], context.GetNodeName($"{Prefix}{type}"), domain);
        foreach (var setting in settings)
        {
            switch (setting.Value)
            {
                case long value:
                    node.AddAttribute(setting.Name, value);
                    break;
                case float value:
                    node.AddAttribute(setting.Name, value);
                    break;
                case string value:
                    node.AddAttribute(setting.Name, value);
                    break;
                case long[] values:
                    node.AddAttribute(setting.Name, (IEnumerable<long>)values);
                    break;
                case float[] values:
                    node.AddAttribute(setting.Name, (IEnumerable<float>)values);
                    break;
                case string[] values:
                    node.AddAttribute(setting.Name, (IEnumerable<string>)values);
                    break;
                default:
                    throw new NotSupportedException($"The setting '{setting.Name}' of {type} is {setting.Value.GetType()}.");
            }
        }
    }
}
