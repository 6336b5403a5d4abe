namespace MlPipelines.Numerics.Trees;

/// <summary>Sorts floats without NaN by three passes of eleven bits over their order-preserving integer form; cost O(n).</summary>
internal static class RadixSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;

    public static void Ascending(Span<float> values)
    {
        if (values.Length < 512)
        {
            values.Sort();
            return;
        }
        uint[] a = new uint[values.Length];
        uint[] b = new uint[values.Length];
        for (int i = 0; i < a.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(values[i]);
            a[i] = bits ^ ((uint)((int)bits >> 31) | 0x80000000u);
        }
        int[] starts = new int[Buckets];
        for (int shift = 0; shift < 32; shift += Bits)
        {
            Array.Clear(starts);
            foreach (uint key in a) starts[(key >> shift) & (Buckets - 1)]++;
            int sum = 0;
            for (int i = 0; i < Buckets; i++) (starts[i], sum) = (sum, sum + starts[i]);
            foreach (uint key in a) b[starts[(key >> shift) & (Buckets - 1)]++] = key;
            (a, b) = (b, a);
        }
        for (int i = 0; i < a.Length; i++)
        {
            uint key = a[i];
            values[i] = BitConverter.UInt32BitsToSingle((key & 0x80000000u) != 0 ? key ^ 0x80000000u : ~key);
        }
    }
}
