using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Missing;

[assembly: LoadableComponent(MissingValueReplacingTransformer.Signature, typeof(MissingValueReplacingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces missing values (NaN).</summary>
public sealed class MissingValueReplacingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "NAReplaceTransform";

    private readonly Array[] _replacements;

    /// <param name="columns">The columns.</param>
    /// <param name="replacements">For each column the values for its slots, or one for all: float[] or double[].</param>
    internal MissingValueReplacingTransformer((string OutputName, string InputName)[] columns, Array[] replacements)
        : base(columns)
    {
        _replacements = replacements;
    }

    internal static MissingValueReplacingTransformer Load(ModelLoadContext ctx)
    {
        var columns = ctx.Reader.ReadPairs();
        return new(columns, Array.ConvertAll(columns, _ => ctx.Reader.ReadBoolean() ? (Array)ctx.Reader.ReadValues<float>() : ctx.Reader.ReadValues<double>()));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
        foreach (Array replacements in _replacements)
        {
            ctx.Writer.Write(replacements is float[]);
            if (replacements is float[] singles)
                ctx.Writer.WriteValues<float>(singles);
            else
                ctx.Writer.WriteValues<double>((double[])replacements);
        }
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(MissingValueReplacingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            Array replacements = parent._replacements[pair];
            if (input.Type.ItemType().RawType != replacements.GetType().GetElementType())
                throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, replacements.GetType().GetElementType()!.Name, input.Type.ToString()!);
            if (replacements.Length > 1 && input.Type.ValueCount() != replacements.Length)
                throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, $"vector of {replacements.Length} items", input.Type.ToString()!);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, name => name is AnnotationKinds.SlotNames or AnnotationKinds.IsNormalized);
            return new DataViewSchema.DetachedColumn(outputName, input.Type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input)
        {
            Array replacements = parent._replacements[pair];
            if (input.Type is VectorDataViewType)
                return replacements is float[] singles ? Vector(row, input, singles) : Vector(row, input, (double[])replacements);
            return replacements is float[] single ? Scalar(row, input, single[0]) : Scalar(row, input, ((double[])replacements)[0]);
        }

        private static ValueGetter<T> Scalar<T>(DataViewRow row, DataViewSchema.Column input, T replacement)
            where T : IFloatingPointIeee754<T>
        {
            ValueGetter<T> getSource = row.GetGetter<T>(input);
            return (ref T destination) =>
            {
                getSource(ref destination);
                if (T.IsNaN(destination))
                    destination = replacement;
            };
        }

        private static ValueGetter<VBuffer<T>> Vector<T>(DataViewRow row, DataViewSchema.Column input, T[] replacements)
            where T : IFloatingPointIeee754<T>
        {
            ValueGetter<VBuffer<T>> getSource = row.GetGetter<VBuffer<T>>(input);
            VBuffer<T> source = default;
            return (ref VBuffer<T> destination) =>
            {
                getSource(ref source);
                source.CopyTo(ref destination);
                if (!MissingValues.Any(source.GetValues()))
                    return;
                VBufferEditor<T> editor = VBufferEditor.CreateFromBuffer(ref destination);
                ReadOnlySpan<int> indices = source.IsDense ? default : source.GetIndices();
                for (int p = 0; p < source.GetValues().Length; p++)
                {
                    if (T.IsNaN(editor.Values[p]))
                        editor.Values[p] = replacements.Length == 1 ? replacements[0] : replacements[source.IsDense ? p : indices[p]];
                }

                destination = editor.Commit();
            };
        }
    }
}
