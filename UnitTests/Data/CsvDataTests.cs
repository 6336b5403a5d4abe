using System.Text;
using Microsoft.ML.Data;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Splitting;
using MlPipelines.Data.Tables;

namespace MlPipelines.UnitTests.Data;

[TestClass]
public sealed class CsvDataTests : IDisposable
{
    private static readonly CsvOptions TrainOnly = new() { ValidationShare = 0, TestShare = 0 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string FilePath => Path.Combine(_folder.Path, "f.csv");

    private CsvData Load(string text, CsvOptions? options = null) => CsvData.Load(_folder.Write("f.csv", text), options ?? TrainOnly);

    private void Fails(string text, string expected, CsvOptions? options = null) =>
        Assert.AreEqual(FilePath + expected, Assert.ThrowsExactly<DataFileException>(() => Load(text, options)).Message);

    private static float[][] Rows(MatrixDataView view) => [.. Enumerable.Range(0, view.RowCount).Select(i =>
    {
        var row = new float[view.FeatureCount];
        view.CopyFeatures(i, row);
        return row;
    })];

    private static void AreEqual(float[][] expected, MatrixDataView view)
    {
        var rows = Rows(view);
        Assert.HasCount(expected.Length, rows);
        for (var i = 0; i < rows.Length; i++)
            CollectionAssert.AreEqual(expected[i], rows[i], $"row {i}: {string.Join(" ", rows[i])}");
    }

    [TestMethod]
    public void Load_OfMixedColumns_InfersAndReportsTypes()
    {
        var data = Load("size,color,used,kind\n1.5,red,yes,b\n-2,\"dark, blue\",no,a\n3e2,red,no,c\n");
        var set = data.DataSet;
        Assert.AreEqual(LearningTask.Multiclass, set.Task);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, set.ClassNames.ToArray());
        AreEqual([[1.5f, 0, 1, 1], [-2, 1, 0, 0], [300, 0, 1, 0]], set.Train);
        CollectionAssert.AreEqual(new[] { 1, 0, 2 }, Enumerable.Range(0, 3).Select(set.Train.GetClass).ToArray());
        VBuffer<ReadOnlyMemory<char>> names = default;
        set.Train.Schema["Features"].GetSlotNames(ref names);
        Assert.AreEqual("size|color=dark, blue|color=red|used", string.Join("|", names.DenseValues()));
        Assert.AreEqual(
            "size: feature, number -2 to 300; color: feature, category, 2 values: 'dark, blue', 'red'; used: feature, boolean; kind: "
                + "label, category, 3 values: 'a', 'b', 'c'",
            string.Join("; ", data.Columns));
        Assert.AreEqual((1, 2), (data.Columns[1].FirstFeature, data.Columns[1].FeatureCount));
        Assert.AreEqual($"file {FilePath}", set.Source.Text);
        Assert.AreEqual(DataOrigin.UserFile, set.Source.Origin);
    }

    [TestMethod]
    [DataRow(null, "dear,normal")]
    [DataRow("normal", "dear,normal")]
    [DataRow("dear", "normal,dear")]
    public void Load_PositiveValue_IsTheTrueOne(string? positive, string classes)
    {
        var set = Load("x,kind\n1,dear\n2,normal\n3,normal\n4,dear\n", TrainOnly with { Positive = positive }).DataSet;

        Assert.AreEqual(classes, string.Join(",", set.ClassNames));
        Assert.AreEqual(classes.StartsWith("dear") ? 0 : 1, set.Train.GetClass(0));
    }

    [TestMethod]
    public void Load_PositiveValueThatIsNone_IsRefused()
    {
        Fails(
            "x,kind\n1,dear\n2,normal\n",
            ", column 'kind': the positive value must be one of the label's, 'dear' or 'normal'; found 'cheap'. Correct 'positive'.",
            TrainOnly with { Positive = "cheap" });
        Fails(
            "x,kind\n1,a\n2,b\n3,c\n", ", column 'kind': a positive value is for a binary task; this is a multiclass one, with 3 values. "
                + "Remove 'positive'.",
            TrainOnly with { Positive = "a" });
        Fails(
            "x,kind\n1,1.5\n2,2.5\n3,3\n",
            ", column 'kind': a positive value is for a binary task; this is a regression. Remove 'positive'.",
            TrainOnly with { Positive = "3" });
    }

    [TestMethod]
    [DataRow(SplitStrategy.Stratified)]
    [DataRow(SplitStrategy.Random)]
    [DataRow(SplitStrategy.Grouped)]
    public void Load_Folds_TestEachRowOnceAndShareNone(SplitStrategy strategy)
    {
        var text = "x,town,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},t{i % 12},{(i % 3 == 0 ? "a" : "b")}\n"));
        var options =
            new CsvOptions
            {
                Strategy = strategy,
                Group = strategy == SplitStrategy.Grouped ? "town"
                : null,
                Ignore = strategy == SplitStrategy.Grouped ? [] : ["town"],
                ValidationShare = 0.25
            };
        var tested = new List<float>();
        for (var fold = 0; fold < 4; fold++)
        {
            var set = Load(text, options with { Fold = new CsvFold(fold, 4) }).DataSet;
            float[] test = [.. Rows(set.Test!).Select(row => row[0])], validation = [
                .. Rows(set.Validation!).Select(row => row[0])], train = [.. Rows(set.Train).Select(row => row[0])];

            tested.AddRange(test);
            CollectionAssert.AreEquivalent(
                Enumerable.Range(0, 60).Select(i => (float)i).ToList(), test.Concat(validation).Concat(train).ToList());
            Assert.AreEqual(
                (15, strategy == SplitStrategy.Grouped ? 35 : 34), (test.Length, train.Length),
                "a quarter of the other 45 validates, or two of nine towns");
            Assert.AreEqual($"file {FilePath}, fold {fold + 1} of 4", set.Source.Text);
            if (strategy == SplitStrategy.Grouped)
                Assert.IsEmpty(test.Select(x => x % 12).Intersect(train.Concat(validation).Select(x => x % 12)), "towns on both sides");
        }

        CollectionAssert.AreEquivalent(Enumerable.Range(0, 60).Select(i => (float)i).ToList(), tested);
    }

    [TestMethod]
    public void Load_FoldsThatCannotBe_AreRefused()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Load("x,y\n1,a\n2,b\n", new CsvOptions { Fold = new CsvFold(2, 2) })).Message,
            "A fold needs at least 2 of them and an index from 0 to below their number; found fold 2 of 2.");
        Fails(
            "x,y\n1,a\n2,b\n3,a\n4,a\n",
            ", column 'y': the classes 'b' have one row each, which cannot be both trained and tested on in 2 folds. Remove these rows, "
                + "merge the classes with others, or take a 'testShare' in place of folds.",
            new CsvOptions { Fold = new CsvFold(0, 2), ValidationShare = 0 });
    }

    [TestMethod]
    public void Load_EmptyLinesAtTheEnd_AreNoRowsButBetweenRowsAnError()
    {
        Assert.AreEqual(2, Load("x,y\n1,a\n2,b\n\n\r\n").DataSet.TrainRows);
        Fails("x,y\n1,a\n\n2,b\n", ", line 3: expected 2 fields, as in the header, found an empty line.");
    }

    [TestMethod]
    [DataRow("\ufeffsep=;\r\nx;y\r\n1;a\r\n2;b\r\n")]
    [DataRow("sep=,\nx,y\n1,a\n2,b\n")]
    public void Load_LineThatNamesTheDelimiter_IsSkipped(string text)
    {
        Assert.AreEqual("x: feature, number 1 to 2", Load(text).Columns[0].ToString());
        Fails(
            text.Replace("1", "", StringComparison.Ordinal),
            ", line 3, column 'x': expected a value, found an empty field, which stands for a missing one. Put a value there, remove the "
                + "row, put the column into 'ignore', or set 'missing' to keep or impute.",
            TrainOnly with { Missing = MissingValues.Error });
    }

    [TestMethod]
    public void Load_ColumnWithoutName_IsRefusedUnlessItIsIgnoredEmptyOrNumbersTheRows()
    {
        Fails(
            ",x,y\n5,1,a\n1,2,b\n",
            ", line 1, column '': field 1 of the header is empty, and the column has values. Name it, remove it, or put '' into 'ignore'.");
        Assert.AreEqual(1, Load(",x,y\n5,1,a\n1,2,b\n", TrainOnly with { Ignore = [""] }).DataSet.FeatureCount);
        var numbered = Load(",x,y\n0,7,a\n1,2,b\n");
        AreEqual([[7], [2]], numbered.DataSet.Train);
        Assert.AreEqual(": ignored, as it has no name and numbers the rows", numbered.Columns[0].ToString());
    }

    [TestMethod]
    [DataRow("0\n1\n1\n0", LearningTask.Binary, "0,1")]
    [DataRow("no\nYes\nno\nyes\nyes", LearningTask.Binary, "no,yes")]
    [DataRow("spam\nham\nham\nspam", LearningTask.Binary, "ham,spam")]
    [DataRow("2\n0\n10\n2", LearningTask.Multiclass, "0,2,10")]
    [DataRow("0.5\n1\n2\n3", LearningTask.Regression, "")]
    [DataRow("-1\n0\n1\n2", LearningTask.Regression, "")]
    public void Load_OfLabel_InfersTheTask(string labels, LearningTask task, string classNames)
    {
        var set = Load("x,y\n" + string.Join("\n", labels.Split('\n').Select((label, i) => $"{i},{label}"))).DataSet;
        Assert.AreEqual(task, set.Task);
        Assert.AreEqual(classNames, string.Join(",", set.ClassNames));
    }

    [TestMethod]
    public void Load_WithTaskTold_TakesIt()
    {
        var set = Load("x,y\n1,0\n2,1\n3,2\n", TrainOnly with { Task = LearningTask.Regression }).DataSet;
        Assert.AreEqual(2f, set.Train.GetLabel(2));
        Fails(
            "x,y\n1,a\n2,b\n",
            ", column 'y': a regression needs numbers; the label holds texts such as 'a'. Set 'task' to binary or multiclass "
                + "for classes, or choose another label.",
            TrainOnly with { Task = LearningTask.Regression });
        Fails(
            "x,y\n1,0\n2,1\n3,2\n", ", column 'y': a binary task needs two values; the label has 3: '0', '1', '2'. Set 'task' to "
                + "multiclass, or merge classes.",
            TrainOnly with { Task = LearningTask.Binary });
    }

    [TestMethod]
    public void Load_WithRoles_UsesColumnsAsTold()
    {
        var data = Load("id,y,a,b\n7,0,1,2\n8,1,3,4\n", TrainOnly with { Label = "y", Ignore = ["id"] });
        AreEqual([[1, 2], [3, 4]], data.DataSet.Train);
        AreEqual([[2], [4]], Load("id,y,a,b\n7,0,1,2\n8,1,3,4\n", TrainOnly with { Label = "y", Features = ["b"] }).DataSet.Train);
        AreEqual(
            [[1, 0], [0, 1]],
            Load(
                "code,y\n7,0\n8,1\n",
                TrainOnly with { Types = new Dictionary<string, CsvColumnType> { ["code"] = CsvColumnType.Category } }).DataSet.Train);
    }

    [TestMethod]
    [DataRow(';')]
    [DataRow('\t')]
    [DataRow('|')]
    public void Load_OfAnotherDelimiter_FindsIt(char delimiter)
    {
        var data = Load("\"a,b\"|y\n\"1\"|0\n2|1\n".Replace('|', delimiter));
        Assert.AreEqual(delimiter, data.Delimiter);
        Assert.AreEqual("a,b", data.Columns[0].Name);
        AreEqual([[1], [2]], data.DataSet.Train);
    }

    [TestMethod]
    public void Load_OfGzip_ReadsTheContent()
    {
        var path = _folder.WriteGzip("toys.csv.gz", Encoding.UTF8.GetBytes("x,y\n1,0\n2,1\n"));
        var set = CsvData.Load(path, TrainOnly).DataSet;
        Assert.AreEqual("toys", set.Name);
        AreEqual([[1], [2]], set.Train);
    }

    [TestMethod]
    public void Load_OfMissingFeature_SaysWhereOrImputesOrKeeps()
    {
        const string Text = "x,color,y\n1,red,0\n,?,1\n4,blue,0\n";
        Fails(
            Text, ", line 3, column 'x': expected a value, found an empty field, which stands for a missing one. "
                + "Put a value there, remove the row, put the column into 'ignore', or set 'missing' to keep or impute.",
            TrainOnly with { Missing = MissingValues.Error });
        var imputed = Load(Text, TrainOnly with { Missing = MissingValues.Impute });
        AreEqual([[1, 0, 0, 1, 0], [2.5f, 1, 0, 0, 1], [4, 0, 1, 0, 0]], imputed.DataSet.Train);
        Assert.AreEqual("x: feature, number 1 to 4, 1 missing", imputed.Columns[0].ToString());
        AreEqual([[1, 0, 1], [float.NaN, 0, 0], [4, 1, 0]], Load(Text, TrainOnly with { Missing = MissingValues.Keep }).DataSet.Train);
        AreEqual([[1, 0], [0, 1]], Load("c,y\n\"\",0\nx,1\n").DataSet.Train);
    }

    [TestMethod]
    public void Load_WithImputation_LearnsFromTheTrainingRowsAlone()
    {
        var text = new StringBuilder("x,color,y\n");
        for (var i = 0; i < 60; i++)
            text.Append($"{(i % 6 == 5 ? "" : i)},c{i},{i % 2}\n");
        var set = Load(text.ToString(), new CsvOptions { Missing = MissingValues.Impute }).DataSet;
        Assert.AreEqual(set.TrainRows + 2, set.FeatureCount, "a category for each training row, the number and its indicator");
        double mean = Rows(set.Train).Where(row => row[1] == 0).Average(row => row[0]);
        Assert.IsTrue(Rows(set.Test!).Where(row => row[1] == 1).All(row => Math.Abs(row[0] - mean) < 1e-4));
        Assert.IsTrue(Rows(set.Test!).All(row => row[2..].Sum() == 0), "categories that no training row has");
    }

    [TestMethod]
    public void Load_OfMistakes_NamesLineAndColumn()
    {
        var numbers = "x,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i % 2}\n"));
        Fails(numbers + "oops,1\n", ", line 22, column 'x': expected a number, as in 20 of 21 rows, found 'oops'. "
            + "Correct it, add it to 'missingMarkers', or say in 'types' that the column is one of categories.");
        Fails(numbers + "inf,1\n", ", line 22, column 'x': expected finite numbers; 1 rows have an infinite one, such as 'inf'. "
            + "Put numbers there, or add the text to 'missingMarkers'.");
        Fails(
            numbers + "3,\n",
            ", line 22, column 'y': expected a value, found an empty field, which stands for a missing one. Put a value there, remove "
                + "the row, or set 'dropMissingLabels' to leave such rows out.");
        Fails(numbers + "3\n", ", line 22: expected 2 fields, as in the header, found 1.");
        Fails("x,y\n", ", line 2: expected rows of data, found none after the header.");
        Fails("", ", line 1: expected a header with the names of the columns, found an empty file.");
        Fails("x,x,y\n1,2,0\n", ", line 1, column 'x': the header has this name 2 times. Give each column a name of its own.");
        Fails(
            "x,y\n1,5\n2,5\n", ", column 'y': expected at least two classes, found one, '5', in all 2 rows.",
            TrainOnly with { Task = LearningTask.Multiclass });
        Fails("x,y\n1,a\n2,a\n", ", column 'y': expected at least two classes, found one, 'a', in all 2 rows.");
        Fails(
            "x,y\na,0\nb,1\nc,0\n",
            ", column 'x': the training rows have 3 different texts, more than the 2 categories allowed. Put the column into 'ignore', or "
                + "set 'maxCategories' to allow more.", TrainOnly with { MaxCategories = 2 });
        Fails("x,y\n,0\nNA,1\n", ", column 'y': no column is left for the features: 'x' is left out because it has no value.");
        Fails("x,y\n1,0\n", ", line 1, column 'z': this column is missing; the header has 'x', 'y'.", TrainOnly with { Label = "z" });
        Fails("x,y\n1,0\n", ", line 1, column 'y': this column cannot be both label and ignored.", TrainOnly with { Ignore = ["y"] });
        Fails("y\n1\n", ", line 1: no column is left for the features; the header has 'y'.");
    }

    [TestMethod]
    public void Load_WithSplits_DealsThemByStrategy()
    {
        var text = "x,who,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},p{i / 4},{i % 2}\n"));
        var set = Load(text, new CsvOptions { Ignore = ["who"] }).DataSet;
        Assert.AreEqual((70, 15, 15), (set.TrainRows, set.ValidationRows, set.TestRows));
        Assert.AreEqual(35, Enumerable.Range(0, 70).Sum(set.Train.GetClass));
        var grouped = Load(text, new CsvOptions { Group = "who" }).DataSet;
        int[][] persons = [
            .. new[] { grouped.Train, grouped.Validation!, grouped.Test! }
                .Select(view => Rows(view).Select(row => (int)row[0] / 4).Distinct().ToArray())];
        Assert.AreEqual(25, persons.Sum(part => part.Length));
        Assert.AreEqual(set.ContentHash, Load(text, new CsvOptions { Ignore = ["who"] }).DataSet.ContentHash);
        Assert.AreNotEqual(set.ContentHash, Load(text, new CsvOptions { Ignore = ["who"], Seed = 2 }).DataSet.ContentHash);
    }

    [TestMethod]
    public void Load_WithOptionsThatDoNotFit_SaysWhy()
    {
        Assert.ThrowsExactly<FileNotFoundException>(() => CsvData.Load(FilePath));
        Says(
            "The shares to validate and to test on must not be negative and leave rows to train on; they are 0.5 and 0.5.",
            TrainOnly with { ValidationShare = 0.5, TestShare = 0.5 });
        Says("The split grouped needs a column: set 'group'.", TrainOnly with { Strategy = SplitStrategy.Grouped });
        Says("The delimiter must be an ASCII character other than a quote or a line end, not '\"'.", TrainOnly with { Delimiter = '"' });

        void Says(string text, CsvOptions options) =>
            Assert.StartsWith(text, Assert.ThrowsExactly<ArgumentException>(() => Load("x,y\n1,0\n", options)).Message);
    }

    [TestMethod]
    public void Load_OfRealFile_GivesTheRowsOfTheCatalog()
    {
        var countries = DataSets.Load("european-countries", RealData.Require("european-countries"));
        var path = Path.Combine(DataSets.Locate("european-countries")!, "train.csv.gz");
        var own = CsvData.Load(path, TrainOnly with { Features = ["long", "lat"] }).DataSet;
        Assert.AreEqual(countries.Train.ContentHash, own.Train.ContentHash);
    }
}
