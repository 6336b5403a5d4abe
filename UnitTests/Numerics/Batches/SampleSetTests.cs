using MlPipelines.Numerics.Batches;

namespace MlPipelines.UnitTests.Numerics.Batches;

[TestClass]
public class SampleSetTests
{
    [TestMethod]
    public void Classification_NotFinite_NamesRowAndColumn()
    {
        AssertRefused(
            () => SampleSet<float>.Classification(new[] { 1f, 2, 3, float.NaN }, 2, new[] { 0, 1 }, 2),
            "The feature in row 1, column 1 (both from 0) is NaN; it must be finite. Remove the row or replace missing values.");
        AssertRefused(
            () => SampleSet<float>.Classification(new[] { 1f, 2, float.PositiveInfinity, 1 }, 2, new[] { 0, 1 }, 2),
            "The feature in row 1, column 0 (both from 0) is Infinity; it must be finite. Remove the row or replace missing values.");
    }

    [TestMethod]
    public void Classification_LabelOutOfRange_NamesTheRow() => AssertRefused(
        () =>
            SampleSet<float>.Classification(
            new float[2], 1, new[] { 1, 2 }, 2), "The label in row 1 (from 0) is 2; with 2 classes it must be in 0 … 1.");

    [TestMethod]
    public void Classification_LengthsThatDoNotFit_SaysWhatIsNeeded()
    {
        AssertRefused(
            () => SampleSet<float>.Classification(new float[5], 2, new[] { 0, 1 }, 2), "2 labels with 2 columns need 4 features; found 5.");
        AssertRefused(() => SampleSet<float>.Classification(default, 2, default, 2), "There are no rows; at least 1 is needed.");
    }

    [TestMethod]
    public void Classification_BadWeights_SaysWhichRow()
    {
        AssertRefused(
            () =>
                SampleSet<float>.Classification(new float[2], 1, new[] { 0, 1 }, 2,
                new[] { 1f, -1 }), "The weight in row 1 (from 0) is -1; it must be finite and at least 0.");
        AssertRefused(() => SampleSet<float>.Classification(new float[2], 1, new[] { 0, 1 }, 2, new float[2]),
            "All weights are 0; at least one row must count.");
        AssertRefused(
            () => SampleSet<float>.Classification(new float[2], 1, new[] { 0, 1 }, 2, new float[3]), "2 rows need 2 weights; found 3.");
    }

    [TestMethod]
    public void Regression_TargetNotFinite_NamesRowAndColumn() => AssertRefused(
        () => SampleSet<double>.Regression(new double[2], 1, new[] { 1, 2, 3, double.NaN }, 2),
        "The target in row 1, column 1 (both from 0) is NaN; it must be finite. Remove the row or replace missing values.");

    private static void AssertRefused(Action action, string message) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(action).Message, message);
}
