using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Layers;

/// <summary>Values of PyTorch in double precision.</summary>
[TestClass]
public class FunctionLayerTests
{
    private static readonly double[] Inputs = [-5, -1.3, -0.2, 0, 0.4, 1.7, 6];

    [TestMethod]
    [DataRow("SiLU", new[]
    {
        -0.0334642546214243, -0.278414522044674, -0.0900332005375044, 0, 0.239475064044981, 1.43740904935799, 5.98516426106019,
    })]
    [DataRow("GELU", new[]
    {
        -1.43325785934012e-06, -0.125840629961293, -0.0841480581121794, 0, 0.26216869664413, 1.62423871331048, 5.99999999408047,
    })]
    [DataRow("SELU", new[]
    {
        -1.74625336066962, -1.27896137515433, -0.318689343529501, 0, 0.420280394942192, 1.78619167850432, 6.30420592413288,
    })]
    [DataRow("Mish", new[]
    {
        -0.0335762377301617, -0.307382464749496, -0.107144780868357, 0, 0.289030534072363, 1.62076807397554, 5.99992663406525,
    })]
    public void Predict_Function_HasTheValuesOfPyTorch(string name, double[] expected)
    {
        var layer = Activation.Parse(name).Layer!;
        var definition = new NetworkDefinition(new Shape(Inputs.Length), [layer]);
        var values = new double[Inputs.Length];
        Network<double>.Create(definition, 1).Predict(Inputs, values);
        var floats = new float[Inputs.Length];
        Network<float>.Create(definition, 1).Predict([.. Inputs.Select(x => (float)x)], floats);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.AreEqual(expected[i], values[i], 1e-13, $"at {Inputs[i]}");
            Assert.AreEqual(expected[i], floats[i], 1e-6, $"at {Inputs[i]} in float");
        }
    }

    /// <summary>Far from 0 nothing overflows.</summary>
    [TestMethod]
    [DataRow("SiLU")]
    [DataRow("GELU")]
    [DataRow("SELU")]
    [DataRow("Mish")]
    public void Predict_LargeNumbers_AreFinite(string name)
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(2), [Activation.Parse(name).Layer!]), 1);
        var values = new float[2];
        network.Predict([-1e30f, 1e30f], values);
        Assert.IsLessThan(2f, Math.Abs(values[0]));
        Assert.AreEqual(name == "SELU" ? 1.0507e30 : 1e30, values[1], 1e26);
    }

    [TestMethod]
    public void Define_ParametricActivationOfAnotherLayer_SaysWhatItNeeds()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(
            () => new NetworkDefinition(new Shape(2), [new ParametricActivation(new Dense(2))]));
        StringAssert.Contains(exception.Message, "needs an activation of this library, such as SiLU or ReLU; found Dense");
    }
}
