namespace Microsoft.ML;

/// <summary>Reads the value of one column in the current row into <paramref name="value"/>, reusing its buffers where it can.</summary>
/// <typeparam name="TValue">The column's raw type, a <see cref="Data.VBuffer{T}"/> for a vector column.</typeparam>
/// <param name="value">What was read before, or a default value; on return the value of the current row.</param>
public delegate void ValueGetter<TValue>(ref TValue value);
