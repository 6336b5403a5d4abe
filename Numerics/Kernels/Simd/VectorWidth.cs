using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>
/// Whether 512-bit vectors are used. <see cref="Vector512.IsHardwareAccelerated"/> says no on the Intel processors of the Skylake-X line (Cascade Lake and
/// its like), whose clock falls a little under 512-bit work; for code that multiplies and adds without pause the doubled width is worth far more than that.
/// The choice is made when the code is compiled for the machine.
/// </summary>
internal static class VectorWidth
{
    public static bool Is512 => Vector512.IsHardwareAccelerated || Avx512F.IsSupported;
}
