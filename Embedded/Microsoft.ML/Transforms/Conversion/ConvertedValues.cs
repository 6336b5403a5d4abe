using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Conversion;

/// <summary>Getters of converted values.</summary>
internal static class ConvertedValues
{
    public static ValueGetter<TDestination> Scalar<TSource, TDestination>(ValueGetter<TSource> getSource, ValueMapper<TSource, TDestination> mapper)
    {
        TSource value = default!;
        return (ref TDestination destination) =>
        {
            getSource(ref value);
            mapper(in value, ref destination);
        };
    }

    /// <summary>A sparse vector stays sparse where the default converts to the default.</summary>
    public static ValueGetter<VBuffer<TDestination>> Vector<TSource, TDestination>(
        ValueGetter<VBuffer<TSource>> getSource, ValueMapper<TSource, TDestination> mapper)
    {
        VBuffer<TSource> source = default;
        TSource zero = default!;
        TDestination convertedZero = default!;
        mapper(in zero, ref convertedZero);
        bool keepsSparse = EqualityComparer<TDestination>.Default.Equals(convertedZero, default);
        return (ref VBuffer<TDestination> destination) =>
        {
            getSource(ref source);
            ReadOnlySpan<TSource> values = source.GetValues();
            if (!source.IsDense && keepsSparse)
            {
                VBufferEditor<TDestination> sparse = VBufferEditor.Create(ref destination, source.Length, values.Length);
                source.GetIndices().CopyTo(sparse.Indices);
                for (int p = 0; p < values.Length; p++)
                    mapper(in values[p], ref sparse.Values[p]);
                destination = sparse.Commit();
                return;
            }

            VBufferEditor<TDestination> dense = VBufferEditor.Create(ref destination, source.Length);
            if (!source.IsDense)
                dense.Values[..source.Length].Fill(convertedZero);
            ReadOnlySpan<int> indices = source.IsDense ? default : source.GetIndices();
            for (int p = 0; p < values.Length; p++)
                mapper(in values[p], ref dense.Values[source.IsDense ? p : indices[p]]);
            destination = dense.Commit();
        };
    }
}
