using System.Text;
using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;

namespace MlPipelines.UnitTests.Data.Csv;

[TestClass]
public sealed class StrictCsvReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private List<string> Read(string text) => ReadFile(_folder.Write("f.csv", text));

    private static List<string> ReadFile(string path)
    {
        using var reader = new StrictCsvReader(path);
        var records = new List<string>();
        while (reader.Read())
            records.Add($"{reader.Line}:{string.Join("|", Enumerable.Range(0, reader.FieldCount).Select(reader.Text))}");
        return records;
    }

    private void Fails(string text, string expected) =>
        Assert.AreEqual(Path.Combine(_folder.Path, "f.csv") + expected, Assert.ThrowsExactly<DataFileException>(() => Read(text)).Message);

    [TestMethod]
    public void Read_OfPlainFields_GivesRecordsWithLines()
    {
        CollectionAssert.AreEqual(new[] { "1:a|b", "2:1|2", "3:|" }, Read("a,b\n1,2\n,\n"));
        CollectionAssert.AreEqual(new[] { "1:a|b", "2:1|2" }, Read("a,b\r\n1,2"));
        CollectionAssert.AreEqual(new[] { "1:a|", "2:" }, Read("a,\n\n"));
        CollectionAssert.AreEqual(new[] { "1:a|" }, Read("a,"));
        Assert.HasCount(0, Read(""));
    }

    [TestMethod]
    public void Read_OfQuotedFields_KeepsDelimitersLinesAndQuotes() =>
        CollectionAssert.AreEqual(new[] { "1:a,b|c\"d\"|e\nf", "3:|x", "4:é" }, Read("\"a,b\",\"c\"\"d\"\"\",\"e\nf\"\n\"\",x\r\n\"é\""));

    [TestMethod]
    public void Read_WithByteOrderMark_SkipsIt() => CollectionAssert.AreEqual(new[] { "1:a" }, Read("\uFEFFa\n"));

    [TestMethod]
    public void Read_OfGzip_ReadsTheContent() =>
        CollectionAssert.AreEqual(new[] { "1:a", "2:b" }, ReadFile(_folder.WriteGzip("f.csv.gz", "a\nb\n"u8.ToArray())));

    [TestMethod]
    public void Read_AcrossBufferEnds_GivesWhatSplitGives()
    {
        // Records of every length around the reader's buffer of 64 KiB, some far longer than it.
        var text = new StringBuilder();
        var expected = new List<string>();
        var line = 1;
        for (var i = 0; i < 3000; i++)
        {
            string field = new((char)('a' + i % 26), i == 1500 ? 300_000 : 20 + i % 61);
            var quoted = i % 3 == 0;
            text.Append(quoted ? $"\"{field}\"\"\n\",{i}" : $"{field},{i}").Append(i % 2 == 0 ? "\n" : "\r\n");
            expected.Add(quoted ? $"{line}:{field}\"\n|{i}" : $"{line}:{field}|{i}");
            line += quoted ? 2 : 1;
        }

        CollectionAssert.AreEqual(expected, Read(text.ToString()));
    }

    [TestMethod]
    public void Read_OfBrokenQuotes_SaysWhere()
    {
        Fails("a\n1,\"x\ny", ", line 2: the quote that opens field 2 is not closed before the end of the file.");
        Fails("a\n\"x\"y,2\n", ", line 2: found text after the closing quote of field 1. Double a quote that belongs to the text.");
        Fails(
            "a\n1,x\"y\n",
            ", line 2: found a quote within field 2, which does not start with one. Put the whole field in quotes and double the quote.");
    }

    [TestMethod]
    public void Read_OfWhatIsNoText_SaysSo()
    {
        Fails("a\rb\n", ", line 1: found a carriage return without a line feed. End lines with LF or CRLF.");
        Fails("a\n\0b\n", ", line 2: found a zero byte: this is not UTF-8 text.");
        var utf16 = _folder.Write("u.csv", [0xff, 0xfe, 0x61, 0]);
        Assert.AreEqual(
            utf16 + ", line 1: the file is UTF-16. Save it as UTF-8.",
            Assert.ThrowsExactly<DataFileException>(() => ReadFile(utf16)).Message);
        var latin1 = _folder.Write("l.csv", [(byte)'a', (byte)'\n', 0xe9, (byte)'\n']);
        Assert.StartsWith(
            latin1 + ", line 2: field 1 is not UTF-8 text", Assert.ThrowsExactly<DataFileException>(() => ReadFile(latin1)).Message);
    }

    [TestMethod]
    public void Read_OfGzipCutShort_SaysSo()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},{i * 7919 % 10_007}\n"));
        var whole = File.ReadAllBytes(_folder.WriteGzip("whole.gz", Encoding.UTF8.GetBytes(text)));
        foreach (var missing in new[] { 1, 8, 9, 20, whole.Length / 2, whole.Length - 5 })
        {
            var path = _folder.Write("cut.gz", whole[..^missing]);
            var e = Assert.ThrowsExactly<DataFileException>(() => ReadFile(path), $"{missing} bytes missing");
            Assert.Contains("the gzip stream is damaged", e.Message);
        }
    }

    [TestMethod]
    public void Read_OfAnyBytes_GivesRecordsOrADataFileException()
    {
        var random = new Random(7);
        var alphabet = "a1,,;\"\"\n\n\r\0é "u8.ToArray();
        for (var trial = 0; trial < 2000; trial++)
        {
            var content = random.GetItems(alphabet, random.Next(40));
            try
            {
                ReadFile(_folder.Write("f.csv", content));
            }
            catch (DataFileException e)
            {
                Assert.IsNotNull(e.Line);
            }
        }
    }

    [TestMethod]
    public void Read_OfWhatWasWritten_GivesItBack()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 300; trial++)
        {
            string[][] records = [
                .. Enumerable.Range(0, 5)
                    .Select(
                        _ => Enumerable.Range(0, 3)
                            .Select(_ => new string(random.GetItems<char>(['x', ',', '"', '\n', 'é'], random.Next(6)))).ToArray())];
            var text = string.Join(
                "\r\n", records.Select(record => string.Join(",", record.Select(field => $"\"{field.Replace("\"", "\"\"")}\""))));
            CollectionAssert.AreEqual(
                records.Select(record => string.Join("|", record)).ToArray(),
                Read(text).Select(line => line[(line.IndexOf(':') + 1)..]).ToArray());
        }
    }
}
