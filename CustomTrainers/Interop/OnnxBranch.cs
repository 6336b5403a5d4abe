using Microsoft.ML;
using Microsoft.ML.Model.OnnxConverter;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// A chain beside the one that is converted: a member of an ensemble reads the same columns and adds its own, of which one is kept.
/// ML.NET's graph has one list of columns, so that those that the member adds or replaces are put back behind it.
/// </summary>
internal static class OnnxBranch
{
    /// <summary>Adds a model's operators to the graph.</summary>
    /// <param name="columns">The graph.</param>
    /// <param name="name">What errors call the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows that it reads.</param>
    /// <param name="result">The column that is kept.</param>
    /// <returns>The column's value.</returns>
    /// <exception cref="NotSupportedException">A step of the model has no ONNX form; the message names it.</exception>
    public static OnnxValue Add(OnnxColumns columns, string name, ITransformer model, IDataView rows, string result)
    {
        var context = columns.Context;
        var before = rows.Schema.Select(column => column.Name).Distinct().Where(context.ContainsColumn)
            .ToDictionary(column => column, context.GetVariableName, StringComparer.Ordinal);
        var transformed = model.Transform(rows);
        foreach (var step in Steps(context, columns.Component, name, transformed, rows))
            step.SaveAsOnnx(context);
        if (!context.ContainsColumn(result))
            throw Refusal(columns.Component, name, $"the step that makes its column '{result}'");
        var value = new OnnxValue(context.GetVariableName(result));
        foreach (var column in transformed.Schema.DistinctBy(column => column.Name))
        {
            if (!context.ContainsColumn(column.Name))
                continue;
            if (!before.TryGetValue(column.Name, out var variable))
                context.RemoveColumn(column.Name, false);
            else if (context.GetVariableName(column.Name) != variable)
                columns.Add(column.Name, rows.Schema[column.Name].Type, new OnnxValue(variable));
        }

        return value;
    }

    /// <summary>The steps from some rows to others, in order.</summary>
    /// <exception cref="NotSupportedException">A step has no ONNX form; the message names it.</exception>
    private static List<ISaveAsOnnx> Steps(OnnxContext context, string component, string name, IDataView end, IDataView start)
    {
        var steps = new List<ISaveAsOnnx>();
        for (var rows = end; !ReferenceEquals(rows, start);)
        {
            if (rows is not ITransformCanSaveOnnx step || !step.CanSaveOnnx(context))
                throw Refusal(component, name, $"its step {rows.GetType().Name}");
            steps.Insert(0, step);
            rows = step.Source;
        }

        return steps;
    }

    private static NotSupportedException Refusal(string component, string name, string step) => new(
        $"{component} cannot be converted to ONNX: of its member '{name}' {step} has no ONNX form. Leave the member out.");
}
