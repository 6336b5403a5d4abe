using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Estimators;

[TestClass]
public sealed class EstimatorChainTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(new[] { new Row { A = 1 }, new Row { A = 2 } });

    [TestMethod]
    public void Append_Three_FitsAndTransformsInOrder()
    {
        var chain = Ml.Transforms.CopyColumns("B", "A").Append(Ml.Transforms.CopyColumns("C", "B")).Append(Ml.Transforms.DropColumns("A"));

        var model = chain.Fit(Data);

        Assert.HasCount(3, model.ToArray());
        Assert.AreEqual("B: Int32, C: Int32", string.Join(", ", model.Transform(Data).Schema));
        CollectionAssert.AreEqual(new[] { 1, 2 }, model.Transform(Data).GetColumn<int>("C").ToArray());
    }

    [TestMethod]
    public void Fit_ColumnMissingLaterInTheChain_ThrowsBeforeAnythingIsRead()
    {
        var read = false;
        IEnumerable<Row> Rows()
        {
            read = true;
            yield return new Row();
        }
        var chain = Ml.Transforms.DropColumns("A").Append(Ml.Transforms.CopyColumns("B", "A"));

        Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(Ml.Data.LoadFromEnumerable(Rows())));
        Assert.IsFalse(read);
    }

    [TestMethod]
    public void Transform_Scope_LeavesOutTransformersOfOtherUses()
    {
        var chain = Ml.Transforms.CopyColumns("B", "A").Append(Ml.Transforms.CopyColumns("C", "A"), TransformerScope.TrainTest);
        var model = chain.Fit(Data);

        Assert.IsNull(model.Transform(Data).Schema.GetColumnOrNull("C"), "Transform is scoring");
        Assert.IsNotNull(model.Transform(Data, TransformerScope.Training).Schema.GetColumnOrNull("C"));
        Assert.HasCount(1, model.GetModelFor(TransformerScope.Scoring).ToArray());
    }

    [TestMethod]
    public void WithOnFitDelegate_Fit_HandsOverTheTransformer()
    {
        ITransformer? seen = null;
        var estimator = Ml.Transforms.CopyColumns("B", "A").WithOnFitDelegate(transformer => seen = transformer);

        var fitted = estimator.Fit(Data);

        Assert.AreSame(fitted, seen);
    }

    [TestMethod]
    public void AppendCacheCheckpoint_BeforeTwoEstimators_ReadsTheSourceOnceForBoth()
    {
        var chain = Ml.Transforms.CopyColumns("B", "A").AppendCacheCheckpoint(Ml).Append(Ml.Transforms.CopyColumns("C", "B"));

        CollectionAssert.AreEqual(new[] { 1, 2 }, chain.Fit(Data).Transform(Data).GetColumn<int>("C").ToArray());
        Assert.Throws<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(Ml));
    }

    [TestMethod]
    public void Log_Channel_ReachesTheContext()
    {
        var ml = new MLContext(1);
        var messages = new List<string>();
        ml.Log += (_, message) => messages.Add(message.Message);

        using (var channel = ((Microsoft.ML.Runtime.IChannelProvider)ml).Start("Here"))
            channel.Info(Microsoft.ML.Runtime.MessageSensitivity.None, "{0} rows", 3);

        Assert.IsTrue(messages.Contains("[Source=Here, Kind=Info] 3 rows"), string.Join('\n', messages));
    }

    [TestMethod]
    public void Options_OfTheContext_AreKeptByNameAndType()
    {
        var ml = new MLContext(1);

        Assert.IsTrue(ml.TryAddOption("a", 3));
        Assert.IsFalse(ml.TryAddOption("a", 4));
        Assert.IsTrue(ml.TryGetOption<int>("a", out var value));
        Assert.AreEqual(3, value);
        Assert.IsFalse(ml.TryGetOption<string>("a", out _));
        Assert.AreEqual(0, ml.GetOptionOrDefault<int>("b"));
        Assert.IsTrue(ml.RemoveOption("b"));
    }

    private sealed class Row
    {
        public int A { get; set; }
    }
}
