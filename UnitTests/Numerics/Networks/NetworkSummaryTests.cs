using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Networks;

[TestClass]
public class NetworkSummaryTests
{
    [TestMethod]
    public void Summary_Mlp_ListsLayersAndSums()
    {
        var definition = new NetworkDefinition(new Shape(1, 28, 28), [new Dense(128), new ReLU(), new Dropout(), new Dense(10)]);
        Assert.AreEqual(
            """
            layer     kind     output       parameters  multiply-adds
            input              [1, 28, 28]
            layers.0  Dense    [128]           100,480        100,352
            layers.1  ReLU     [128]                 0              0
            layers.2  Dropout  [128]                 0              0
            layers.3  Dense    [10]              1,290          1,280
            total                              101,770        101,632

            """.ReplaceLineEndings("\n"),
            definition.Summary().ToString());
        Assert.AreEqual(Network<float>.Create(definition, 1).ParameterCount, definition.Summary().Parameters);
    }
}
