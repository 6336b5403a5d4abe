using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>Text files and objects as views, and views as text files.</summary>
internal static class LoadingPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("load-text", LoadText),
        new("load-text-quoted", LoadQuoted),
        new("load-text-blanks", LoadBlanks),
        new("load-text-values", LoadValues),
        new("load-text-sparse", LoadSparse),
        new("load-text-ranges-and-keys", LoadRanges),
        new("load-text-typed", LoadTyped),
        new("load-text-several-files", LoadSeveral),
        new("load-objects", LoadObjects),
        new("save-as-text", SaveAsText),
        new("loading-errors", Errors),
    ];

    private static void LoadText(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("name,x,y,flag", "a,1.5,-2e3,true", "b,0.1,7,0", "c,3.4028235e38,1e-45,1");
        var view = ml.Data.LoadFromTextFile(
            file.Path,
            [new("Name", DataKind.String, 0), new("Numbers", DataKind.Single, 1, 2), new("Y", DataKind.Double, 2), new("Flag", DataKind.Boolean, 3)],
            separatorChar: ',', hasHeader: true);
        transcript.AddSchema(view.Schema);
        transcript.AddRows(view, "Name", "Numbers", "Y", "Flag");
        transcript.AddSlotNames(view, "Numbers");
    }

    private static void LoadQuoted(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("\"a;b\";1", "\"say \"\"hi\"\"\";2", "  padded  ;3", "\"\";4", "plain \"inner\" quote;5");
        TextLoader.Column[] columns = [new("Text", DataKind.String, 0), new("Number", DataKind.Single, 1)];
        foreach (var (quoting, trim) in new[] { (true, false), (true, true), (false, false) })
        {
            var view = ml.Data.LoadFromTextFile(file.Path, columns, separatorChar: ';', allowQuoting: quoting, trimWhitespace: trim);
            transcript.AddRows(view, "Text");
        }
    }

    private static void LoadBlanks(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("1\t2", "\t", "NaN\tnan", "-Infinity\t+3", "4", "5\t6\t7", "", "  8 \t 9", "1e400\t1e-400", "\u221e\t0x10");
        foreach (var (missing, trim) in new[] { (false, false), (true, false), (true, true) })
        {
            var options = new TextLoader.Options
            {
                Columns = [new("A", DataKind.Single, 0), new("B", DataKind.String, 1), new("C", DataKind.Single, 2)],
                MissingRealsAsNaNs = missing,
                TrimWhitespace = trim,
            };
            transcript.AddError("rows", () => transcript.AddRows(ml.Data.LoadFromTextFile(file.Path, options), "A", "B", "C"));
        }
    }

    /// <summary>Each value alone, as each type: what is read, or how it fails.</summary>
    private static void LoadValues(MLContext ml, Transcript transcript)
    {
        string[] values = ["1", "-2.5", " 7 ", "1,5", "1 000", "?", "x", "NaN", "inf", "+3", "1e5", "1e999", ".5", "5.", "--1", "true", "False", "yes", "T", "0", "256", "-1", "99999999999"];
        foreach (var kind in new[] { DataKind.Single, DataKind.Double, DataKind.Boolean, DataKind.Int32, DataKind.Byte })
        {
            foreach (var value in values)
            {
                using var file = new ScratchFile(value);
                transcript.AddError($"'{value}' as {kind}", () => transcript.AddRows(ml.Data.LoadFromTextFile(file.Path, [new("A", kind, 0)], separatorChar: ';'), "A"));
            }
        }
    }

    private static void LoadSparse(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("1 6 0:1.5 4:2", "0 6 5:-1", "1 6", "0 1 2 3 4 5 6");
        var view = ml.Data.LoadFromTextFile(
            file.Path, [new("Label", DataKind.Boolean, 0), new("Features", DataKind.Single, 1, 6)], separatorChar: ' ', allowSparse: true);
        transcript.AddSchema(view.Schema);
        transcript.AddRows(view, "Label", "Features");
    }

    private static void LoadRanges(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("2,1,2,3,4", "0,5,6,7,8", "5,9,10,11,12", "x,1,1,1,1");
        var view = ml.Data.LoadFromTextFile(file.Path, new TextLoader.Options
        {
            Separators = [','],
            Columns =
            [
                new("Key", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(5)),
                new("Ends", DataKind.Single, [new TextLoader.Range(1), new TextLoader.Range(3, 4)]),
                new("Rest", DataKind.Single, [new TextLoader.Range(2, null)]),
                new("One", DataKind.Single, [new TextLoader.Range(2) { ForceVector = true }]),
            ],
            MaxRows = 4,
        });
        transcript.AddSchema(view.Schema);
        transcript.AddRows(view, "Key", "Ends", "Rest", "One");
    }

    private static void LoadTyped(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("a|1|2|3", "b|4|5|6");
        var view = ml.Data.LoadFromTextFile<FileRow>(file.Path, separatorChar: '|');
        transcript.AddSchema(view.Schema);
        foreach (var row in ml.Data.CreateEnumerable<FileRow>(view, reuseRowObject: false))
            transcript.Add(row.Name, row.Numbers);
        var preview = view.Preview(maxRows: 1);
        transcript.Add("preview", preview.ToString());
        transcript.Add("preview rows", preview.RowView.Length);
        transcript.Add("preview columns", preview.ColumnView.Select(column => column.Column.Name));
    }

    private static void LoadSeveral(MLContext ml, Transcript transcript)
    {
        using ScratchFile first = new("A,B", "1,2"), second = new("A,B", "3,4", "5,6");
        var loader = ml.Data.CreateTextLoader([new("A", DataKind.Single, 0), new("B", DataKind.Single, 1)], separatorChar: ',', hasHeader: true);
        var view = loader.Load(new MultiFileSource(first.Path, second.Path));
        transcript.AddRows(view, "A", "B");
        transcript.AddRows(ml.Data.SkipRows(view, 1), "A");
        transcript.AddRows(ml.Data.TakeRows(view, 2), "B");
    }

    private static void LoadObjects(MLContext ml, Transcript transcript)
    {
        var view = Examples.Load(ml, 3);
        transcript.AddSchema(view.Schema);
        transcript.AddRows(view, "Id", "Features", "Positive", "Kind", "Target", "Weight", "Group");
        var cached = ml.Data.Cache(view, "Id");
        transcript.Add("cached", cached.GetColumn<float>("Id"));
        transcript.Add("arrays", cached.GetColumn<float[]>("Features").Select(array => array.Sum()));
        transcript.Add("texts", cached.GetColumn<string>("Kind"));
    }

    private static void SaveAsText(MLContext ml, Transcript transcript)
    {
        var view = ml.Transforms.SelectColumns("Features", "Positive", "Group", "Target").Fit(Examples.Load(ml, 4)).Transform(Examples.Load(ml, 4));
        foreach (var (header, schema, hidden) in new[] { (true, true, false), (true, false, false), (false, false, true) })
        {
            using var stream = new MemoryStream();
            ml.Data.SaveAsText(view, stream, separatorChar: ',', headerRow: header, schema: schema, keepHidden: hidden);
            transcript.Add("line", System.Text.Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n").Split('\n'));
        }
    }

    private static void Errors(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("1,2");
        transcript.AddError("no file", () => ml.Data.LoadFromTextFile(file.Path + ".none", [new("A", DataKind.Single, 0)]));
        transcript.AddError("no columns of a class", () => ml.Data.LoadFromTextFile<Example>(file.Path));
        transcript.AddError("no bounds", () => ml.Data.LoadFromTextFile(file.Path, [new("A", DataKind.Single, -1)]));
        transcript.AddError("unknown column", () => _ = Examples.Load(ml, 1).Schema["Nope"]);
        transcript.AddError("other type", () => _ = Examples.Load(ml, 1).GetColumn<double>("Id").Count());
        transcript.AddError("split of everything", () => ml.Data.TrainTestSplit(Examples.Load(ml, 3), 1));
        transcript.AddError("one fold", () => ml.Data.CrossValidationSplit(Examples.Load(ml, 3), 1));
        transcript.AddError("no rows taken", () => ml.Data.TakeRows(Examples.Load(ml, 3), 0));
        transcript.AddError("bounds the wrong way", () => ml.Data.FilterRowsByColumn(Examples.Load(ml, 3), "Id", 2, 1));
    }

    private sealed class FileRow
    {
        [LoadColumn(0)]
        public string Name { get; set; } = "";

        [LoadColumn(1, 3), VectorType(3)]
        public float[] Numbers { get; set; } = [];
    }
}
