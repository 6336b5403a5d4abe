using Microsoft.ML.Data;
using Microsoft.ML.Transforms.ValueMapping;

namespace Microsoft.ML.Transforms;

/// <summary>Looks the values of columns up in a table.</summary>
public class ValueMappingEstimator : TrivialEstimator<ValueMappingTransformer>
{
    internal ValueMappingEstimator(ValueMap map, (string OutputName, string InputName)[] columns)
        : base(new ValueMappingTransformer(map, columns))
    {
    }

    /// <inheritdoc/>
    public sealed override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(Transformer.Columns.Select(pair => OutputShape(inputSchema, pair.outputColumnName, pair.inputColumnName)));
    }

    private SchemaShape.Column OutputShape(SchemaShape inputSchema, string outputName, string inputName)
    {
        if (!inputSchema.TryFindColumn(inputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", inputName, inputSchema);
        ValueMap map = Transformer.Map;
        bool fromVector = input.Kind != SchemaShape.Column.VectorKind.Scalar;
        if (fromVector && map.ValueType is VectorDataViewType)
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", inputName, "a scalar, as the table gives vectors", input.GetTypeString());
        SchemaShape? annotations = map.KeyValues is null
            ? null
            : new SchemaShape([new SchemaShape.Column(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false)]);
        SchemaShape.Column shape = SchemaShape.CreateColumn(outputName, map.ValueType, annotations);
        return new SchemaShape.Column(outputName, fromVector ? SchemaShape.Column.VectorKind.VariableVector : shape.Kind, shape.ItemType, shape.IsKey, annotations);
    }
}
