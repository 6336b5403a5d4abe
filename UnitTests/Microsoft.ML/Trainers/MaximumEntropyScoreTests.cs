using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Trainers;

/// <summary>The scores of a maximum entropy model against its formula, at awkward numbers of classes and features.</summary>
[TestClass]
public sealed class MaximumEntropyScoreTests
{
    private static readonly MLContext Ml = new(1);

    [TestMethod]
    [DataRow(2, 1)]
    [DataRow(3, 7)]
    [DataRow(4, 16)]
    [DataRow(5, 17)]
    [DataRow(9, 33)]
    [DataRow(10, 63)]
    public void Transform_AnyShape_IsTheSoftmaxOfTheLinearScores(int classes, int features)
    {
        var random = new Random(classes);
        var rows = Enumerable.Range(0, 60).Select(i => new Row
        {
            Features = [.. Enumerable.Range(0, features).Select(_ => random.NextSingle() - 0.5f)],
            Label = (uint)(i % classes),
        }).ToArray();
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), (ulong)classes);
        var data = Ml.Data.LoadFromEnumerable(rows, definition);
        var model = Ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0, l2Regularization: 0.01f).Fit(data);
        VBuffer<float>[] weights = [];
        model.Model.GetWeights(ref weights, out _);
        var biases = model.Model.GetBiases().ToArray();

        var scores = model.Transform(data).GetColumn<float[]>("Score").ToArray();

        for (var i = 0; i < rows.Length; i++)
        {
            var powers = Enumerable.Range(0, classes)
                .Select(k => Math.Exp(biases[k] + weights[k].DenseValues().Zip(rows[i].Features, (w, x) => (double)w * x).Sum())).ToArray();
            for (var k = 0; k < classes; k++)
                Assert.AreEqual(powers[k] / powers.Sum(), scores[i][k], 1e-5, $"row {i}, class {k}");
        }
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
