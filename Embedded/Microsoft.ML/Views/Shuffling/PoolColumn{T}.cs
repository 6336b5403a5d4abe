namespace Microsoft.ML.Data;

/// <summary>The values of a column that is not of vectors.</summary>
internal sealed class PoolColumn<T>(ValueGetter<T> getter, int size) : PoolColumn
{
    private readonly T[] _values = new T[size];

    public override void Fill(int slot) => getter(ref _values[slot]);

    public override Delegate CreateGetter(Func<int> slot) => (ValueGetter<T>)((ref T value) => value = _values[slot()]);
}
