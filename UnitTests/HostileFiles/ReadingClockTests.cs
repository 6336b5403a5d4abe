using MlPipelines.HostileFiles.Running;

namespace MlPipelines.UnitTests.HostileFiles;

[TestClass]
public sealed class ReadingClockTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50), Long = TimeSpan.FromHours(1);

    [TestMethod]
    public void IsLate_WorkOfTheProcessor_CountsWithinOneReading()
    {
        var clock = new ReadingClock(processor: Short, wait: Long);
        Work();
        Assert.IsFalse(clock.IsLate(), "nothing is read yet");

        clock.Begin();
        Assert.IsFalse(clock.IsLate());
        Work();
        Assert.IsTrue(clock.IsLate());

        clock.End();
        Assert.IsFalse(clock.IsLate());
        clock.Begin();
        Assert.IsFalse(clock.IsLate(), "another reading");
    }

    [TestMethod]
    public void IsLate_LongWait_Counts()
    {
        var clock = new ReadingClock(processor: Long, wait: Short);
        clock.Begin();
        Thread.Sleep(2 * Short);
        Assert.IsTrue(clock.IsLate());
    }

    private static void Work()
    {
        var start = Environment.CpuUsage.TotalTime;
        var sum = 0.0;
        while (Environment.CpuUsage.TotalTime - start < 2 * Short)
        {
            for (var i = 0; i < 100_000; i++)
                sum += Math.Sqrt(i);
        }

        Assert.IsGreaterThan(0, sum);
    }
}
