namespace Microsoft.ML.Transforms.Conversion;

/// <summary>Makes a value of another.</summary>
internal delegate void ValueMapper<TSource, TDestination>(in TSource source, ref TDestination destination);
