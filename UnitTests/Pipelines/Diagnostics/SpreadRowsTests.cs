using MlPipelines.Numerics.Batches;
using MlPipelines.Pipelines.Diagnostics;

namespace MlPipelines.UnitTests.Pipelines.Diagnostics;

[TestClass]
public sealed class SpreadRowsTests
{
    [TestMethod]
    public void Of_RowsSortedByClass_HasSomeOfEachWithTheirTargets()
    {
        float[] features = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        var classes = SampleSet<float>.Classification(features, 2, new[] { 0, 0, 0, 0, 1, 1, 1, 2, 2, 2 }, 3);
        var numbers = SampleSet<float>.Regression(features, 2, Enumerable.Range(0, 10).Select(i => i / 2f).ToArray());

        CollectionAssert.AreEqual(new[] { 0, 0, 1, 2 }, SpreadRows.Of(classes, 4).Labels.ToArray());
        CollectionAssert.AreEqual(new float[] { 0, 1, 4, 5, 10, 11, 14, 15 }, SpreadRows.Of(classes, 4).Features.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2.5f, 3.5f }, SpreadRows.Of(numbers, 4).Targets.ToArray());
        Assert.AreSame(classes, SpreadRows.Of(classes, 10));
    }
}
