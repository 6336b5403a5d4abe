using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Pipelines.Configuration;

[TestClass]
public sealed class ErrorTextTests
{
    [TestMethod]
    public void Of_ArgumentExceptions_LeavesOutTheParameter()
    {
        Assert.AreEqual("Too few rows.", ErrorText.Of(new ArgumentException("Too few rows.", "rows")));
        Assert.AreEqual(
            "The rate must be at least 0; found -1.",
            ErrorText.Of(new ArgumentOutOfRangeException("rate", -1, "The rate must be at least 0; found -1.")));
    }

    [TestMethod]
    public void Of_OtherExceptions_IsTheirMessageOnOneLine() =>
        Assert.AreEqual("one two (Parameter 'x')", ErrorText.Of(new InvalidOperationException("one\n  two (Parameter 'x')")));
}
