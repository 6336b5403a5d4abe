using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Threading;

[TestClass]
public class WorkerPoolTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void Run_ManyJobs_EveryPartIsDoneOnce(int threads)
    {
        using var workers = new WorkerPool(threads);
        var counts = new int[7];
        for (var job = 1; job <= 2000; job++)
        {
            var work = new Count { Counts = counts };
            workers.Run(ref work, counts.Length);
            Assert.IsTrue(counts.All(c => c == job), $"job {job}");
        }
    }

    [TestMethod]
    public void Run_AfterTheThreadsFellAsleep_StillDone()
    {
        using var workers = new WorkerPool(2);
        var counts = new int[2];
        for (var job = 0; job < 5; job++)
        {
            Thread.Sleep(20);
            var work = new Count { Counts = counts };
            workers.Run(ref work, 2);
        }
        CollectionAssert.AreEqual(new[] { 5, 5 }, counts);
    }

    [TestMethod]
    public void Run_PartThrows_ReachesTheCaller()
    {
        using var workers = new WorkerPool(2);
        Assert.ThrowsExactly<IndexOutOfRangeException>(() =>
        {
            var work = new Count { Counts = new int[1] };
            workers.Run(ref work, 2);
        });
        var after = new Count { Counts = new int[2] };
        workers.Run(ref after, 2);
        CollectionAssert.AreEqual(new[] { 1, 1 }, after.Counts);
    }

    [TestMethod]
    public void Constructor_NoThread_Throws() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new WorkerPool(0));

    private struct Count : IWork
    {
        public int[] Counts;

        public readonly void Run(int part) => Counts[part]++;
    }
}
