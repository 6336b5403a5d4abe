namespace Microsoft.ML.Transforms.Conversion;

/// <summary>Makes values of others, as many as there are.</summary>
internal delegate void SpanMapper<TSource, TDestination>(ReadOnlySpan<TSource> source, Span<TDestination> destination);
