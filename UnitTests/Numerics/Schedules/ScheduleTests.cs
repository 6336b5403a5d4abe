using MlPipelines.Numerics.Schedules;

namespace MlPipelines.UnitTests.Numerics.Schedules;

[TestClass]
public class ScheduleTests
{
    [TestMethod]
    public void Step_EveryTwoEpochs_MultipliesByTheFactor() =>
        AssertRates(new StepSchedule { Epochs = 2, Factor = 0.5 }, 10, 2, [8, 8, 8, 8, 4, 4, 4, 4, 2, 2]);

    [TestMethod]
    public void Cosine_FourSteps_FollowsHalfACosine() =>
        AssertRates(new CosineSchedule(), 4, 4, [8, 4 + 4 * Math.Sqrt(0.5), 4, 4 - 4 * Math.Sqrt(0.5)]);

    [TestMethod]
    public void FlatCosine_EightSteps_StaysThenFalls() =>
        AssertRates(
            new FlatCosineSchedule(), 8, 4, [8, 8, 8, 8, 8, 4 + 4 * Math.Sqrt(0.5), 4, 4 - 4 * Math.Sqrt(0.5)]);

    /// <summary>log₂(1 + 15 t) is 0, 1, 2, 3 at t = 0, 1/15, 3/15, 7/15: the rate is 0 there and full half way between.</summary>
    [TestMethod]
    public void CosineLog_FourCycles_TouchesZeroAtPowersOfTwo()
    {
        var schedule = new CosineLogSchedule();
        double Rate(double share) => schedule.RateAt(8, new TrainingStep((long)(share * 15_000_000), 15_000_000, 10));
        foreach (var zero in new[] { 0, 1 / 15.0, 3 / 15.0, 7 / 15.0, 1 })
            Assert.AreEqual(0, Rate(zero), 1e-9);
        foreach (var peak in new[] { 0.5, 1.5, 2.5, 3.5 })
            Assert.AreEqual(8, Rate((Math.Pow(2, peak) - 1) / 15), 1e-9);
        Assert.AreEqual(8 * 0.5, Rate((Math.Pow(2, 0.25) - 1) / 15), 1e-4);
    }

    [TestMethod]
    public void Cosine_FinalFactor_IsApproached() =>
        Assert.AreEqual(2, new CosineSchedule { FinalFactor = 0.25 }.RateAt(8, new TrainingStep(1000, 1000, 10)), 1e-12);

    /// <summary>Eleven steps, the peak at step 0.5 · 12 − 1 = 5 of 0 … 11.</summary>
    [TestMethod]
    public void OneCycle_RisesToTheRateAndFallsBelowTheStart()
    {
        var schedule = new OneCycleSchedule { RisingShare = 0.5, StartDivisor = 4, EndDivisor = 100 };
        double Rate(long iteration) => schedule.RateAt(8, new TrainingStep(iteration, 12, 12));
        Assert.AreEqual(2, Rate(0), 1e-12);
        Assert.AreEqual(8, Rate(5), 1e-12);
        Assert.AreEqual(4.01, Rate(8), 1e-12, "half way down from 8 to 0.02");
        Assert.AreEqual(0.02, Rate(11), 1e-12);
    }

    /// <summary>The peak is at step 0.1 · 10 − 1 = 0, with nothing to rise from.</summary>
    [TestMethod]
    public void OneCycle_PeakAtTheFirstStep_StartsThere()
    {
        var schedule = new OneCycleSchedule { RisingShare = 0.1, StartDivisor = 4, EndDivisor = 100 };
        AssertRates(schedule, 10, 10, [8]);
        Assert.AreEqual(0.02, schedule.RateAt(8, new TrainingStep(9, 10, 10)), 1e-12);
    }

    [TestMethod]
    public void WarmUp_ThreeSteps_RisesEvenlyThenFollowsTheOther() =>
        AssertRates(new WarmUpSchedule { Iterations = 4, Then = new StepSchedule { Epochs = 1, Factor = 0.5 } }, 6, 3, [2, 4, 6, 4, 4, 4]);

    [TestMethod]
    public void Exponential_FromFirstToLast_IsGeometric() =>
        AssertRates(new ExponentialSchedule { FinalFactor = 1 / 64.0 }, 4, 4, [8, 2, 0.5, 0.125]);

    [TestMethod]
    public void Validate_BadSettings_SaysWhichAndWhatItMustBe()
    {
        AssertRefused(new StepSchedule { Epochs = 0 }, "The number of epochs of StepSchedule must be at least 1; found 0.");
        AssertRefused(new CosineSchedule { FinalFactor = 2 }, "The final factor of CosineSchedule must be in [0, 1]; found 2.");
        AssertRefused(
            new OneCycleSchedule { RisingShare = 1 }, "The rising share of OneCycleSchedule must be above 0 and below 1; found 1.");
        AssertRefused(new WarmUpSchedule { Then = new StepSchedule { Factor = double.NaN } },
            "The factor of StepSchedule must be above 0 and at most 1; found NaN.");
        AssertRefused(
            new ExponentialSchedule { FinalFactor = 0 }, "The final factor of ExponentialSchedule must be finite and above 0; found 0.");
    }

    private static void AssertRates(LearningRateSchedule schedule, int iterations, int perEpoch, double[] expected)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], schedule.RateAt(8, new TrainingStep(i, iterations, perEpoch)), 1e-12, $"step {i}");
    }

    private static void AssertRefused(LearningRateSchedule schedule, string message) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(schedule.Validate).Message, message);
}
