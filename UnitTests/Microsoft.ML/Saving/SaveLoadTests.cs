using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Saving;

[TestClass]
public sealed class SaveLoadTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(new[] { new Row { A = 1, Vector = [1, 2], Key = 2 }, new Row { A = 3, Vector = [4, 5] } });

    [TestMethod]
    public void SaveAndLoad_ChainOfColumns_TransformsTheSame()
    {
        var model = Ml.Transforms.CopyColumns("B", "A").Append(Ml.Transforms.SelectColumns("B", "Vector")).Append(Ml.Transforms.DropColumns("Vector")).Fit(Data);

        var (loaded, schema) = Reload(model, Data.Schema);

        Assert.AreEqual("B: Single", string.Join(", ", loaded.Transform(Data).Schema));
        CollectionAssert.AreEqual(new[] { 1f, 3f }, loaded.Transform(Data).GetColumn<float>("B").ToArray());
        Assert.AreEqual(string.Join(", ", Data.Schema), string.Join(", ", schema));
    }

    [TestMethod]
    public void SaveAndLoad_SchemaWithAnnotations_KeepsTheirValues()
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        var names = new VBuffer<ReadOnlyMemory<char>>(2, ["left".AsMemory(), "right".AsMemory()]);
        definition["Vector"].AddAnnotation("SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, 2));
        definition["A"].AddAnnotation("IsNormalized", true, BooleanDataViewType.Instance);
        var data = Ml.Data.LoadFromEnumerable(new[] { new Row() }, definition);

        var (_, schema) = Reload(Ml.Transforms.CopyColumns("B", "A").Fit(data), data.Schema);

        var loaded = default(VBuffer<ReadOnlyMemory<char>>);
        schema["Vector"].GetSlotNames(ref loaded);
        Assert.AreEqual("left right", string.Join(' ', loaded.DenseValues()));
        Assert.IsTrue(schema["A"].IsNormalized());
    }

    [TestMethod]
    public void SaveAndLoad_WithoutSchema_GivesNone()
    {
        var (_, schema) = Reload(Ml.Transforms.CopyColumns("B", "A").Fit(Data), null);

        Assert.IsNull(schema);
    }

    [TestMethod]
    public void SaveAndLoad_WithATextLoader_LoadsItToo()
    {
        var options = new TextLoader.Options
        {
            Separators = [';'],
            AllowQuoting = true,
            Columns = [new TextLoader.Column("A", DataKind.Single, 0), new TextLoader.Column("V", DataKind.Double, 1, 2), new TextLoader.Column("K", DataKind.UInt32, [new TextLoader.Range(3)], new KeyCount(5))],
        };
        using var file = new Loading.TextFile("1;\"2\";3;4\n");
        var source = new MultiFileSource(file.Path);
        var loader = Ml.Data.CreateTextLoader(options);
        var model = Ml.Transforms.CopyColumns("B", "A").Fit(loader.Load(source));
        var stream = new MemoryStream();
        Ml.Model.Save(model, loader, stream);
        stream.Position = 0;

        var loaded = new MLContext().Model.LoadWithDataLoader(stream, out var reloader);

        var data = loaded.Transform(reloader.Load(source));
        Assert.AreEqual("A: Single, V: Vector<Double, 2>, K: Key<UInt32, 0-4>, B: Single", string.Join(", ", data.Schema));
        Assert.AreEqual("2 3", string.Join(' ', data.GetColumn<double[]>("V").Single()));
        Assert.AreEqual(5u, data.GetColumn<uint>("K").Single());
    }

    [TestMethod]
    public void SaveAndLoad_CustomMapping_IsFoundByItsContract()
    {
        var ml = new MLContext(1);
        ml.ComponentCatalog.RegisterAssembly(typeof(TenfoldFactory).Assembly);
        var model = ml.Transforms.CustomMapping(new TenfoldFactory().GetMapping(), TenfoldFactory.Contract).Fit(Data);
        var stream = new MemoryStream();
        ml.Model.Save(model, Data.Schema, stream);
        stream.Position = 0;

        var loaded = ml.Model.Load(stream, out _);

        CollectionAssert.AreEqual(new[] { 10f, 30f }, loaded.Transform(Data).GetColumn<float>("Tenfold").ToArray());
    }

    [TestMethod]
    public void SaveAndLoad_StatefulCustomMapping_IsFoundByItsContract()
    {
        var ml = new MLContext(1);
        ml.ComponentCatalog.RegisterAssembly(typeof(RunningSumFactory).Assembly);
        var factory = new RunningSumFactory();
        var model = ml.Transforms.StatefulCustomMapping(factory.GetMapping(), factory.GetStateInitAction(), RunningSumFactory.Contract).Fit(Data);
        var stream = new MemoryStream();
        ml.Model.Save(model, Data.Schema, stream);
        stream.Position = 0;

        var loaded = ml.Model.Load(stream, out _);

        CollectionAssert.AreEqual(new[] { 11f, 14f }, loaded.Transform(Data).GetColumn<float>("Tenfold").ToArray());
    }

    [TestMethod]
    public void Save_CustomMappingWithoutContract_Throws()
    {
        var model = Ml.Transforms.CustomMapping<Tenfold.Input, Tenfold.Output>((_, _) => { }, null).Fit(Data);

        var exception = Assert.Throws<InvalidOperationException>(() => Ml.Model.Save(model, Data.Schema, new MemoryStream()));
        Assert.Contains("Empty contract name", exception.Message);
    }

    [TestMethod]
    public void Load_Junk_Throws()
    {
        Assert.Throws<Exception>(() => Ml.Model.Load(new MemoryStream([1, 2, 3, 4]), out _));
        LibraryWay.RequireEmbedded("a broken model file is a FormatException");
        Assert.Contains("The model file is broken, or is none", Assert.Throws<FormatException>(() => Ml.Model.Load(new MemoryStream([1, 2, 3, 4]), out _)).Message);
    }

    [TestMethod]
    public void Load_TruncatedFile_Throws()
    {
        var stream = new MemoryStream();
        Ml.Model.Save(Ml.Transforms.CopyColumns("B", "A").Fit(Data), Data.Schema, stream);

        Assert.Throws<Exception>(() => Ml.Model.Load(new MemoryStream(stream.ToArray()[..^40]), out _));
    }

    [TestMethod]
    public void Load_ArchiveWithoutModel_SaysSo()
    {
        var stream = new MemoryStream();
        using (new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            stream.Flush();

        var error = Assert.Throws<InvalidOperationException>(() => Ml.Model.Load(new MemoryStream(stream.ToArray()), out _));
        if (LibraryWay.IsEmbedded)
            Assert.AreEqual("Not a model file of this library: the archive has no part 'Format'. A file that the packages of ML.NET wrote is read by them alone.", error.Message);
    }

    [TestMethod]
    public void LoadWithDataLoader_NoLoaderInTheFile_SaysWhatToDo()
    {
        var stream = new MemoryStream();
        Ml.Model.Save(Ml.Transforms.CopyColumns("B", "A").Fit(Data), Data.Schema, stream);

        var error = Assert.Throws<InvalidOperationException>(() => Ml.Model.LoadWithDataLoader(new MemoryStream(stream.ToArray()), out _));
        if (LibraryWay.IsEmbedded)
            Assert.AreEqual("The model file holds no loader: the model was saved without one. Use Load instead.", error.Message);
    }

    [TestMethod]
    public void Save_PathOfAFolder_SaysSo()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;

        var error = Assert.Throws<UnauthorizedAccessException>(() => Ml.Model.Save(Ml.Transforms.CopyColumns("B", "A").Fit(Data), Data.Schema, folder));

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
        if (LibraryWay.IsEmbedded)
            Assert.AreEqual($"Access to the path '{folder}' is denied: it is a folder; give the name of a file in it.", error.Message);
    }

    private static (ITransformer Model, DataViewSchema Schema) Reload(ITransformer model, DataViewSchema? schema)
    {
        var stream = new MemoryStream();
        Ml.Model.Save(model, schema!, stream);
        stream.Position = 0;
        return (new MLContext().Model.Load(stream, out var loadedSchema), loadedSchema);
    }

    private sealed class Row
    {
        public float A { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        [KeyType(3)]
        public uint Key { get; set; }
    }
}
