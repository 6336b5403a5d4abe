using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Loading;

/// <summary>Text files are written as ML.NET 5.0 writes them.</summary>
[TestClass]
public sealed class SaveAsTextTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(new[]
    {
        new Row { Id = 1, Single = 1.5f, Text = "a", Flag = true, Vector = [1, 0, 0, 0, 0, 0, 0, 0] },
        new Row { Id = 0, Single = float.NaN, Text = "", Vector = new float[8] },
        new Row { Id = -3, Single = 1e-20f, Text = " \"q\", a:b", Vector = [1, 2, 3, 4, 5, 6, 7, 8] },
    });

    [TestMethod]
    public void SaveAsText_AllKinds_WritesThemAsMLNet() =>
        Assert.AreEqual(
            """
            #@ TextLoader{
            #@   header+
            #@   sep=comma
            #@   col=Id:I4:0
            #@   col=Single:R4:1
            #@   col=Text:TX:2
            #@   col=Flag:BL:3
            #@   col=Vector:R4:4-11
            #@ }
            Id,Single,Text,Flag,8,0:""
            1,1.5,a,1,8,0:1
            0,?,10,0:""
            -3,1E-20," ""q"", a:b",0,1,2,3,4,5,6,7,8

            """.ReplaceLineEndings(),
            Save(','));

    [TestMethod]
    public void SaveAsText_Dense_ComesBackTheSame()
    {
        using var file = new TextFile(Save('\t', schema: false, forceDense: true));
        var options = new TextLoader.Options
        {
            HasHeader = true,
            AllowQuoting = true,
            Columns =
            [
                new TextLoader.Column("Id", DataKind.Int32, 0), new TextLoader.Column("Single", DataKind.Single, 1), new TextLoader.Column("Text", DataKind.String, 2),
                new TextLoader.Column("Flag", DataKind.Boolean, 3), new TextLoader.Column("Vector", DataKind.Single, 4, 11),
            ],
        };

        var loaded = Ml.Data.CreateEnumerable<Row>(Ml.Data.LoadFromTextFile(file.Path, options), false).ToArray();

        Assert.AreEqual(" \"q\", a:b", loaded[2].Text);
        Assert.IsTrue(float.IsNaN(loaded[1].Single));
        Assert.AreEqual(1e-20f, loaded[2].Single);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, loaded[2].Vector);
    }

    [TestMethod]
    public void SaveAsText_OtherSeparator_Throws()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Save('x'));
        Assert.Contains("Invalid separator - must be: space, tab, comma, semicolon, or bar", exception.Message);
    }

    private static string Save(char separator, bool schema = true, bool forceDense = false)
    {
        var stream = new MemoryStream();
        Ml.Data.SaveAsText(Data, stream, separator, schema: schema, forceDense: forceDense);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Row
    {
        public int Id { get; set; }

        public float Single { get; set; }

        public string Text { get; set; } = "";

        public bool Flag { get; set; }

        [VectorType(8)]
        public float[] Vector { get; set; } = [];
    }
}
