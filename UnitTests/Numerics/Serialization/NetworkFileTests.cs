using System.Reflection;
using System.Text.Json;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.Numerics.Serialization;

[TestClass]
public sealed class NetworkFileTests
{
    private static readonly NetworkDefinition Definition = new(
        new Shape(3), [new Dense(4), new ReLU(), new LeakyReLU(0.1), new Tanh(), new Sigmoid(), new Dropout(0.25), new Dense(2)]);

    [TestMethod]
    public void Read_Network_HasTheSameDefinitionAndBits()
    {
        var network = Network<double>.Create(Definition, seed: 4);
        var read = Read<double>(Bytes(network));

        Assert.AreEqual(Definition, read.Definition);
        CollectionAssert.AreEqual(network.ParameterValues.ToArray(), read.ParameterValues.ToArray());
    }

    [TestMethod]
    public void Read_NetworkOfBlocks_HasTheSameDefinitionBitsAndStatistics()
    {
        var definition = new NetworkDefinition(new Shape(2, 6, 6),
        [
            new Conv2d(4, 3) { Name = "first" }, new BatchNorm(), new ReLU(), new MaxPool2d(2),
            new Residual([new Conv2d(3, 1), new BatchNorm(), new ReLU(), new Conv2d(5, 1)], [new Conv2d(5, 1)]), new AvgPool2d(2),
            new Residual(
                [new Flatten(), new Dense(5), new Tanh()], [new Flatten()]), new SineFeatures([0.5, 2]), new Dense(3), new SoftmaxHead(),
        ]);
        var network = Network<float>.Create(definition, seed: 4);
        network.StateValues.Fill(7);

        var read = Read<float>(Bytes(network));

        Assert.AreEqual(definition, read.Definition);
        CollectionAssert.AreEqual(network.ParameterValues.ToArray(), read.ParameterValues.ToArray());
        CollectionAssert.AreEqual(network.StateValues.ToArray(), read.StateValues.ToArray());
    }

    [TestMethod]
    public void Read_OtherElementType_IsAnError()
        => Assert.ThrowsExactly<InvalidDataException>(() => Read<float>(Bytes(Network<double>.Create(Definition, seed: 4))));

    [TestMethod]
    public void Read_TensorsWithoutANetwork_SaysSo()
    {
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, []);
        Assert.AreEqual(
            "'file' is a safetensors file but not a network: its metadata have no 'network'.",
            Assert.ThrowsExactly<InvalidDataException>(() => Read<float>(stream.ToArray())).Message);
    }

    [TestMethod]
    [DataRow("""{"input":[3],"layers":[{"kind":"Oracle"}]}""")]
    [DataRow("""{"input":[3],"layers":[{"kind":"Dense"}]}""")]
    [DataRow("""{"input":[3],"layers":[{"kind":"Dense","outputs":-1}]}""")]
    [DataRow("""{"input":[3],"layers":[{"kind":"Dense","outputs":2,"more":1}]}""")]
    [DataRow("""{"input":[],"layers":[{"kind":"ReLU"}]}""")]
    [DataRow("""{"input":[99999,99999],"layers":[{"kind":"ReLU"}]}""")]
    [DataRow("""{"input":[3],"layers":[]}""")]
    [DataRow("""{"input":[3],"layers":[null]}""")]
    [DataRow("""{"layers":[{"kind":"ReLU"}]}""")]
    [DataRow("7")]
    public void Read_UnsoundDefinition_IsAnError(string json)
    {
        using var document = JsonDocument.Parse(json);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidDataException>(() => NetworkDefinitionJson.Read(document.RootElement, "file")).Message,
            "'file' does not hold a network's definition as expected: ");
    }

    /// <summary>A layer is made again from its public properties, so each parameter of its constructor must be one.</summary>
    [TestMethod]
    public void Kinds_EveryLayer_CanBeMadeOfItsProperties()
    {
        Assert.IsGreaterThanOrEqualTo(6, LayerDefinitions.Kinds.Count);
        foreach (var kind in LayerDefinitions.Kinds.Values)
        {
            var constructor = kind.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
            foreach (var parameter in constructor.GetParameters())
            {
                var property = kind.GetProperty(parameter.Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
                Assert.AreEqual(parameter.ParameterType, property?.PropertyType, $"{kind.Name}, {parameter.Name}");
            }
        }
    }

    private static byte[] Bytes<T>(Network<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(stream, network);
        return stream.ToArray();
    }

    private static Network<T> Read<T>(byte[] bytes)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream(bytes);
        return NetworkFile.Read<T>(stream, "file");
    }
}
