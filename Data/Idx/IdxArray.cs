namespace MlPipelines.Data.Idx;

/// <summary>The content of an IDX file of unsigned bytes.</summary>
/// <param name="Dimensions">The lengths, the slowest first: [count] or [count, height, width].</param>
/// <param name="Values">The values, the last dimension fastest.</param>
/// <param name="Header">The bytes before the values, for checksums over the whole content.</param>
internal sealed record IdxArray(int[] Dimensions, byte[] Values, byte[] Header);
