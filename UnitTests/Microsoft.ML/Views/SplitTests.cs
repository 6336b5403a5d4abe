using Microsoft.ML;

namespace MlPipelines.UnitTests.MicrosoftML.Views;

/// <summary>Splits give the rows that ML.NET 5.0 gives for the same seed.</summary>
[TestClass]
public sealed class SplitTests
{
    [TestMethod]
    public void TrainTestSplit_ContextSeed_GivesMLNetsRows()
    {
        var ml = new MLContext(1);

        var split = ml.Data.TrainTestSplit(Numbered.Load(ml), 0.3);

        Assert.AreEqual("2 9 10 12 13 21 28 33 34 35 37 41 47 49 50 53 54 57 58 59", Numbered.Ids(split.TestSet));
        Assert.HasCount(40, Numbered.Ids(split.TrainSet).Split(' '));
    }

    [TestMethod]
    public void TrainTestSplit_NoSeedAtAll_IsThatOf42()
    {
        var ml = new MLContext();

        Assert.AreEqual("5 6 10 18 20 28 31 32 37 40 44 45 46 48 50 51", Numbered.Ids(ml.Data.TrainTestSplit(Numbered.Load(ml), 0.3).TestSet));
    }

    [TestMethod]
    public void TrainTestSplit_ExplicitSeed_WinsOverTheContext()
    {
        var ml = new MLContext(1);

        Assert.AreEqual("17 19 22 32 34 46 52 54", Numbered.Ids(ml.Data.TrainTestSplit(Numbered.Load(ml), 0.1, seed: 7).TestSet));
    }

    [TestMethod]
    [DataRow("Text", "3 10 17 24 31 38 45 52 59")]
    [DataRow("Single", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17")]
    [DataRow("Key", "0 1 2 10 11 12 20 21 22 30 31 32 40 41 42 50 51 52")]
    [DataRow("Byte", "3 10 14 21 25 32 36 43 47 54 58")]
    [DataRow("Letters", "3 7 11 15 19 23 27 31 35 39 43 47 51 55 59")]
    public void TrainTestSplit_SamplingKey_KeepsGroupsTogetherAsMLNet(string column, string expected)
    {
        var ml = new MLContext(1);

        Assert.AreEqual(expected, Numbered.Ids(ml.Data.TrainTestSplit(Numbered.Load(ml), 0.3, column).TestSet));
    }

    [TestMethod]
    public void CrossValidationSplit_ContextSeed_GivesMLNetsFolds()
    {
        var ml = new MLContext(1);

        var folds = ml.Data.CrossValidationSplit(Numbered.Load(ml), 4);

        Assert.AreEqual("2 10 12 13 28 33 34 35 37 47 50 53 54 58 59", Numbered.Ids(folds[0].TestSet));
        Assert.AreEqual("5 11 22 29 30 32 40 48 56", Numbered.Ids(folds[2].TestSet));
        var all = folds.SelectMany(fold => Numbered.Ids(fold.TestSet).Split(' ')).Select(int.Parse).Order().ToArray();
        CollectionAssert.AreEqual(Enumerable.Range(0, 60).ToArray(), all);
    }

    [TestMethod]
    public void TrainTestSplit_WrongArguments_Throw()
    {
        var ml = new MLContext(1);
        var data = Numbered.Load(ml);

        Assert.Throws<ArgumentOutOfRangeException>(() => ml.Data.TrainTestSplit(data, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ml.Data.TrainTestSplit(data, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ml.Data.CrossValidationSplit(data, 1));
        Assert.Throws<ArgumentNullException>(() => ml.Data.TrainTestSplit(null!));
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => ml.Data.TrainTestSplit(data, 0.1, "Nope"));
        Assert.Contains("Could not find SamplingKeyColumn column 'Nope'", exception.Message);
    }

    [TestMethod]
    public void TrainTestSplit_ItsSets_HaveTheColumnsOfTheSource()
    {
        var ml = new MLContext(1);
        var data = Numbered.Load(ml);

        var split = ml.Data.TrainTestSplit(data);

        CollectionAssert.AreEqual(data.Schema.Select(column => column.Name).ToArray(), split.TrainSet.Schema.Select(column => column.Name).ToArray());
    }
}
