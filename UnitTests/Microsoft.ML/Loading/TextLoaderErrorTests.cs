using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Loading;

[TestClass]
public sealed class TextLoaderErrorTests
{
    private static readonly MLContext Ml = new(1);

    [TestMethod]
    public void Load_NoSuchFile_Throws()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.LoadFromTextFile("no such file.csv"));
        Assert.Contains("File or directory does not exist at path: no such file.csv", exception.Message);
    }

    [TestMethod]
    [DataRow(DataKind.Int32, "abc")]
    [DataRow(DataKind.Int32, "5 ")]
    [DataRow(DataKind.Int32, "99999999999")]
    [DataRow(DataKind.Byte, "300")]
    [DataRow(DataKind.Byte, "-1")]
    [DataRow(DataKind.Boolean, "x")]
    [DataRow(DataKind.DateTime, "x")]
    public void Load_NoValueOfItsType_NamesValueLineAndColumn(DataKind kind, string cell)
    {
        using var file = new TextFile($"h\th\n1\t0\n1\t{cell}\n");
        var options = new TextLoader.Options { HasHeader = true, Columns = [new TextLoader.Column("V", kind, 1)] };
        var data = Ml.Data.LoadFromTextFile(file.Path, new TextLoader.Options { HasHeader = true, MaxRows = options.MaxRows, Columns = options.Columns });

        var exception = Assert.Throws<FormatException>(() => data.Preview());

        if (kind != DataKind.DateTime)
            Assert.Contains($"Could not parse value {cell} in line 3, column V", exception.Message);
    }

    [TestMethod]
    public void Load_KeyOutOfRange_IsMissing()
    {
        using var file = new TextFile("0\n4\n5\n\t\nNA\n");
        var column = new TextLoader.Column("K", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(5));

        CollectionAssert.AreEqual(new uint[] { 1, 5, 0, 0, 0 }, Ml.Data.LoadFromTextFile(file.Path, [column]).GetColumn<uint>("K").ToArray());
    }

    [TestMethod]
    public void Load_BadReals_AreReportedInTheLog()
    {
        var ml = new MLContext(1);
        var messages = new List<string>();
        ml.Log += (_, message) => messages.Add(message.RawMessage.Trim());
        using var file = new TextFile("1\nabc\n2\n");

        CollectionAssert.AreEqual(new[] { 1f, float.NaN, 2f }, ml.Data.LoadFromTextFile(file.Path, [new TextLoader.Column("V", DataKind.Single, 0)]).GetColumn<float>("V").ToArray());

        Assert.Contains("Bad value at line 2 in column V", messages);
        Assert.Contains("Processed 3 rows with 1 bad values and 0 format errors", messages);
    }

    [TestMethod]
    public void CreateTextLoader_ImpossibleOptions_Throw()
    {
        Assert.Contains("Illegal separator: '1'", Refused(new TextLoader.Options { Separators = ['1'] }));
        Assert.Contains("Decimal marker cannot be the 'x' character", Refused(new TextLoader.Options { DecimalMarker = 'x' }));
        Assert.Contains("When the separator is colon, turn off allowSparse", Refused(new TextLoader.Options { AllowSparse = true, Separators = [':'] }));
        Assert.Contains("Must specify some source column indices", Refused(new TextLoader.Options { Columns = [new TextLoader.Column { Name = "x" }] }));
        var overlap = new TextLoader.Column("A", DataKind.Single, [new TextLoader.Range(0, 2), new TextLoader.Range(2, 3)]);
        Assert.Contains("Intervals specified for column 'A' overlap", Refused(new TextLoader.Options { Columns = [overlap] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextLoader.Range(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextLoader.Range(3, 2));
    }

    [TestMethod]
    public void CreateTextLoader_MemberWithoutLoadColumn_Throws()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Ml.Data.CreateTextLoader<Bare>());
        Assert.Contains("Property 'A' is missing the LoadColumnAttribute attribute", exception.Message);
    }

    [TestMethod]
    public void Load_QuotedFieldNeverClosed_Throws()
    {
        using var file = new TextFile("\"a\nb,1\n");
        var options = new TextLoader.Options { Separators = [','], AllowQuoting = true, ReadMultilines = true, Columns = [new TextLoader.Column("A", DataKind.String, 0)] };

        Assert.Throws<FormatException>(() => Ml.Data.LoadFromTextFile(file.Path, options).GetColumn<string>("A").ToArray());
    }

    private static string Refused(TextLoader.Options options)
    {
        options.Columns ??= [new TextLoader.Column("A", DataKind.Single, 0)];
        return Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.CreateTextLoader(options)).Message;
    }

    private sealed class Bare
    {
        public int A { get; set; }
    }
}
