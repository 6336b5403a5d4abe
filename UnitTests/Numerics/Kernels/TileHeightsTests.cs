using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.UnitTests.Numerics.Kernels;

[TestClass]
public sealed class TileHeightsTests
{
    [TestMethod]
    public void Whole_AnyRows_IsWhereTheFirstTileOverTheEdgeBegins()
    {
        for (var rows = 0; rows <= 100; rows++)
        {
            Assert.AreEqual(Walked<Simd512<float>, Vector512<float>>(rows),
                TileHeights<Simd512<float>, Vector512<float>, float>.Whole(rows), $"{rows} rows");
            Assert.AreEqual(Walked<Simd256<float>, Vector256<float>>(rows),
                TileHeights<Simd256<float>, Vector256<float>, float>.Whole(rows), $"{rows} rows");
        }
    }

    [TestMethod]
    [DataRow(8, "8")]
    [DataRow(10, "12")]
    [DataRow(16, "8 8")]
    [DataRow(20, "12 8")]
    [DataRow(28, "12 8 8")]
    [DataRow(120, "12 12 12 12 12 12 12 12 12 12")]
    public void Next_ManyRegisters_LeavesNoRowsToFill(int rows, string expected)
    {
        List<int> heights = [];
        for (var left = rows; left > 0; left -= heights[^1])
            heights.Add(TileHeights<Simd512<float>, Vector512<float>, float>.Next(left));

        Assert.AreEqual(expected, string.Join(' ', heights));
    }

    [TestMethod]
    [DataRow(4, "4")]
    [DataRow(5, "6")]
    [DataRow(8, "4 4")]
    [DataRow(10, "6 4")]
    [DataRow(32, "6 6 6 6 4 4")]
    [DataRow(120, "6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6")]
    public void Next_FewRegisters_LeavesNoRowsToFill(int rows, string expected)
    {
        List<int> heights = [];
        for (var left = rows; left > 0; left -= heights[^1])
            heights.Add(TileHeights<Simd256<float>, Vector256<float>, float>.Next(left));

        Assert.AreEqual(expected, string.Join(' ', heights));
    }

    private static int Walked<TSimd, TVector>(int rows)
        where TSimd : struct, ISimd<TVector, float>
        where TVector : struct
    {
        var done = 0;
        while (done < rows && TileHeights<TSimd, TVector, float>.Next(rows - done) <= rows - done)
            done += TileHeights<TSimd, TVector, float>.Next(rows - done);
        return done;
    }
}
