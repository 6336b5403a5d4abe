using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>
/// (x − offset) · scale in each slot. Without offsets a sparse vector stays sparse; with them its result is dense.
/// </summary>
/// <param name="scale">[slots]</param>
/// <param name="offset">[slots], or null when all are 0.</param>
/// <param name="isVector">Whether the column is of vectors.</param>
internal sealed class AffineFunction<T>(T[] scale, T[]? offset, bool isVector) : IColumnFunction
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public NormalizingTransformer.NormalizerModelParametersBase Parameters => isVector
        ? new NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<T>>([.. scale], offset is null ? [] : [.. offset])
        : new NormalizingTransformer.AffineNormalizerModelParameters<T>(scale[0], offset is null ? T.Zero : offset[0]);

    public void Save(BinaryWriter writer)
    {
        writer.Write(ColumnFunctionSaving.Affine);
        writer.WriteValues<T>(scale);
        writer.Write(offset is not null);
        if (offset is not null)
            writer.WriteValues<T>(offset);
    }

    public Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input) => isVector ? VectorGetter(row, input) : ScalarGetter(row, input);

    private ValueGetter<T> ScalarGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<T> getSource = row.GetGetter<T>(input);
        T factor = scale[0], shift = offset is null ? T.Zero : offset[0];
        return (ref T destination) =>
        {
            getSource(ref destination);
            destination = (destination - shift) * factor;
        };
    }

    private ValueGetter<VBuffer<T>> VectorGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<VBuffer<T>> getSource = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> source = default;
        return (ref VBuffer<T> destination) =>
        {
            getSource(ref source);
            if (source.Length != scale.Length)
                throw new InvalidOperationException($"Normalizer expected {scale.Length} slots but got {source.Length} in column '{input.Name}'.");
            if (source.IsDense || offset is not null)
                MapToDense(in source, ref destination);
            else
                MapSparse(in source, ref destination);
        };
    }

    private void MapToDense(in VBuffer<T> source, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, source.Length);
        Span<T> target = editor.Values[..source.Length];
        ReadOnlySpan<T> values = source.GetValues();
        if (!source.IsDense)
        {
            source.CopyTo(target);
            values = target;
        }

        if (offset is null)
        {
            TensorPrimitives.Multiply(values, scale, target);
        }
        else
        {
            TensorPrimitives.Subtract(values, offset, target);
            TensorPrimitives.Multiply(target, scale, target);
        }

        destination = editor.Commit();
    }

    private void MapSparse(in VBuffer<T> source, ref VBuffer<T> destination)
    {
        ReadOnlySpan<T> values = source.GetValues();
        ReadOnlySpan<int> indices = source.GetIndices();
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, source.Length, values.Length);
        for (int p = 0; p < values.Length; p++)
        {
            editor.Values[p] = values[p] * scale[indices[p]];
            editor.Indices[p] = indices[p];
        }

        destination = editor.Commit();
    }
}
