using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Loading;

/// <summary>Text files are read as ML.NET 5.0 reads them; what is expected here is what it gives.</summary>
[TestClass]
public sealed class TextLoaderTests
{
    private static readonly MLContext Ml = new(1);

    [TestMethod]
    public void Load_Class_ReadsEveryMember()
    {
        using var file = new TextFile("a,b,c\n1,x,2.5\n0,yy,-3e2\n");

        var rows = Ml.Data.CreateEnumerable<Row>(Ml.Data.LoadFromTextFile<Row>(file.Path, ',', hasHeader: true), false).ToArray();

        Assert.HasCount(2, rows);
        Assert.IsTrue(rows[0].Flag);
        Assert.AreEqual("yy", rows[1].Name);
        Assert.AreEqual(-300f, rows[1].Value);
        CollectionAssert.AreEqual(new[] { 1f, 2.5f }, rows[0].Both);
    }

    [TestMethod]
    [DataRow("1.5", 1.5f)]
    [DataRow(" 7 ", 7f)]
    [DataRow("", 0f)]
    [DataRow("?", float.NaN)]
    [DataRow("NA", float.NaN)]
    [DataRow("nan", float.NaN)]
    [DataRow("abc", float.NaN)]
    [DataRow("1e", float.NaN)]
    [DataRow("1 2", float.NaN)]
    [DataRow("Infinity", float.PositiveInfinity)]
    [DataRow("-∞", float.NegativeInfinity)]
    [DataRow("+5", 5f)]
    [DataRow(".5", 0.5f)]
    [DataRow("5.", 5f)]
    [DataRow("1e400", float.PositiveInfinity)]
    [DataRow("123456789012345678901234567890", 1.23456789e29f)]
    public void Load_SingleCell_IsAsInMLNet(string cell, float expected)
    {
        using var file = new TextFile($"x,{cell},y\n");

        var data = Ml.Data.LoadFromTextFile(file.Path, [new TextLoader.Column("V", DataKind.Single, 1)], ',');

        Assert.AreEqual(expected, data.GetColumn<float>("V").Single());
    }

    [TestMethod]
    public void Load_EmptyReals_AreNaNOnDemand()
    {
        using var file = new TextFile("1,,3\n4\n");
        var options = new TextLoader.Options
        {
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [new TextLoader.Column("V", DataKind.Single, 0, 2), new TextLoader.Column("D", DataKind.Double, 1)],
        };

        var data = Ml.Data.LoadFromTextFile(file.Path, options);

        CollectionAssert.AreEqual(new[] { 1f, float.NaN, 3f }, data.GetColumn<float[]>("V").First());
        CollectionAssert.AreEqual(new[] { 4f, float.NaN, float.NaN }, data.GetColumn<float[]>("V").Last());
        Assert.IsTrue(data.GetColumn<double>("D").All(double.IsNaN));
    }

    [TestMethod]
    public void Load_Lines_SkipsCommentsAndEmptyOnes()
    {
        using var file = new TextFile("# a comment before the first line\n\n// another\n1\n\n// and one more\n#2\n   \n3");

        var data = Ml.Data.LoadFromTextFile(file.Path, [new TextLoader.Column("V", DataKind.String, 0)]);

        CollectionAssert.AreEqual(new[] { "1", "#2", "", "3" }, data.GetColumn<string>("V").ToArray());
    }

    [TestMethod]
    public void Load_Quotes_HideSeparatorsAndEscapeThemselves()
    {
        using var file = new TextFile("a,\"b\"\"c\",\"d\"\n1,\"open\n2,\"x\"y,3\n3, \"sp\" ,4\n\"\",\"\",\"z,,\"\n");
        var options = new TextLoader.Options { Separators = [','], AllowQuoting = true, Columns = [new TextLoader.Column("V", DataKind.String, 0, 2)] };

        var rows = Ml.Data.LoadFromTextFile(file.Path, options).GetColumn<string[]>("V").Select(row => string.Join('|', row)).ToArray();

        CollectionAssert.AreEqual(new[] { "a|b\"c|d", "1||", "2||3", "3|sp|4", "||z,," }, rows);
    }

    [TestMethod]
    public void Load_QuotedFieldOverSeveralLines_IsOneField()
    {
        using var file = new TextFile("h1,h2\n\"a\nb\",1\n\"c\r\nd\"\"e\n\nf\",2\nx,3\n");
        var options = new TextLoader.Options
        {
            Separators = [','],
            AllowQuoting = true,
            ReadMultilines = true,
            HasHeader = true,
            Columns = [new TextLoader.Column("A", DataKind.String, 0), new TextLoader.Column("B", DataKind.Single, 1)],
        };

        var data = Ml.Data.LoadFromTextFile(file.Path, options);

        CollectionAssert.AreEqual(new[] { "a\nb", "c\nd\"e\n\nf", "x" }, data.GetColumn<string>("A").ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 2f, 3f }, data.GetColumn<float>("B").ToArray());
    }

    [TestMethod]
    public void Load_SparseLines_FillTheRestWithZeros()
    {
        using var file = new TextFile("1\t5\t0:1.5\t3:2\n0\t5\t4:7\n3\t1\t2\t3\t4\t5\n");
        var options = new TextLoader.Options
        {
            AllowSparse = true,
            Columns = [new TextLoader.Column("L", DataKind.Single, 0), new TextLoader.Column("F", DataKind.Single, 1, 5)],
        };

        var rows = Ml.Data.LoadFromTextFile(file.Path, options).GetColumn<float[]>("F").ToArray();

        CollectionAssert.AreEqual(new[] { 1.5f, 0f, 0f, 2f, 0f }, rows[0]);
        CollectionAssert.AreEqual(new[] { 0f, 0f, 0f, 0f, 7f }, rows[1]);
        CollectionAssert.AreEqual(new[] { 1f, 2f, 3f, 4f, 5f }, rows[2]);
    }

    [TestMethod]
    public void Load_RangeToTheEnd_IsMeasuredOrVariable()
    {
        using var file = new TextFile("1\t2\t3\n4\t5\t6\n");
        using var ragged = new TextFile("1\t2\t3\n4\t5\n");
        var toEnd = new TextLoader.Options { Columns = [new TextLoader.Column("V", DataKind.Single, [new TextLoader.Range(1, null)])] };
        var variable = new TextLoader.Options { Columns = [new TextLoader.Column("V", DataKind.Single, [new TextLoader.Range { Min = 1, VariableEnd = true }])] };

        Assert.AreEqual("V: Vector<Single, 2>", Ml.Data.LoadFromTextFile(file.Path, toEnd).Schema[0].ToString());
        Assert.AreEqual("5 6", string.Join(' ', Ml.Data.LoadFromTextFile(file.Path, toEnd).GetColumn<float[]>("V").Last()));
        Assert.AreEqual("5", string.Join(' ', Ml.Data.LoadFromTextFile(ragged.Path, variable).GetColumn<float[]>("V").Last()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.LoadFromTextFile(ragged.Path, toEnd));
        Assert.AreEqual("Label: Single, Features: Vector<Single, 2>", string.Join(", ", Ml.Data.LoadFromTextFile(file.Path).Schema));
    }

    [TestMethod]
    public void Load_AllOtherFields_AreThoseNoColumnNames()
    {
        using var file = new TextFile("1\t2\t3\t4\t5\n");
        var options = new TextLoader.Options
        {
            Columns =
            [
                new TextLoader.Column("A", DataKind.Single, 1),
                new TextLoader.Column("Rest", DataKind.Single, [new TextLoader.Range { Min = 0, AutoEnd = true, AllOther = true }]),
            ],
        };

        Assert.AreEqual("1 3 4 5", string.Join(' ', Ml.Data.LoadFromTextFile(file.Path, options).GetColumn<float[]>("Rest").Single()));
    }

    [TestMethod]
    public void Load_Header_NamesTheSlots()
    {
        using var file = new TextFile("h0,h1,h2\n1,2,3\n");
        var options = new TextLoader.Options { Separators = [','], HasHeader = true, Columns = [new TextLoader.Column("V", DataKind.Single, 1, 2)] };

        var column = Ml.Data.LoadFromTextFile(file.Path, options).Schema["V"];

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);
        Assert.AreEqual("h1 h2", string.Join(' ', names.DenseValues()));
    }

    [TestMethod]
    public void Load_SeveralFiles_SkipsEachHeaderAndStopsAtMaxRows()
    {
        using var first = new TextFile("h\n1\n2\n");
        using var second = new TextFile("h\n3\n4\n");
        TextLoader.Options Options(long? rows) => new() { HasHeader = true, MaxRows = rows, Columns = [new TextLoader.Column("A", DataKind.Single, 0)] };
        var source = new MultiFileSource(first.Path, second.Path);

        Assert.AreEqual("1 2 3 4", string.Join(' ', Ml.Data.CreateTextLoader(Options(null)).Load(source).GetColumn<float>("A")));
        Assert.AreEqual("1 2 3", string.Join(' ', Ml.Data.CreateTextLoader(Options(3)).Load(source).GetColumn<float>("A")));
    }

    [TestMethod]
    public void Load_ByteOrderMarksAndLineEnds_AreUnderstood()
    {
        using var utf8 = new TextFile("\uFEFFa,ü\r\n1,2\r3,4");
        using var utf16 = new TextFile("a,ü\n1,2\n3,4", System.Text.Encoding.Unicode);

        foreach (var file in new[] { utf8, utf16 })
        {
            var data = Ml.Data.LoadFromTextFile(file.Path, [new TextLoader.Column("V", DataKind.String, 0, 1)], ',');
            Assert.AreEqual("aü 12 34", string.Join(' ', data.GetColumn<string[]>("V").Select(row => string.Concat(row))));
        }
    }

    [TestMethod]
    public void Load_LongLines_AreReadWhole()
    {
        var line = string.Join(',', Enumerable.Range(0, 50_000));
        using var file = new TextFile($"{line}\n{line}\n");

        var data = Ml.Data.LoadFromTextFile(file.Path, [new TextLoader.Column("V", DataKind.Single, 0, 49_999)], ',');

        foreach (var row in data.GetColumn<float[]>("V"))
            Assert.IsTrue(row.Select((value, i) => value == i).All(same => same));
    }

    private sealed class Row
    {
        [LoadColumn(0)]
        public bool Flag { get; set; }

        [LoadColumn(1)]
        public string Name { get; set; } = "";

        [LoadColumn(2)]
        public float Value { get; set; }

        [LoadColumn([0, 2])]
        public float[] Both { get; set; } = [];
    }
}
