using MlPipelines.Numerics.Kernels;

namespace MlPipelines.UnitTests.Numerics.Kernels;

[TestClass]
public sealed class FiniteValuesTests
{
    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void All_OneValueThatIsNotFinite_IsFoundAtEveryPlace(float value)
    {
        foreach (var length in new[] { 1, 7, 16, 17, 63, 513 })
        {
            var values = new float[length];
            Array.Fill(values, float.MaxValue);
            Assert.IsTrue(FiniteValues.All(values), $"{length} values");
            for (var at = 0; at < length; at++)
            {
                values[at] = value;
                Assert.IsFalse(FiniteValues.All(values), $"value {at} of {length}");
                values[at] = -float.MaxValue;
            }
        }
    }

    [TestMethod]
    public void All_NoValues_IsTrue() => Assert.IsTrue(FiniteValues.All([]));
}
