using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>Files, objects and model files that are wrong: which exceptions they give, and where.</summary>
internal static class BadDataPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("bad-text-files", TextFiles),
        new("bad-objects", Objects),
        new("bad-model-files", ModelFiles),
        new("bad-reading", Reading),
    ];

    private static void TextFiles(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("1,2", "3,4");
        using var sparse = new ScratchFile("1 6 9:1 2:2");
        using var sparseNegative = new ScratchFile("1 6 -1:1");
        using var quote = new ScratchFile("\"never closed,1", "2,3");
        using var empty = new ScratchFile();
        TextLoader.Column[] columns = [new("A", DataKind.Single, 0), new("B", DataKind.Single, 1)];
        transcript.AddError("a folder for a file", () => Read(ml.Data.LoadFromTextFile(Path.GetDirectoryName(file.Path)!, columns), "A"));
        transcript.AddError("a folder that is not there", () => Read(ml.Data.LoadFromTextFile(Path.Combine(file.Path, "no", "file.csv"), columns), "A"));
        transcript.AddError("no columns", () => ml.Data.LoadFromTextFile(file.Path, new TextLoader.Options { Columns = [] }));
        transcript.AddError("columns not given", () => ml.Data.LoadFromTextFile(file.Path, new TextLoader.Options()));
        transcript.AddError("the same column twice", () => ml.Data.LoadFromTextFile(file.Path, [new("A", DataKind.Single, 0), new("A", DataKind.Single, 1)]));
        transcript.AddError("a column without a name", () => ml.Data.LoadFromTextFile(file.Path, [new("", DataKind.Single, 0)]));
        transcript.AddError("a range the wrong way", () => ml.Data.LoadFromTextFile(file.Path, [new("A", DataKind.Single, 3, 1)]));
        transcript.AddError("a column without a source", () => ml.Data.LoadFromTextFile(file.Path, [new("A", DataKind.Single, [])]));
        transcript.AddError("keys of numbers", () => ml.Data.LoadFromTextFile(file.Path, [new("A", DataKind.Single, [new TextLoader.Range(0)], new KeyCount(5))]));
        transcript.AddError("keys of none", () => ml.Data.LoadFromTextFile(file.Path, [new("A", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(0))]));
        transcript.AddError("a separator of letters", () => Read(ml.Data.LoadFromTextFile(file.Path, columns, separatorChar: 'x'), "A"));
        transcript.AddError("fewer rows than none", () => Read(ml.Data.LoadFromTextFile(file.Path, new TextLoader.Options { Columns = columns, MaxRows = -1 }), "A"));
        transcript.AddError("fields that are not there", () => Read(ml.Data.LoadFromTextFile(file.Path, [new("A", DataKind.Single, 7)], separatorChar: ','), "A"));
        transcript.AddError("a whole number of letters", () => Read<int>(ml.Data.LoadFromTextFile(quote.Path, [new("A", DataKind.Int32, 0)], separatorChar: ';'), "A"));
        transcript.AddError("a sparse index too large", () => ReadVector(ml.Data.LoadFromTextFile(sparse.Path, [new("F", DataKind.Single, 1, 6)], separatorChar: ' ', allowSparse: true), "F"));
        transcript.AddError("a negative sparse index", () => ReadVector(ml.Data.LoadFromTextFile(sparseNegative.Path, [new("F", DataKind.Single, 1, 6)], separatorChar: ' ', allowSparse: true), "F"));
        transcript.AddError("a quote that stays open", () => Read(ml.Data.LoadFromTextFile(quote.Path, columns, separatorChar: ',', allowQuoting: true), "B"));
        transcript.AddError("training on an empty file", () => ml.Regression.Trainers.Sdca("A", "F").Fit(
            ml.Data.LoadFromTextFile(empty.Path, [new("A", DataKind.Single, 0), new("F", DataKind.Single, 1, 3)])));
        transcript.AddError("header of an empty file", () => Read(ml.Data.LoadFromTextFile(empty.Path, columns, hasHeader: true), "A"));
        transcript.AddError("no sources", () => Read(ml.Data.CreateTextLoader(columns).Load(new MultiFileSource()), "A"));
        transcript.AddError("several files, all missing", () => Read(ml.Data.CreateTextLoader(columns).Load(new MultiFileSource(file.Path + ".none", file.Path + ".not")), "A"));
        transcript.AddError("the rest of a line without an example", () => ml.Data.CreateTextLoader([new("A", DataKind.Single, [new TextLoader.Range(0, null)])]).Load(new MultiFileSource(file.Path)));
        transcript.AddError("a class without columns", () => ml.Data.LoadFromTextFile<Unloadable>(file.Path));
        transcript.AddError("a text written with a letter between", () => ml.Data.SaveAsText(Examples.Load(ml, 1), new MemoryStream(), separatorChar: 'x'));
    }

    private static void Objects(MLContext ml, Transcript transcript)
    {
        transcript.AddError("a member of no type of ML.NET", () => ml.Data.LoadFromEnumerable(new[] { new WithObject() }));
        transcript.AddError("no vector", () => ReadVector(ml.Data.LoadFromEnumerable(new[] { new Example { Features = null! } }), "Features"));
        transcript.AddError("no text", () => Read<ReadOnlyMemory<char>>(ml.Data.LoadFromEnumerable(new[] { new Example { Kind = null! } }), "Kind"));
        transcript.AddError("no object", () => Read(ml.Data.LoadFromEnumerable(new Example[] { null! }), "Id"));
        transcript.AddError("a class without members", () => ml.Data.LoadFromEnumerable(new[] { new Nothing() }));
        transcript.AddError("two members of one column", () => Read(ml.Data.LoadFromEnumerable(new[] { new Twice() }), "A"));
        transcript.AddError("a key of numbers", () => ml.Data.LoadFromEnumerable(new[] { new FloatKey() }));
        transcript.AddError("objects of a column that is not there", () => _ = ml.Data.CreateEnumerable<Unknown>(Examples.Load(ml, 2), reuseRowObject: false).Count());
        transcript.AddError("objects of a column that may miss", () => _ = ml.Data.CreateEnumerable<Unknown>(Examples.Load(ml, 2), reuseRowObject: false, ignoreMissingColumns: true).Count());
        transcript.AddError("objects of another type", () => _ = ml.Data.CreateEnumerable<OtherType>(Examples.Load(ml, 2), reuseRowObject: false).Count());
        transcript.AddError("objects of a vector as a number", () => _ = ml.Data.CreateEnumerable<NumberForVector>(Examples.Load(ml, 2), reuseRowObject: false).Count());
        transcript.AddError("a schema of another class", () => ml.Data.LoadFromEnumerable(Examples.Create(2), SchemaDefinition.Create(typeof(Unknown))));
    }

    private static void ModelFiles(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile("this is no model");
        var data = Examples.Load(ml, 20);
        var model = ml.Transforms.NormalizeMinMax("Features").Fit(data);
        using var saved = new MemoryStream();
        ml.Model.Save(model, data.Schema, saved);
        var bytes = saved.ToArray();
        transcript.AddError("text", () => ml.Model.Load(file.Path, out _));
        transcript.AddError("no file", () => ml.Model.Load(file.Path + ".none", out _));
        transcript.AddError("no folder", () => ml.Model.Load(Path.Combine(Path.GetDirectoryName(file.Path)!, "no", "model.zip"), out _));
        transcript.AddError("a folder", () => ml.Model.Load(Path.GetDirectoryName(file.Path)!, out _));
        transcript.AddError("nothing", () => ml.Model.Load(new MemoryStream(), out _));
        transcript.AddError("half a file", () => ml.Model.Load(new MemoryStream(bytes[..(bytes.Length / 2)]), out _));
        transcript.AddError("zeros for the middle", () => ml.Model.Load(new MemoryStream([.. bytes.Select((b, i) => i > 40 && i < bytes.Length / 2 ? (byte)0 : b)]), out _));
        transcript.AddError("an empty archive", () => ml.Model.Load(EmptyArchive(), out _));
        transcript.AddError("no loader in it", () => ml.Model.LoadWithDataLoader(new MemoryStream(bytes), out _));
        transcript.AddError("saved into no folder", () => ml.Model.Save(model, data.Schema, Path.Combine(Path.GetDirectoryName(file.Path)!, "no", "model.zip")));
        transcript.AddError("saved into a folder", () => ml.Model.Save(model, data.Schema, Path.GetDirectoryName(file.Path)!));
        transcript.AddError("a mapping without a contract", () => ml.Model.Save(
            ml.Transforms.CustomMapping<Example, Sum>((row, sum) => sum.Total = row.Id, null).Fit(data), data.Schema, new MemoryStream()));
        using var mapping = new MemoryStream();
        ml.Model.Save(ml.Transforms.CustomMapping<Example, Sum>((row, sum) => sum.Total = row.Id, "unregistered").Fit(data), data.Schema, mapping);
        mapping.Position = 0;
        transcript.AddError("a contract that is not known", () => ml.Model.Load(mapping, out _));
        transcript.AddError("a stream that cannot be read", () => ml.Model.Load(new WriteOnly(), out _));
    }

    private static void Reading(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 5);
        var other = ml.Transforms.CopyColumns("Copy", "Id").Fit(data).Transform(data);
        using var cursor = data.GetRowCursor([data.Schema["Id"]]);
        transcript.AddError("a column of another type", () => cursor.GetGetter<double>(data.Schema["Id"]));
        transcript.AddError("a column that was not asked for", () => cursor.GetGetter<float>(data.Schema["Target"]));
        transcript.AddError("a column of another view", () => cursor.GetGetter<float>(other.Schema["Copy"]));
        transcript.AddError("a cursor for a column of another view", () => data.GetRowCursor([other.Schema["Copy"]]));
        transcript.AddError("a column by number", () => _ = data.Schema[99]);
        transcript.AddError("a column of vectors as numbers", () => _ = data.GetColumn<float>("Features").Count());
        transcript.AddError("a column of numbers as vectors", () => _ = data.GetColumn<float[]>("Id").Count());
        transcript.AddError("a column of numbers as text", () => _ = data.GetColumn<string>("Id").Count());
        transcript.AddError("keys of no key", () =>
        {
            var names = default(VBuffer<ReadOnlyMemory<char>>);
            data.Schema["Id"].GetKeyValues(ref names);
        });
        transcript.AddError("slots without names", () =>
        {
            var names = default(VBuffer<ReadOnlyMemory<char>>);
            data.Schema["Features"].GetSlotNames(ref names);
        });
        transcript.AddError("an annotation that is not there", () =>
        {
            float value = 0;
            data.Schema["Id"].Annotations.GetValue("Nope", ref value);
        });
    }

    private static void Read(IDataView view, string column) => Read<float>(view, column);

    private static void Read<T>(IDataView view, string column)
    {
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        var get = cursor.GetGetter<T>(view.Schema[column]);
        T value = default!;
        while (cursor.MoveNext())
            get(ref value);
    }

    private static void ReadVector(IDataView view, string column) => Read<VBuffer<float>>(view, column);

    private static MemoryStream EmptyArchive()
    {
        var stream = new MemoryStream();
        using (new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            stream.Flush();
        stream.Position = 0;
        return stream;
    }

    private sealed class WithObject
    {
        public Uri? Address { get; set; }
    }

    private sealed class Nothing
    {
    }

    private sealed class Unloadable
    {
        public float A { get; set; }
    }

    private sealed class Twice
    {
        public float A { get; set; }

        [ColumnName("A")]
        public float B { get; set; }
    }

    private sealed class FloatKey
    {
        [KeyType(5)]
        public float Key { get; set; }
    }

    private sealed class Unknown
    {
        public float Nope { get; set; }
    }

    private sealed class OtherType
    {
        public string Id { get; set; } = "";
    }

    private sealed class NumberForVector
    {
        public float Features { get; set; }
    }

    private sealed class Sum
    {
        public float Total { get; set; }
    }

    private sealed class WriteOnly : MemoryStream
    {
        public override bool CanRead => false;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is written only.");

        public override int Read(Span<byte> buffer) => throw new NotSupportedException("This stream is written only.");
    }
}
