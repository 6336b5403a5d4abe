using System.Numerics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.Numerics.Layers;

[TestClass]
public sealed class LayerDefinitionsTests
{
    [TestMethod]
    public void Add_LayerOfAnotherLibrary_IsSavedAndLoadedWithItsSettings()
    {
        var network = Network<double>.Create(
            new NetworkDefinition(new Shape(3), [new Dense(2), new Shift([1, 2]) { Name = "shift" }]), seed: 1);
        using var stream = new MemoryStream();
        Assert.ThrowsExactly<NotSupportedException>(() => NetworkFile.Write(stream, network));

        LayerDefinitions.Add<Shift>("tests.shift");
        stream.SetLength(0);
        NetworkFile.Write(stream, network);
        stream.Position = 0;

        Assert.AreEqual(network.Definition, NetworkFile.Read<double>(stream, "file").Definition);
        LayerDefinitions.Add<Shift>("tests.shift");
    }

    [TestMethod]
    public void Kinds_EveryLayerOfTheLibrary_IsAmongThemByItsName()
    {
        var layers = typeof(LayerDefinition).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerDefinition)) && !type.IsAbstract).Select(type => type.Name).Order().ToList();
        var known = LayerDefinitions.Kinds.Where(kind => kind.Value.Assembly == typeof(LayerDefinition).Assembly).ToList();

        CollectionAssert.AreEqual(layers, known.Select(kind => kind.Key).Order().ToList(), "a line above LayerDefinition names each layer");
        Assert.IsTrue(known.All(kind => kind.Key == kind.Value.Name));
    }

    [TestMethod]
    public void Add_NameOrKindThatIsThere_IsRefused()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => LayerDefinitions.Add<Other>("Dense")).Message,
            "The name 'Dense' belongs to the layer MlPipelines.Numerics.Layers.Dense; give ");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => LayerDefinitions.Add<Dense>("dense")).Message,
            "The layer MlPipelines.Numerics.Layers.Dense has the name 'Dense' already; found 'dense'.");
        Assert.ThrowsExactly<ArgumentException>(() => LayerDefinitions.Add<Other>(" "));
    }

    [TestMethod]
    public void Activation_LayerOfAnyKind_StandsBetweenTheLayers()
    {
        CollectionAssert.AreEqual(
            new LayerDefinition[] { new Dense(4), new LeakyReLU(0.2), new Dense(1) }, Mlp.Define(
                2, [4], 1, new LeakyReLU(0.2)).Layers.ToArray());
        Assert.AreEqual(Activation.Tanh, Activation.Parse("tanh"));
        Assert.AreEqual(Activation.Tanh, new Tanh());
        Assert.AreEqual("LeakyReLU", ((Activation)new LeakyReLU(0.2)).ToString());
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Activation.Parse("softplus")).Message,
            "There is no activation 'softplus'; there are ReLU, LeakyReLU, Tanh, Sigmoid, SiLU, GELU, SELU, Mish, Identity.");
    }

    private sealed record Other : Shifting;

    private sealed record Shift(ValueSequence<int> By) : Shifting;

    private abstract record Shifting : LayerDefinition
    {
        public override Shape OutputShape(Shape input) => input;

        public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new Built<T>(input);

        private sealed class Built<T>(Shape shape) : Layer<T>(shape, shape)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);

            public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx) => dy.CopyTo(dx);
        }
    }
}
