using MlPipelines.UnitTests.House;

namespace MlPipelines.TorchLearners.UnitTests;

/// <summary>What the package shows to a program that uses it is what was approved; libtorch is not needed for this.</summary>
[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void Package_PublicApi_IsTheApprovedOne() => PublicApiText.RequireApproved(typeof(TorchMlpLearner).Assembly);
}
