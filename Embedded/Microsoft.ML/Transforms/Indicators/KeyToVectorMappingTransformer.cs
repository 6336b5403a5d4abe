using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Indicators;

[assembly: LoadableComponent(KeyToVectorMappingTransformer.Signature, typeof(KeyToVectorMappingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Spreads keys over a slot for each value. A missing key gives zeros.</summary>
public sealed class KeyToVectorMappingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "KeyToVectorTransform";

    internal KeyToVectorMappingTransformer((string OutputName, string InputName)[] columns, bool outputCountVector)
        : base(columns)
    {
        OutputCountVector = outputCountVector;
    }

    /// <summary>Whether the keys of a vector are counted in one vector, instead of spread over a vector each.</summary>
    internal bool OutputCountVector { get; }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    internal static KeyToVectorMappingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs(), ctx.Reader.ReadBoolean());

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
        ctx.Writer.Write(OutputCountVector);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(KeyToVectorMappingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            int keys = input.Type.ItemType().KeyCountAsInt();
            if (keys == 0)
                throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, "Key type of known cardinality", input.Type.ToString()!);
            var vector = input.Type as VectorDataViewType;
            bool counts = parent.OutputCountVector || vector is null;
            VectorDataViewType type = counts
                ? new VectorDataViewType(NumberDataViewType.Single, keys)
                : new VectorDataViewType(NumberDataViewType.Single, vector!.Size, keys);

            var annotations = new DataViewSchema.Annotations.Builder();
            if (SlotLabels.OfKeys(input) is { } labels && type.IsKnownSize)
                annotations.AddSlotNames(type, counts ? labels : SlotLabels.OfVector(input, vector!.Size, labels));
            if (!parent.OutputCountVector && type.IsKnownSize)
                AddRanges(annotations, vector?.Size ?? 1, keys);
            if (!parent.OutputCountVector || vector is null)
                annotations.AddBoolean(AnnotationKinds.IsNormalized, true);
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input)
        {
            var numbers = new KeyNumbers(row, input);
            int keys = input.Type.ItemType().KeyCountAsInt();
            return parent.OutputCountVector && input.Type is VectorDataViewType
                ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) => Count(numbers.Read(), keys, ref destination))
                : (ref VBuffer<float> destination) => Spread(numbers.Read(), keys, ref destination);
        }

        private static void Spread(ReadOnlySpan<int> numbers, int keys, ref VBuffer<float> destination)
        {
            int present = numbers.Length - numbers.Count(-1);
            VBufferEditor<float> editor = VBufferEditor.Create(ref destination, checked(numbers.Length * keys), present);
            int p = 0;
            for (int slot = 0; slot < numbers.Length; slot++)
            {
                if (numbers[slot] < 0)
                    continue;
                editor.Values[p] = 1;
                if (present < numbers.Length * keys)
                    editor.Indices[p] = (slot * keys) + numbers[slot];
                p++;
            }

            destination = editor.Commit();
        }

        private static void Count(ReadOnlySpan<int> numbers, int keys, ref VBuffer<float> destination)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref destination, keys);
            editor.Values[..keys].Clear();
            foreach (int number in numbers)
            {
                if (number >= 0)
                    editor.Values[number]++;
            }

            destination = editor.Commit();
        }

        private static void AddRanges(DataViewSchema.Annotations.Builder annotations, int slots, int keys)
        {
            int[] bounds = [.. Enumerable.Range(0, slots).SelectMany(slot => new[] { slot * keys, ((slot + 1) * keys) - 1 })];
            annotations.Add(
                AnnotationKinds.CategoricalSlotRanges,
                new VectorDataViewType(NumberDataViewType.Int32, slots, 2),
                (ref VBuffer<int> destination) => destination = new VBuffer<int>(bounds.Length, [.. bounds]));
        }
    }
}
