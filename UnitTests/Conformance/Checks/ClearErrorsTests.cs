using MlPipelines.Conformance.Checks;

namespace MlPipelines.UnitTests.Conformance.Checks;

/// <summary>Which errors count as clear.</summary>
[TestClass]
public sealed class ClearErrorsTests
{
    private static readonly string[] Words = ["Features", "NaN"];

    [TestMethod]
    public void WhyNot_TypedErrorsThatNameTheColumn_AreClear()
    {
        Assert.IsNull(ClearErrors.WhyNot(new ArgumentOutOfRangeException("schema", "There is no column 'Features'."), Words));
        Assert.IsNull(ClearErrors.WhyNot(new FormatException("Found nan."), Words));
        Assert.IsNull(ClearErrors.WhyNot(new Own("The features are bad."), Words));
        Assert.IsNull(ClearErrors.WhyNot(
            new AggregateException(new InvalidOperationException("A worker failed.", new InvalidDataException("NaN"))), Words));
    }

    [TestMethod]
    public void WhyNot_ErrorsOfProgramming_AreNotClearWhateverTheySay()
    {
        foreach (var error in (Exception[])
        [
            Blunders.Null(), Blunders.Index(), new KeyNotFoundException("Features"),
            new InvalidCastException("Features"), new ObjectDisposedException("Features"),
            new InvalidOperationException("Features", Blunders.Null()),
        ])
        {
            StringAssert.EndsWith(ClearErrors.WhyNot(error, Words), "is no error of a kind that tells the caller what to mend");
        }
    }

    [TestMethod]
    public void WhyNot_MessageThatNamesNothing_IsNotClear()
    {
        Assert.AreEqual(
            "InvalidOperationException: Something failed. names none of: 'Features', 'NaN'",
            ClearErrors.WhyNot(new InvalidOperationException("Something failed."), Words));
    }

    private sealed class Own(string message) : Exception(message);
}
