using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Indicators;

[assembly: LoadableComponent(KeyToBinaryVectorMappingTransformer.Signature, typeof(KeyToBinaryVectorMappingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Writes keys, counted from 0, in binary, highest bit first. A missing key has all bits set.</summary>
public sealed class KeyToBinaryVectorMappingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "KeyToBinaryTransform";

    internal KeyToBinaryVectorMappingTransformer((string OutputName, string InputName)[] columns)
        : base(columns)
    {
    }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    internal static KeyToBinaryVectorMappingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs());

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(KeyToBinaryVectorMappingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            int bits = Bits(input);
            var vector = input.Type as VectorDataViewType;
            VectorDataViewType type = vector is null
                ? new VectorDataViewType(NumberDataViewType.Single, bits)
                : new VectorDataViewType(NumberDataViewType.Single, vector.Size, bits);
            string[] labels = [.. Enumerable.Range(0, bits).Select(bit => $"Bit{bits - 1 - bit}")];
            var annotations = new DataViewSchema.Annotations.Builder();
            if (type.IsKnownSize)
                annotations.AddSlotNames(type, vector is null ? labels : SlotLabels.OfVector(input, vector.Size, labels));
            if (vector is null)
                annotations.AddBoolean(AnnotationKinds.IsNormalized, true);
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input)
        {
            var reader = new KeyNumbers(row, input);
            int bits = Bits(input);
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) =>
            {
                ReadOnlySpan<int> numbers = reader.Read();
                VBufferEditor<float> editor = VBufferEditor.Create(ref destination, checked(numbers.Length * bits));
                for (int slot = 0; slot < numbers.Length; slot++)
                {
                    for (int bit = 0; bit < bits; bit++)
                        editor.Values[(slot * bits) + bit] = (numbers[slot] >> (bits - 1 - bit)) & 1;
                }

                destination = editor.Commit();
            });
        }

        private static int Bits(DataViewSchema.Column input)
        {
            int keys = input.Type.ItemType().KeyCountAsInt();
            return keys > 0
                ? BitOperations.Log2((uint)keys) + 2
                : throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, "Key type of known cardinality", input.Type.ToString()!);
        }
    }
}
