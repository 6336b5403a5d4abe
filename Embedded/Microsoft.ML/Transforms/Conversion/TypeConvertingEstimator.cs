using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another type.</summary>
public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator((string OutputName, string InputName)[] columns, PrimitiveDataViewType type)
        : base(new TypeConvertingTransformer(columns, type))
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or its type cannot be converted.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(Transformer.Columns.Select(pair => OutputShape(inputSchema, pair.outputColumnName, pair.inputColumnName)));
    }

    private SchemaShape.Column OutputShape(SchemaShape inputSchema, string outputName, string inputName)
    {
        PrimitiveDataViewType type = Transformer.Type;
        if (!inputSchema.TryFindColumn(inputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", inputName, inputSchema);
        if (!TypeConvertingTransformer.CanConvert(input.ItemType, input.IsKey, type))
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Don't know how to convert {inputName} into {type}: its type is {input.GetTypeString()}.");

        bool isKey = input.IsKey && KeyDataViewType.IsValidDataType(type.RawType);
        bool passNormalized = input.ItemType is NumberDataViewType && type is NumberDataViewType && !input.IsKey;
        var annotations = new List<SchemaShape.Column>();
        foreach (SchemaShape.Column annotation in input.Annotations)
        {
            if (TypeConvertingTransformer.Passes(annotation.Name, isKey, passNormalized))
                annotations.Add(annotation);
        }

        if (input.ItemType is BooleanDataViewType && type is NumberDataViewType)
            annotations.Add(SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
        return new SchemaShape.Column(outputName, input.Kind, type, isKey, new SchemaShape(annotations));
    }
}
