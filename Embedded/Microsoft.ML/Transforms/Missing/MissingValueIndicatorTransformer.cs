using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Missing;

[assembly: LoadableComponent(MissingValueIndicatorTransformer.Signature, typeof(MissingValueIndicatorTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Says of each value whether it is missing (NaN).</summary>
public sealed class MissingValueIndicatorTransformer : OneToOneTransformerBase
{
    internal const string Signature = "NaIndicatorTransform";

    internal MissingValueIndicatorTransformer((string OutputName, string InputName)[] columns)
        : base(columns)
    {
    }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    internal static MissingValueIndicatorTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs());

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(MissingValueIndicatorTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            if (!MissingValues.CanMiss(input.Type.ItemType()))
                throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, "Single, Double or a vector of them", input.Type.ToString()!);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, name => name == AnnotationKinds.SlotNames);
            annotations.AddBoolean(AnnotationKinds.IsNormalized, true);
            DataViewType type = input.Type is VectorDataViewType vector
                ? new VectorDataViewType(BooleanDataViewType.Instance, vector.Dimensions)
                : BooleanDataViewType.Instance;
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input)
        {
            bool single = input.Type.ItemType() == NumberDataViewType.Single;
            if (input.Type is VectorDataViewType)
                return single ? Vector<float>(row, input) : Vector<double>(row, input);
            return single ? Scalar<float>(row, input) : Scalar<double>(row, input);
        }

        private static ValueGetter<bool> Scalar<T>(DataViewRow row, DataViewSchema.Column input)
            where T : IFloatingPointIeee754<T>
        {
            ValueGetter<T> getSource = row.GetGetter<T>(input);
            T value = T.Zero;
            return (ref bool destination) =>
            {
                getSource(ref value);
                destination = T.IsNaN(value);
            };
        }

        private static ValueGetter<VBuffer<bool>> Vector<T>(DataViewRow row, DataViewSchema.Column input)
            where T : IFloatingPointIeee754<T>
        {
            ValueGetter<VBuffer<T>> getSource = row.GetGetter<VBuffer<T>>(input);
            VBuffer<T> source = default;
            return (ref VBuffer<bool> destination) =>
            {
                getSource(ref source);
                ReadOnlySpan<T> values = source.GetValues();
                VBufferEditor<bool> editor = VBufferEditor.Create(ref destination, source.Length, values.Length);
                if (!source.IsDense)
                    source.GetIndices().CopyTo(editor.Indices);
                for (int p = 0; p < values.Length; p++)
                    editor.Values[p] = T.IsNaN(values[p]);
                destination = editor.Commit();
            };
        }
    }
}
