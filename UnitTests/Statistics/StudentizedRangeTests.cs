using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class StudentizedRangeTests
{
    /// <summary>The table of Demšar 2006, q / √2, also in Hollander and Wolfe.</summary>
    [TestMethod]
    [DataRow(2, 1.960, 1.645)]
    [DataRow(3, 2.343, 2.052)]
    [DataRow(4, 2.569, 2.291)]
    [DataRow(5, 2.728, 2.459)]
    [DataRow(6, 2.850, 2.589)]
    [DataRow(10, 3.164, 2.920)]
    public void UpperQuantile_Table_IsThePublishedOne(int k, double five, double ten)
    {
        Assert.AreEqual(five, StudentizedRange.UpperQuantile(0.05, k) / Math.Sqrt(2), 0.001);
        Assert.AreEqual(ten, StudentizedRange.UpperQuantile(0.10, k) / Math.Sqrt(2), 0.001);
    }

    /// <summary>SciPy 1.10.1, <c>studentized_range.ppf(1 - alpha, k, inf) / sqrt(2)</c>, good to about 1e-10.</summary>
    [TestMethod]
    [DataRow(7, 2.9483200175296744, 2.6927321009677594)]
    [DataRow(9, 3.1017303413033805, 2.8546064311980253)]
    [DataRow(13, 3.31273859335082, 3.0767334682691447)]
    [DataRow(16, 3.4260413793706097, 3.195743433019599)]
    [DataRow(20, 3.5437991315177815, 3.319233059548415)]
    public void UpperQuantile_UpToTwentyLearners_IsSciPys(int k, double five, double ten)
    {
        Assert.AreEqual(five, StudentizedRange.UpperQuantile(0.05, k) / Math.Sqrt(2), 1e-7);
        Assert.AreEqual(ten, StudentizedRange.UpperQuantile(0.10, k) / Math.Sqrt(2), 1e-7);
    }

    /// <summary>SciPy 1.10.1, <c>studentized_range.sf</c> and <c>ppf</c> with infinite degrees of freedom, good to about 1e-10.</summary>
    [TestMethod]
    [DataRow(1.0, 2, 0.4795001221869535)]
    [DataRow(3.3, 3, 0.05131090641818992)]
    [DataRow(2.0, 5, 0.6184494805509919)]
    [DataRow(5.0, 10, 0.014857437887783598)]
    [DataRow(0.5, 3, 0.933421945135287)]
    [DataRow(8.0, 20, 2.8901613927656555e-06)]
    public void UpperTail_Values_AreSciPys(double q, int k, double expected)
    {
        Assert.AreEqual(expected, StudentizedRange.UpperTail(q, k), 1e-9);
        Assert.AreEqual(q, StudentizedRange.UpperQuantile(StudentizedRange.UpperTail(q, k), k), 1e-6);
    }
}
