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
        SpanMapper<TSource, TDestination>? mapMany = ValueConversion.FindMany<TSource, TDestination>();
        bool keepsSparse = EqualityComparer<TDestination>.Default.Equals(convertedZero, default);
        return (ref VBuffer<TDestination> destination) =>
        {
            getSource(ref source);
            ReadOnlySpan<TSource> values = source.GetValues();
            if (!source.IsDense && keepsSparse)
            {
                VBufferEditor<TDestination> sparse = VBufferEditor.Create(ref destination, source.Length, values.Length);
                source.GetIndices().CopyTo(sparse.Indices);
                MapAll(values, sparse.Values);
                destination = sparse.Commit();
                return;
            }

            VBufferEditor<TDestination> dense = VBufferEditor.Create(ref destination, source.Length);
            if (source.IsDense)
            {
                MapAll(values, dense.Values);
                destination = dense.Commit();
                return;
            }

            dense.Values[..source.Length].Fill(convertedZero);
            ReadOnlySpan<int> indices = source.GetIndices();
            for (int p = 0; p < values.Length; p++)
                mapper(in values[p], ref dense.Values[indices[p]]);
            destination = dense.Commit();
        };

        void MapAll(ReadOnlySpan<TSource> values, Span<TDestination> target)
        {
            if (mapMany is not null)
            {
                mapMany(values, target);
                return;
            }

            for (int p = 0; p < values.Length; p++)
                mapper(in values[p], ref target[p]);
        }
    }
}
