namespace MlPipelines.Numerics.Threading;

/// <summary>Splits a row of equal blocks into contiguous parts whose sizes differ by at most one.</summary>
internal static class Parts
{
    public static (int Start, int End) Of(int blocks, int parts, int part) =>
        ((int)((long)blocks * part / parts), (int)((long)blocks * (part + 1) / parts));
}
