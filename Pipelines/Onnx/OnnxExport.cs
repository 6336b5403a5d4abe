using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Data.Tables;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Pipelines.Prediction;
using MlPipelines.Pipelines.Preprocessing;
using MlPipelines.Pipelines.Saving;

namespace MlPipelines.Pipelines.Onnx;

/// <summary>
/// Writes the prediction of a trained pipeline as an ONNX file by ML.NET's converter: only the steps that the prediction depends on, from
/// the columns of the table to the names of the classes.
/// </summary>
internal static class OnnxExport
{
    /// <summary>How ML.NET ends the names of a file's outputs.</summary>
    private const string OutputEnding = ".output";

    /// <summary>Writes the file.</summary>
    /// <exception cref="NotSupportedException">A part of the pipeline has no ONNX form; the message names it.</exception>
    public static OnnxSignature Write(Stream stream, MLContext ml, IReadOnlyList<ITransformer> transformers, SavedPipeline pipeline)
    {
        var schema = transformers.Aggregate(pipeline.Input, (current, transformer) => transformer.GetOutputSchema(current));
        var reader = PredictionReader.Of(schema, pipeline.ClassNames);
        string[] predicted = [Columns.PredictedLabel, Columns.Score, Columns.Probability];
        string[] outputs = [.. predicted.Where(name => schema.GetColumnOrNull(name) is not null)];
        var needed = NeededTransformers.For(transformers, pipeline.Input, outputs);
        var encoding = needed.Input.GetColumnOrNull(Columns.Features) is not null ? pipeline.Records : null;
        IDataView rows = encoding is null ? new EmptyRows(needed.Input) : Encoded(encoding, needed.Input);
        var inputs = encoding is null ? needed.Input : RawSchema(encoding, needed.Input);

        var steps = new Dictionary<IDataView, string>(ReferenceEqualityComparer.Instance);
        foreach (var transformer in needed.Transformers)
        {
            rows = transformer.Transform(rows);
            steps[rows] = transformer.GetType().Name.Split('`')[0];
        }

        // False and true keep their type where the pipeline has no names of its own for them.
        var names = reader.ClassNames is { } own && (pipeline.ClassNames is not null || !IsTruth(schema)) ? own : null;
        var last = new PredictedNames(names, view => steps.GetValueOrDefault(view) ?? view.GetType().Name);
        ml.Model.ConvertToOnnx(last, rows, stream, outputs);
        var result = last.GetOutputSchema(rows.Schema);
        return new OnnxSignature(
            [.. inputs.Select(column => TensorOf(column, column.Name, MeaningOfInput(column, encoding, pipeline)))],
            [.. outputs.Select(name => TensorOf(result[name], name + OutputEnding, MeaningOfOutput(result[name], reader)))],
            OnnxGraph.Opset);
    }

    /// <summary>No rows of the table's columns, and of <c>Features</c> that are made of them.</summary>
    private static MappedDataView<DataViewRow> Encoded(RecordEncoding encoding, DataViewSchema input)
    {
        var raw = RawSchema(encoding, input);
        var features = input[Columns.Features];
        var added = new AddedColumn<DataViewRow>(
            features.Name, features.Type, _ => features.Annotations,
            _ => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> _) =>
                throw new InvalidOperationException("Rows that a conversion begins with have no values.")));
        return new MappedDataView<DataViewRow>(
            "The encoding of records", new EmptyRows(raw), new RowMapper<DataViewRow>(raw, [.. raw], [added], row => row),
            columns => columns.Add(features.Name, features.Type, encoding.ToOnnx(columns, columns.Column)));
    }

    /// <summary>The table's columns, and what the prediction reads beside <c>Features</c>.</summary>
    private static DataViewSchema RawSchema(RecordEncoding encoding, DataViewSchema input)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(encoding.OnnxSchema());
        builder.AddColumns(input.Where(column => column.Name != Columns.Features)
            .Select(column => new DataViewSchema.DetachedColumn(column.Name, column.Type, column.Annotations)));
        return builder.ToSchema();
    }

    private static bool IsTruth(DataViewSchema schema) =>
        schema.GetColumnOrNull(Columns.PredictedLabel) is { Type: BooleanDataViewType };

    private static OnnxTensor TensorOf(DataViewSchema.Column column, string name, string meaning)
    {
        var vector = column.Type as VectorDataViewType;
        return new OnnxTensor(name, NameOf(vector?.ItemType ?? column.Type), vector?.Dimensions ?? [1], meaning);
    }

    private static string NameOf(DataViewType type) => type.RawType switch
    {
        var raw when raw == typeof(float) => "float32",
        var raw when raw == typeof(double) => "float64",
        var raw when raw == typeof(ReadOnlyMemory<char>) => "string",
        var raw => raw.Name.ToLowerInvariant().Replace("boolean", "bool", StringComparison.Ordinal),
    };

    private static string MeaningOfInput(DataViewSchema.Column column, RecordEncoding? encoding, SavedPipeline pipeline)
    {
        if (encoding?.Columns.FirstOrDefault(own => own.Column == column.Name) is { } own)
            return own.OnnxMeaning();
        return pipeline.Images is { } images && column.Name == Columns.Features
            ? $"the pixels of a picture of {images.Size} × {images.Size}, 0 to 255: all of red, then green, then blue"
            : "";
    }

    private static string MeaningOfOutput(DataViewSchema.Column column, PredictionReader reader) => column.Name switch
    {
        Columns.PredictedLabel when reader.ClassNames is { } names && column.Type is TextDataViewType =>
            $"one of {KeyOrder.List(names)}",
        Columns.PredictedLabel => "the predicted label",
        Columns.Probability when reader.ClassNames is [_, var yes] => $"of {yes}",
        Columns.Score when column.Type is VectorDataViewType && reader.ClassNames is { } names =>
            $"the probabilities of {KeyOrder.List(names)}, in this order",
        Columns.Score when reader.ClassNames is not null => "above 0 for true",
        _ => "the predicted number",
    };
}
