using System.Globalization;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;
using MlPipelines.Data.Tables;

namespace MlPipelines.UnitTests.Data.Tables;

/// <summary>Tables as programs and people write them: other numbers, dates, no header, ids, rare classes.</summary>
[TestClass]
public sealed class TableReadingTests : IDisposable
{
    private static readonly CsvOptions TrainOnly = new() { ValidationShare = 0, TestShare = 0 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CsvData Load(string text, CsvOptions? options = null) => CsvData.Load(_folder.Write("f.csv", text), options ?? TrainOnly);

    private string Error(string text, CsvOptions? options = null) =>
        Assert.ThrowsExactly<DataFileException>(() => Load(text, options)).Message[(_folder.Path.Length + "/f.csv".Length)..];

    /// <summary>A column of a few texts over and over, beside a label.</summary>
    private static string Column(string delimiter, params string[] texts) =>
        $"v{delimiter}label\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{texts[i % texts.Length]}{delimiter}{"ab"[i % 2]}\n"));

    private static float[] First(CsvData data, int count)
    {
        var row = new float[data.DataSet.FeatureCount];
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            data.DataSet.Train.CopyFeatures(i, row);
            values[i] = row[0];
        }

        return values;
    }

    [TestMethod]
    [DataRow(",", "5.6 ", " 7", 5.6f, 7f, "")]
    [DataRow(",", "$5.6", "$7.1", 5.6f, 7.1f, "in $")]
    [DataRow(",", "-$5.6", "$-7.1", -5.6f, -7.1f, "in $")]
    [DataRow(";", "5 600", "71 000", 5600f, 71000f, "written as 1 234.5")]
    [DataRow(";", "5\u00a0600", "7\u202f100", 5600f, 7100f, "written as 1 234.5")]
    [DataRow(",", "1'234", "2'345.5", 1234f, 2345.5f, "written as 1'234.5")]
    [DataRow(",", "12%", "14.5 %", 12f, 14.5f, "percent")]
    [DataRow(",", "\"1,5\"", "\"2,25\"", 1.5f, 2.25f, "written as 1234,5")]
    [DataRow(";", "-1.234,5", "12,5", -1234.5f, 12.5f, "written as 1.234,5")]
    [DataRow(";", "1,234.5", "2.5", 1234.5f, 2.5f, "written as 1,234.5")]
    [DataRow(";", "1.234.567", "2.345.678", 1234567f, 2345678f, "written as 1.234,5")]
    [DataRow(",", "1_000", "2_500", 1000f, 2500f, "written as 1_234.5")]
    [DataRow(",", "(5)", "7", -5f, 7f, "")]
    [DataRow(",", "5-", "7", -5f, 7f, "")]
    [DataRow(",", "−5", "−6", -5f, -6f, "")]
    [DataRow(",", ".5", "5.", 0.5f, 5f, "")]
    [DataRow(",", "+1", "+3.5", 1f, 3.5f, "")]
    [DataRow(",", "1e-3", "2E2", 0.001f, 200f, "")]
    public void Load_NumbersWithMarks_AreNumbers(string delimiter, string first, string second, float one, float two, string remark)
    {
        var data = Load(Column(delimiter, first, second, first));

        Assert.AreEqual(CsvColumnType.Number, data.Columns[0].Type);
        CollectionAssert.AreEqual(new[] { one, two, one }, First(data, 3));
        Assert.AreEqual(remark, data.Columns[0].Remark ?? "");
        Assert.AreEqual(
            one, data.DataSet.Encoding!.Encode(_ => new RecordField(first.Trim('"')))[0], "a further row is read as the file's");
        Assert.AreEqual(one, data.DataSet.Encoding!.Encode(_ => new RecordField(one.ToString("R", CultureInfo.InvariantCulture), true))[0]);
    }

    [TestMethod]
    public void Load_CommaThatCanMeanBoth_IsDecidedByTheFileOrRefused()
    {
        CollectionAssert.AreEqual(new[] { 1.234f, 2.345f }, First(Load("a;b;y\n1,234;1,5;x\n2,345;2,5;z\n"), 2), "another column's comma");
        CollectionAssert.AreEqual(new[] { 1234f, 2345f }, First(Load("a;b;y\n1.234;1,5;x\n2.345;2,5;z\n"), 2), "another column's comma");
        CollectionAssert.AreEqual(new[] { 1234f, 2345f }, First(Load("a,b,y\n\"1,234\",1.5,x\n\"2,345\",2.5,z\n"), 2), "another's point");
        Assert.AreEqual(
            ", line 2, column 'a': the comma of '1,234' can stand before a fraction or between thousands. Say which: set "
                + "'decimal' to ',' or to '.'.",
            Error("a\tb\ty\n1,234\t1\tx\n2,345\t2\tz\n"));
        CollectionAssert.AreEqual(
            new[] { 1.234f, 2.345f }, First(Load("a\tb\ty\n1,234\t1\tx\n2,345\t2\tz\n", TrainOnly with { Decimal = ',' }), 2));
        CollectionAssert.AreEqual(
            new[] { 1234f, 2345f }, First(Load("a\tb\ty\n1,234\t1\tx\n2,345\t2\tz\n", TrainOnly with { Decimal = '.' }), 2));
    }

    [TestMethod]
    public void Load_MixedMarks_AreRefusedAllAtOnce()
    {
        Assert.AreEqual(
            ": 3 columns cannot be read as they are:\n"
                + "  column 'p': 10 of 20 numbers have a percent sign and the others none. Write all in one way, or say in 'types' that "
                + "the column is one of categories.\n"
                + "  column 'c': amounts in $ and in € stand in one column. Write all in one currency, or say in 'types' that the column "
                + "is one of categories.\n"
                + "  line 2, column 'i': expected finite numbers; 10 rows have an infinite one, such as 'inf'. Put numbers there, or add "
                + "the text to 'missingMarkers'.",
            Error("p,c,i,y\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"12%,$5,inf,a\n13,€5,{i},b\n"))));
    }

    [TestMethod]
    [DataRow("2024-01-31", "2023-12-01", "")]
    [DataRow("31.01.2024", "01.12.2023", "the day first")]
    [DataRow("01/31/2024", "12/01/2023", "the month first")]
    [DataRow("31 Jan 2024", "01 Dec 2023", "")]
    public void Load_Dates_BecomeFeaturesOfTime(string first, string second, string remark)
    {
        var data = Load(Column(",", first, second));

        Assert.AreEqual(CsvColumnType.Date, data.Columns[0].Type);
        Assert.AreEqual(remark, data.Columns[0].Remark ?? "");
        var row = new float[4];
        data.DataSet.Train.CopyFeatures(0, row);
        CollectionAssert.AreEqual(new float[] { 2024, 1, 3, 61 }, row, "year, month, Wednesday, days since the first");
        CollectionAssert.AreEqual(new float[] { 2023, 12, 5, 0 }, data.DataSet.Encoding!.Encode(_ => new RecordField(second)));
        CollectionAssert.AreEqual(new float[] { 2023, 12, 5, 0 }, data.DataSet.Encoding!.Encode(_ => new RecordField("2023-12-01", true)));
    }

    [TestMethod]
    public void Load_DatesAndTimes_HaveTheHour()
    {
        CollectionAssert.AreEqual(new[] { 1.5f, 2.25f }, First(Load(Column(",", "01:30", "02:15")), 2));
        var data = Load(Column(",", "2024-01-31T12:30:00Z", "2024-02-01T00:00:00Z"));
        var row = new float[5];
        data.DataSet.Train.CopyFeatures(0, row);
        CollectionAssert.AreEqual(new[] { 2024, 1, 3, 0, 12.5f }, row);
        Assert.AreEqual(
            ", column 'v': 01/02/2024 and all other dates can have the day or the month first. Say which: set 'dayFirst' to true or false.",
            Error(Column(",", "01/02/2024", "03/04/2024")));
        Load(Column(",", "01/02/2024", "03/04/2024"), TrainOnly with { DayFirst = true }).DataSet.Train.CopyFeatures(0, row.AsSpan(0, 4));
        CollectionAssert.AreEqual(new float[] { 2024, 2, 4, 0 }, row[..4]);
    }

    [TestMethod]
    [DataRow("20000001,20000000,20000002", "20000000,20000001,20000002", DisplayName = "whole numbers that a Single does not hold")]
    [DataRow("16777217,16777216", "16777216,16777217")]
    [DataRow("01001,1001,02134", "01001,1001,02134", DisplayName = "codes with zeros before them")]
    [DataRow("1.10,1.1,1.2", "1.1,1.10,1.2", DisplayName = "versions")]
    [DataRow("0E1,0E2,00", "00,0E1,0E2", DisplayName = "codes that are all zero as numbers")]
    [DataRow("0,1,1.0,0.0", "0,1", DisplayName = "whole numbers with a point are the same class")]
    [DataRow("0.0,1.0", "0.0,1.0")]
    [DataRow("-1,1", "-1,1")]
    [DataRow("-1,0,1", "-1,0,1")]
    [DataRow("YES,no,yes,NO,yes,no", "no,yes")]
    [DataRow("T,F", "F,T")]
    [DataRow(" no, yes", "no,yes", DisplayName = "blanks around")]
    public void Load_ClassLabels_KeepTheirTexts(string labels, string expected)
    {
        var texts = labels.Split(',');
        var set = Load("x,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{texts[i % texts.Length]}\n"))).DataSet;

        Assert.AreEqual(expected.Count(c => c == ',') == 1 ? LearningTask.Binary : LearningTask.Multiclass, set.Task);
        CollectionAssert.AreEquivalent(expected.Split(','), set.ClassNames.ToArray());
        for (var i = 0; i < texts.Length; i++)
        {
            var name = set.ClassNames[set.Train.GetClass(i)];
            Assert.IsTrue(
                string.Equals(name, texts[i].Trim(), StringComparison.OrdinalIgnoreCase) || name == texts[i].Replace(".0", ""),
                $"'{texts[i]}' is of class '{name}'");
        }
    }

    [TestMethod]
    public void Load_PositiveValue_IsFoundAsItStandsInTheFile()
    {
        Assert.AreEqual("1.0", Load(Column(",", "1", "2").Replace(",a", ",0.0").Replace(",b", ",1.0")).DataSet.ClassNames[1]);
        var set = Load("x,y\n1,Yes\n2,No\n3,Yes\n", TrainOnly with { Positive = "No" }).DataSet;
        Assert.AreEqual("Yes,No", string.Join(",", set.ClassNames));
    }

    [TestMethod]
    public void Load_CountsAsLabel_AreARegressionThatSaysHowToAskForClasses()
    {
        var counts = "x,y\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{i * i % 37}\n"));
        var data = Load(counts);

        Assert.AreEqual(LearningTask.Regression, data.DataSet.Task);
        Assert.AreEqual("19 different whole numbers read as a regression (task: multiclass reads them as classes)", data.Columns[1].Remark);
        Assert.AreEqual(19, Load(counts, TrainOnly with { Task = LearningTask.Multiclass }).DataSet.ClassCount);
        Assert.AreEqual(
            "numbers read as classes (task: regression reads them as numbers)",
            Load("x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{i % 3}\n"))).Columns[1].Remark);
    }

    [TestMethod]
    public void Load_WholeNumbersThatASingleDoesNotHold_StayApart()
    {
        var ids = Load("id,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{1000000000 + i},{"ab"[i % 2]}\n")));
        CollectionAssert.AreEqual(new float[] { 0, 1, 2, 3 }, First(ids, 4));
        Assert.AreEqual(
            "1000000000 is subtracted, as a 32-bit number does not tell numbers of this size apart", ids.Columns[0].Remark);
        Assert.AreEqual(7f, ids.DataSet.Encoding!.Encode(_ => new RecordField("1000000007"))[0]);

        var far = Enumerable.Range(0, 400).Select(i => i * 5000000000L).Select(i => $"{i},a\n{i + 2},b\n");
        StringAssert.Contains(
            Error("id,y\n" + string.Concat(far)), "a 32-bit number does not tell 5000000002 from the number before it. If these numbers");

        var tiny = First(Load(Column(",", "1e-50", "2e-50")), 2);
        Assert.AreEqual(2f, tiny[1] / tiny[0], 1e-6f, "numbers too small for a Single are scaled");
    }

    [TestMethod]
    [DataRow("sep=;\nPreis, netto;Klasse\n12,5;a\n13,5;b\n", "Preis, netto", 12.5f)]
    [DataRow("Preis, netto;Klasse\n12,5;a\n13,5;b\n", "Preis, netto", 12.5f)]
    [DataRow("\"sep=;\"\na;label\n1;x\n2;y\n", "a", 1f)]
    [DataRow("sep=\t\r\na\tlabel\r\n1\tx\r\n2\ty\r\n", "a", 1f)]
    [DataRow("sep=:\na:label\n1:x\n2:y\n", "a", 1f)]
    [DataRow("sep=;\na,1;b\n1;2\n2;3\n", "a,1", 1f)]
    public void Load_Delimiter_IsTheNamedOrTheLikelyOne(string text, string name, float first)
    {
        var data = Load(text);
        Assert.AreEqual(name, data.Columns[0].Name);
        Assert.AreEqual(first, First(data, 1)[0]);
        Assert.AreEqual(1, data.DataSet.FeatureCount);
    }

    [TestMethod]
    [DataRow("a,b,label,\n1,2,x,\n2,3,y,\n")]
    [DataRow("a,b,label,\n1,2,x\n2,3,y\n3,4,x\n")]
    [DataRow("a,b,label\n1,2,x,\n2,3,y,\n3,4,x,\n")]
    [DataRow("a,b,,,label\n1,2,,,x\n2,3,,,y\n")]
    public void Load_DelimitersWithoutValues_AreNoColumns(string text)
    {
        var set = Load(text).DataSet;
        Assert.AreEqual(2, set.FeatureCount);
        CollectionAssert.AreEqual(new[] { "x", "y" }, set.ClassNames.ToArray());
    }

    [TestMethod]
    public void Load_FileWithoutHeader_KeepsItsFirstRow()
    {
        var data = Load("5.0,3.0,setosa\n5.1,3.1,virginica\n5.2,3.2,setosa\n");
        Assert.AreEqual(3, data.DataSet.TrainRows);
        Assert.AreEqual("column1,column2,column3", string.Join(",", data.Columns.Select(column => column.Name)));
        StringAssert.Contains(data.Remarks.Single(), "header: true takes it for the names");
        Assert.AreEqual(3, Load("3,6,1\n4,8,0\n5,10,1\n").DataSet.TrainRows);
        Assert.AreEqual(2, Load("3,6,1\n4,8,0\n5,10,1\n", TrainOnly with { Header = true }).DataSet.TrainRows);
        Assert.AreEqual(5, Load("b,3.5\na,4.5\nb,5.5\na,6.5\nb,7.5\n", TrainOnly with { Label = "column1" }).DataSet.TrainRows);
        Assert.AreEqual(4, Load("red,yes\nblue,no\nred,no\nblue,yes\n").DataSet.TrainRows, "texts that come again");
        var pixels = Load("0,1,2,3,label\n9,9,9,9,a\n8,8,8,8,b\n");
        Assert.AreEqual(2, pixels.DataSet.TrainRows, "numbers in equal steps are names");
        Assert.AreEqual(2, Load("x,label\n1,a\n2,b\n", TrainOnly).DataSet.TrainRows);
    }

    [TestMethod]
    public void Load_Imputation_KnowsColumnsThatWereComplete()
    {
        var set = Load("a,b,y\n1,,1.5\n3,2,2.5\n5,4,3.5\n", TrainOnly with { Missing = MissingValues.Impute }).DataSet;
        CollectionAssert.AreEqual(
            new float[] { 3, 4, 0 }, set.Encoding!.Encode(name => new RecordField(name == "a" ? null : "4")),
            "the mean of a complete column");
    }

    [TestMethod]
    public void Load_MissingLabels_AreLeftOutIfAsked()
    {
        const string Text = "x,y\n1,a\n2,\n3,b\n4,NA\n";
        StringAssert.Contains(Error(Text), "set 'dropMissingLabels' to leave such rows out");
        var data = Load(Text, TrainOnly with { DropMissingLabels = true });
        Assert.AreEqual(2, data.DataSet.TrainRows);
        Assert.AreEqual("2 rows without a label are left out", data.Remarks.Single());
    }

    [TestMethod]
    public void Load_TestFileAndSplitColumn_SayWhatIsTestedOn()
    {
        var test = _folder.Write("test.csv", "x,y\n9,a\n8,b\n");
        var set = Load("x,y\n1,a\n2,b\n3,a\n4,b\n", new CsvOptions { TestFile = test, ValidationShare = 0 }).DataSet;
        Assert.AreEqual((4, 2), (set.TrainRows, set.TestRows));
        _folder.Write("test.csv", "y,x\na,9\nb,8\n");
        StringAssert.Contains(
            Assert.ThrowsExactly<DataFileException>(
                () => Load("x,y\n1,a\n2,b\n", new CsvOptions { TestFile = test, ValidationShare = 0 })).Message,
            "the test file must have the columns of");

        const string Marked = "x,part,y\n1,train,a\n2,Train,b\n3,valid,a\n4,test,b\n5,test,a\n";
        var split = Load(Marked, new CsvOptions { SplitColumn = "part" }).DataSet;
        Assert.AreEqual((2, 1, 2), (split.TrainRows, split.ValidationRows, split.TestRows));
        Assert.AreEqual(1, split.FeatureCount);
        StringAssert.Contains(
            Error(Marked.Replace("valid", "x"), new CsvOptions { SplitColumn = "part" }),
            "expected train, validation or test in every row");
    }

    [TestMethod]
    public void Load_RareClasses_StayInTrainingOrAreNamed()
    {
        var text = "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i == 7 ? "rare" : i % 2 == 0 ? "a" : "b")}\n"));
        for (var seed = 1; seed <= 20; seed++)
        {
            foreach (var strategy in new[] { SplitStrategy.Random, SplitStrategy.Stratified })
            {
                var set = Load(text, new CsvOptions { Strategy = strategy, Seed = seed }).DataSet;
                var trained = Enumerable.Range(0, set.TrainRows).Select(set.Train.GetClass).Distinct().Count();
                Assert.AreEqual(3, trained, $"{strategy}, seed {seed}");
                Assert.AreEqual(60, set.TrainRows + set.ValidationRows + set.TestRows);
            }
        }

        StringAssert.Contains(Error(text, new CsvOptions { Fold = new CsvFold(0, 5) }), "the classes 'rare' have one row each");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(LearningTask.Regression)]
    public void Load_LabelWithoutAnyValue_SaysSo(LearningTask? task) => StringAssert.Contains(
        Error("x,y\n1,\n2,NA\n3,\n", TrainOnly with { Label = "y", Task = task }), "column 'y': ");

    [TestMethod]
    public void Load_NumbersOfAnotherFormatThanTold_ShowsOne() => StringAssert.Contains(
        Error("x,y\n1.5,a\n2.5,b\n3.5,a\n", TrainOnly with { Decimal = ',', Types = NumbersInX }),
        "column 'x': expected a number, as in 0 of 3 rows, found '1.5'.");

    private static readonly Dictionary<string, CsvColumnType> NumbersInX = new() { ["x"] = CsvColumnType.Number };

    [TestMethod]
    public void Load_FewerRowsThanSplits_NamesTheOptions() => StringAssert.StartsWith(
        Assert.ThrowsExactly<ArgumentException>(() => Load("x,y\n1,a\n2,b\n", new CsvOptions())).Message,
        "2 rows are too few to train, validate and test on. Add rows, or set 'validationShare' or 'testShare' to 0.");

    [TestMethod]
    public void Load_ColumnThatLooksLikeNumbers_IsRemarked()
    {
        Assert.AreEqual("texts, though they look like numbers or times", Load(Column(",", "5kg", "6kg")).Columns[0].Remark);
        Assert.AreEqual("texts, though they look like numbers or times", Load(Column(",", "0x1F", "0x20")).Columns[0].Remark);
        Assert.AreEqual("texts, though they look like numbers or times", Load(Column(",", "٣", "٤")).Columns[0].Remark);
        Assert.AreEqual("texts, though they look like numbers or times", Load(Column(",", "5kg", "\"\"", "6kg")).Columns[0].Remark);
        Assert.AreEqual(
            "texts, though 10 of 20 are numbers ('missingMarkers' can name what stands for no number)",
            Load(Column(",", "5", "n/k")).Columns[0].Remark);
        Assert.AreEqual("v: feature, number 1000000000 to 1000000001", $"{Load(Column(",", "1000000000", "1000000001")).Columns[0]}"[..43]);
        Assert.AreEqual("v: ignored, as it has no value", Load("v,x,label\n,1,a\n,2,b\n").Columns[0].ToString());
    }

    [TestMethod]
    public void Load_GzipOfSeveralMembers_IsReadAndACutOneRefused()
    {
        var one = _folder.WriteGzip("one.gz", "x,y\n1,a\n2,b\n"u8.ToArray());
        var two = _folder.WriteGzip("two.gz", "3,a\n4,b\n"u8.ToArray());
        byte[] both = [.. File.ReadAllBytes(one), .. File.ReadAllBytes(two)];
        var path = Path.Combine(_folder.Path, "both.csv.gz");
        File.WriteAllBytes(path, both);
        Assert.AreEqual(4, CsvData.Load(path, TrainOnly).DataSet.TrainRows);
        File.WriteAllBytes(path, both[..^6]);
        StringAssert.Contains(
            Assert.ThrowsExactly<DataFileException>(() => CsvData.Load(path, TrainOnly)).Message, "gzip stream is damaged");
    }

    [TestMethod]
    public void Load_VeryManyColumns_TakesNoTimePerPairOfThem()
    {
        const int Columns = 40_000;
        var row = string.Join(",", Enumerable.Range(0, Columns).Select(i => i % 7));
        var text = string.Join(",", Enumerable.Range(0, Columns).Select(i => $"c{i}")) + $"\n{row}\n{row}1\n{row}\n";
        var data = Load(text, TrainOnly with { Task = LearningTask.Regression });
        Assert.HasCount(Columns, data.Columns);
        Assert.AreEqual(Columns - 1, data.DataSet.FeatureCount);
    }

    [TestMethod]
    public void Load_MoreValuesThanMemoryIsFor_AreRefused()
    {
        var text = "c,y\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"n{i},{"ab"[i % 2]}\n"));
        StringAssert.Contains(
            Error(text, TrainOnly with { MaxCategories = 60_000 }), "more than the 1,000,000,000 that are kept in memory");
        StringAssert.Contains(Error(text), "have 40000 different texts, more than the 100 categories allowed");
    }
}
