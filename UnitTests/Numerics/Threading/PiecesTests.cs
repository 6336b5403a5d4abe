using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Threading;

[TestClass]
public sealed class PiecesTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void For_AnyThreadCount_RunsEveryPieceOnce(int threads)
    {
        var runs = new int[1000];
        Pieces.For(runs.Length, threads, i => Interlocked.Increment(ref runs[i]));
        Assert.IsTrue(runs.All(n => n == 1));
    }

    /// <summary>Whichever fails first: on one thread the first piece alone would have run.</summary>
    [TestMethod]
    public void For_SeveralPiecesFail_ThrowsTheFirstPiecesError()
    {
        for (var repetition = 0; repetition < 20; repetition++)
        {
            using var secondHasFailed = new ManualResetEventSlim();
            var error = Assert.ThrowsExactly<ArgumentException>(() => Pieces.For(2, threads: 2, i =>
            {
                if (i == 0)
                {
                    secondHasFailed.Wait(TimeSpan.FromMilliseconds(100));
                    Thread.Sleep(2);
                }
                else
                {
                    secondHasFailed.Set();
                }

                throw new ArgumentException($"piece {i}");
            }));
            Assert.AreEqual("piece 0", error.Message);
        }
    }

    [TestMethod]
    public void ForEachWorker_MorePiecesThanWorkers_GivesEachPieceOneWorkerAtATime()
    {
        var runs = new int[200];
        var busy = new int[3];
        Pieces.ForEachWorker(runs.Length, new[] { 0, 1, 2 }, (i, worker) =>
        {
            Assert.AreEqual(1, Interlocked.Increment(ref busy[worker]));
            Interlocked.Increment(ref runs[i]);
            Interlocked.Decrement(ref busy[worker]);
        });
        Assert.IsTrue(runs.All(n => n == 1));
    }

    [TestMethod]
    public void For_PiecesWithPiecesOfTheirOwn_RunsAll()
    {
        var runs = new int[6 * 50];
        Pieces.For(6, threads: 3, outer => Pieces.For(50, threads: 2, inner => Interlocked.Increment(ref runs[50 * outer + inner])));
        Assert.IsTrue(runs.All(n => n == 1));
    }

    /// <summary>The pool is given back whatever happened on it.</summary>
    [TestMethod]
    public void For_AfterAFailure_RunsEveryPieceAgain()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Pieces.For(8, threads: 2, _ => throw new ArgumentException("no")));
        var runs = new int[8];
        Pieces.For(runs.Length, threads: 2, i => Interlocked.Increment(ref runs[i]));
        Assert.IsTrue(runs.All(n => n == 1));
    }
}
