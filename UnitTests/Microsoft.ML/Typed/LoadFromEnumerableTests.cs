using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Typed;

[TestClass]
public sealed class LoadFromEnumerableTests
{
    private static readonly MLContext Ml = new(1);

    [TestMethod]
    public void Schema_EveryKindOfMember_HasItsColumnType()
    {
        var schema = Ml.Data.LoadFromEnumerable(new[] { new TypedRow() }).Schema;

        Assert.AreEqual(
            "Free: Vector<Single>, Key: Key<UInt32, 0-3>, Fixed: Vector<Single, 3>, Text: String, Texts: Vector<String>, "
            + "Buffer: Vector<Single>, Time: DateTime, Flag: Boolean, Named: Int32, GetOnly: Int32",
            string.Join(", ", schema));
    }

    [TestMethod]
    public void GetColumn_Key_CountsFromOneAndOutsideIsMissing()
    {
        var data = Ml.Data.LoadFromEnumerable(new uint[] { 0, 1, 3, 4, 7 }.Select(key => new TypedRow { Key = key }));

        CollectionAssert.AreEqual(new uint[] { 1, 2, 4, 0, 0 }, data.GetColumn<uint>("Key").ToArray());
    }

    [TestMethod]
    public void GetColumn_Nulls_AreEmpty()
    {
        var data = Ml.Data.LoadFromEnumerable(new[] { new TypedRow() });

        Assert.AreEqual("", data.GetColumn<string>("Text").Single());
        Assert.IsEmpty(data.GetColumn<float[]>("Fixed").Single());
        Assert.IsEmpty(data.GetColumn<string[]>("Texts").Single());
    }

    [TestMethod]
    public void GetRowCount_CollectionOrSequence_IsKnownOrNot()
    {
        Assert.AreEqual(2, Ml.Data.LoadFromEnumerable(new[] { new TypedRow(), new TypedRow() }).GetRowCount());
        Assert.IsNull(Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 2).Select(_ => new TypedRow())).GetRowCount());
    }

    [TestMethod]
    public void Load_WithDefinition_TakesItsNamesTypesAndAnnotations()
    {
        var definition = SchemaDefinition.Create(typeof(TypedRow));
        definition["Free"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Free"].AddAnnotation("Foo", 3f, NumberDataViewType.Single);
        definition["Text"].ColumnName = "Renamed";

        var schema = Ml.Data.LoadFromEnumerable(new[] { new TypedRow() }, definition).Schema;

        Assert.AreEqual("Free: Vector<Single, 2> {Foo}", schema["Free"].ToString());
        Assert.AreEqual(TextDataViewType.Instance, schema["Renamed"].Type);
        Assert.IsNull(schema.GetColumnOrNull("Text"));
    }

    [TestMethod]
    public void Load_WithSchema_NeedsAMemberForEachColumn()
    {
        var schema = Ml.Data.LoadFromEnumerable(new[] { new TypedRow() }).Schema;

        var exception = Assert.Throws<InvalidOperationException>(() => Ml.Data.LoadFromEnumerable(new[] { new Lonely() }, schema));
        Assert.Contains("Type should contain a member named Free", exception.Message);
        Assert.HasCount(schema.Count, Ml.Data.LoadFromEnumerable(new[] { new TypedRow() }, schema).Schema);
    }

    [TestMethod]
    public void Load_ImpossibleMembers_Throw()
    {
        Assert.Contains("Could not determine an IDataView type", Refused<WithObject>());
        Assert.Contains("Duplicate column name 'A' detected", Refused<WithTwins>());
        Assert.Contains("does not appear to be a vector type", Refused<WithVectorScalar>());
        Assert.Contains("does not appear to be a valid kind of data for a key type", Refused<WithSignedKey>());
    }

    [TestMethod]
    public void MoveNext_NullObject_Throws()
    {
        var data = Ml.Data.LoadFromEnumerable(new TypedRow[] { null! });

        var exception = Assert.Throws<InvalidOperationException>(() => data.GetColumn<bool>("Flag").ToArray());
        Assert.Contains("Encountered null when iterating over data", exception.Message);
    }

    [TestMethod]
    public void GetGetter_WrongTypeOrInactive_Throws()
    {
        var data = Ml.Data.LoadFromEnumerable(new[] { new TypedRow() });
        using var cursor = data.GetRowCursor([data.Schema["Text"]]);

        Assert.IsFalse(cursor.IsColumnActive(data.Schema["Flag"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<bool>(data.Schema["Flag"]));
        var exception = Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<int>(data.Schema["Text"]));
        Assert.Contains("System.Int32", exception.Message);
    }

    private static string Refused<T>()
        where T : class, new() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.LoadFromEnumerable(new[] { new T() })).Message;

    private sealed class Lonely
    {
        public int A { get; set; }
    }

    private sealed class WithObject
    {
        public object? A { get; set; }
    }

    private sealed class WithTwins
    {
        public int A { get; set; }

        [ColumnName("A")]
        public int B { get; set; }
    }

    private sealed class WithVectorScalar
    {
        [VectorType(3)]
        public float A { get; set; }
    }

    private sealed class WithSignedKey
    {
        [KeyType(3)]
        public int A { get; set; }
    }
}
