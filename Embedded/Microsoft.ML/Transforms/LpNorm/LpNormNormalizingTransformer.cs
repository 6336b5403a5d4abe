using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using NormFunction = Microsoft.ML.Transforms.LpNormNormalizingEstimatorBase.NormFunction;

[assembly: LoadableComponent(LpNormNormalizingTransformer.Signature, typeof(LpNormNormalizingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Brings each row's vector x to a norm: (x − mean) · scale / norm(x − mean), the mean only where asked for. A zero vector stays.</summary>
public sealed class LpNormNormalizingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "LpNormTransform";

    private const float SmallestFactor = 1e-8f;

    private readonly NormFunction _norm;
    private readonly bool _subtractMean;
    private readonly float _scale;

    internal LpNormNormalizingTransformer(string outputName, string inputName, NormFunction norm, bool subtractMean, float scale)
        : base((outputName, inputName))
    {
        Check.Param(scale > 0 && float.IsFinite(scale), nameof(scale), $"Must be positive and finite, not {scale}.");
        _norm = norm;
        _subtractMean = subtractMean;
        _scale = scale;
    }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    internal static LpNormNormalizingTransformer Load(ModelLoadContext ctx) =>
        new(ctx.Reader.ReadString(), ctx.Reader.ReadString(), (NormFunction)ctx.Reader.ReadInt32(), ctx.Reader.ReadBoolean(), ctx.Reader.ReadSingle());

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.Write(ColumnPairs[0].outputColumnName);
        ctx.Writer.Write(ColumnPairs[0].inputColumnName);
        ctx.Writer.Write((int)_norm);
        ctx.Writer.Write(_subtractMean);
        ctx.Writer.Write(_scale);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private void Map(in VBuffer<float> source, ref VBuffer<float> destination)
    {
        ReadOnlySpan<float> values = source.GetValues();
        float mean = _subtractMean && source.Length > 0 ? TensorPrimitives.Sum(values) / source.Length : 0;
        if (mean == 0)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref destination, source.Length, values.Length);
            if (!source.IsDense)
                source.GetIndices().CopyTo(editor.Indices);
            TensorPrimitives.Multiply(values, Factor(Norm(values, source.Length)), editor.Values);
            destination = editor.Commit();
            return;
        }

        VBufferEditor<float> dense = VBufferEditor.Create(ref destination, source.Length);
        Span<float> target = dense.Values[..source.Length];
        source.CopyTo(target);
        TensorPrimitives.Subtract(target, mean, target);
        TensorPrimitives.Multiply(target, Factor(Norm(target, source.Length)), target);
        destination = dense.Commit();
    }

    private float Norm(ReadOnlySpan<float> values, int length) => _norm switch
    {
        NormFunction.L2 => TensorPrimitives.Norm(values),
        NormFunction.L1 => TensorPrimitives.SumOfMagnitudes(values),
        NormFunction.Infinity => values.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitudeNumber(values)),
        _ => StandardDeviation(values, length),
    };

    /// <summary>Of a vector of which <paramref name="values"/> are given and the others are zero.</summary>
    private static float StandardDeviation(ReadOnlySpan<float> values, int length)
    {
        if (values.IsEmpty)
            return 0;
        float mean = TensorPrimitives.Sum(values) / length;
        double squares = (double)(length - values.Length) * mean * mean;
        foreach (float value in values)
            squares += (double)(value - mean) * (value - mean);
        return (float)Math.Sqrt(squares / length);
    }

    /// <summary>A vector too large for its factor to be told from zero stays as it is.</summary>
    private float Factor(float norm)
    {
        float factor = norm > 0 ? _scale / norm : _scale;
        return factor < SmallestFactor ? 1 : factor;
    }

    private sealed class Mapper(LpNormNormalizingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            if (input.Type is not VectorDataViewType { IsKnownSize: true } type || type.ItemType != NumberDataViewType.Single)
                throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, "known-size vector of Single", input.Type.ToString()!);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, name => name == AnnotationKinds.SlotNames);
            annotations.AddBoolean(AnnotationKinds.IsNormalized, true);
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input)
        {
            ValueGetter<VBuffer<float>> getSource = row.GetGetter<VBuffer<float>>(input);
            VBuffer<float> source = default;
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) =>
            {
                getSource(ref source);
                parent.Map(in source, ref destination);
            });
        }
    }
}
