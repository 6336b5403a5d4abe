using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Conversion;

[assembly: LoadableComponent(TypeConvertingTransformer.Signature, typeof(TypeConvertingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another type. A key stays a key, over another unsigned integer.</summary>
public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "ConvertTransform";

    internal TypeConvertingTransformer((string OutputName, string InputName)[] columns, PrimitiveDataViewType type)
        : base(columns)
    {
        Type = type;
    }

    internal PrimitiveDataViewType Type { get; }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    /// <summary>Keys convert to unsigned integers alone; Booleans and other types as the conversions say.</summary>
    internal static bool CanConvert(DataViewType itemType, bool isKey, PrimitiveDataViewType target) =>
        ValueConversion.Exists(itemType.RawType, target.RawType) && (!isKey || KeyDataViewType.IsValidDataType(target.RawType));

    /// <summary>Whether an annotation of the input is one of the output too.</summary>
    internal static bool Passes(string kind, bool isKey, bool isNormalizedKept) => kind switch
    {
        AnnotationKinds.SlotNames => true,
        AnnotationKinds.KeyValues => isKey,
        AnnotationKinds.IsNormalized => isNormalizedKept,
        _ => false,
    };

    internal static TypeConvertingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs(), (PrimitiveDataViewType)TypeSaving.Read(ctx.Reader));

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
        TypeSaving.Write(ctx.Writer, Type);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(TypeConvertingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            DataViewType item = input.Type.ItemType();
            var key = item as KeyDataViewType;
            if (!CanConvert(item, key is not null, parent.Type))
                throw new ArgumentOutOfRangeException(nameof(input), $"source column '{input.Name}' with item type '{input.Type}' is not compatible with destination type '{parent.Type}'");

            PrimitiveDataViewType target = key is null ? parent.Type : new KeyDataViewType(parent.Type.RawType, key.Count);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, name => Passes(name, key is not null, item is NumberDataViewType && target is NumberDataViewType));
            if (item is BooleanDataViewType && target is NumberDataViewType)
                annotations.AddBoolean(AnnotationKinds.IsNormalized, true);
            DataViewType type = input.Type is VectorDataViewType vector ? new VectorDataViewType(target, vector.Dimensions) : target;
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) =>
            RawTypes.Call<Delegate>(CreateFrom<int>, input.Type.ItemType().RawType, row, input, parent.Type.RawType);

        private static Delegate CreateFrom<TSource>(DataViewRow row, DataViewSchema.Column input, Type target) =>
            RawTypes.Call<Delegate>(new Template<TSource>().Create<int>, target, row, input);

        private sealed class Template<TSource>
        {
            public Delegate Create<TDestination>(DataViewRow row, DataViewSchema.Column input)
            {
                ValueMapper<TSource, TDestination> mapper = ValueConversion.Find<TSource, TDestination>()!;
                return input.Type is VectorDataViewType
                    ? ConvertedValues.Vector(row.GetGetter<VBuffer<TSource>>(input), mapper)
                    : ConvertedValues.Scalar(row.GetGetter<TSource>(input), mapper);
            }
        }
    }
}
