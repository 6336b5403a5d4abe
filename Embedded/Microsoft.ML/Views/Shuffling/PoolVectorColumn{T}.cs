namespace Microsoft.ML.Data;

/// <summary>The values of a column of vectors; each place keeps its arrays.</summary>
internal sealed class PoolVectorColumn<T>(ValueGetter<VBuffer<T>> getter, int size) : PoolColumn
{
    private readonly VBuffer<T>[] _values = new VBuffer<T>[size];

    public override void Fill(int slot) => getter(ref _values[slot]);

    public override Delegate CreateGetter(Func<int> slot) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[slot()].CopyTo(ref value));
}
