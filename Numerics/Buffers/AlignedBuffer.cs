using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlPipelines.Numerics.Buffers;

/// <summary>A zeroed block of numbers that the collector never moves and that starts on a 64-byte boundary, so that full-width loads never straddle two cache lines at its start.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;
    private readonly T[] _array;
    private readonly int _start;

    public AlignedBuffer(int length)
    {
        Length = length;
        _array = GC.AllocateArray<T>(checked(length + Alignment / sizeof(T)), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((Alignment - address % Alignment) % Alignment) / sizeof(T);
    }

    public int Length { get; }

    public Span<T> Span => _array.AsSpan(_start, Length);

    public Memory<T> Memory => _array.AsMemory(_start, Length);

    /// <summary>The first element's address; valid as long as this object is reachable.</summary>
    public T* Pointer => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) + _start;
}
