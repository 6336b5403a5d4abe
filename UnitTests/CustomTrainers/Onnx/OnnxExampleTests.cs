using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transforms;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>The examples of docs/onnx.md.</summary>
[TestClass]
public sealed class OnnxExampleTests
{
    [TestMethod]
    public void Example_OfAChain_RunsInOnnxRuntime()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromEnumerable(Flats(300));
        var file = folder["rent.onnx"];

        var model = ml.Transforms.Concatenate("Features", "Size", "Floor")
            .Append(ml.Transforms.SmoothRobustScaling("Features"))
            .Append(ml.Regression.Trainers.Mlp(new MlpOptions { LabelColumnName = "Rent", HiddenLayers = [16], Epochs = 10, Seed = 1 }))
            .Fit(rows);
        using (var stream = File.Create(file))
            ml.Model.ConvertToOnnx(model, rows, stream, "Score");

        using var session = new InferenceSession(file);
        using var results = session.Run(
        [
            NamedOnnxValue.CreateFromTensor("Size", new DenseTensor<float>(new[] { 80f, 120f }, [2, 1])),
            NamedOnnxValue.CreateFromTensor("Floor", new DenseTensor<float>(new[] { 3f, 0f }, [2, 1])),
            NamedOnnxValue.CreateFromTensor("Rent", new DenseTensor<float>(new[] { 0f, 0f }, [2, 1])),
        ]);
        var rents = results.Single().AsEnumerable<float>().ToArray();

        var own = model.Transform(ml.Data.LoadFromEnumerable([new Flat { Size = 80, Floor = 3 }, new Flat { Size = 120, Floor = 0 }]));
        var expected = own.GetColumn<float>("Score").ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], rents[i], 1e-5 * expected[i]);
    }

    private static List<Flat> Flats(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (size, floor) = (random.Next(30, 150), random.Next(8));
            return new Flat { Size = size, Floor = floor, Rent = (12 * size) + (20 * floor) };
        })];
    }

    private sealed class Flat
    {
        public float Size { get; set; }

        public float Floor { get; set; }

        public float Rent { get; set; }
    }
}
