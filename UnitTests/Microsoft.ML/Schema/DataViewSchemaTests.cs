using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Schema;

[TestClass]
public sealed class DataViewSchemaTests
{
    [TestMethod]
    public void ToSchema_SameNameTwice_LaterHidesEarlier()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        builder.AddColumn("A", NumberDataViewType.Int32);
        var schema = builder.ToSchema();

        Assert.IsTrue(schema[0].IsHidden);
        Assert.AreEqual(1, schema["A"].Index);
        Assert.AreEqual(NumberDataViewType.Int32, schema["A"].Type);
    }

    [TestMethod]
    public void Indexer_UnknownName_Throws()
    {
        var schema = new DataViewSchema.Builder().ToSchema();

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => schema["nope"]);
        Assert.Contains("Column 'nope' not found", exception.Message);
        Assert.IsNull(schema.GetColumnOrNull("nope"));
    }

    [TestMethod]
    public void ToString_ColumnWithAnnotations_ListsThem()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("Foo", NumberDataViewType.Single, 3f);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single, annotations.ToAnnotations());

        Assert.AreEqual("A: Single {Foo}", builder.ToSchema()[0].ToString());
        Assert.AreEqual("1 columns", builder.ToSchema().ToString());
    }

    [TestMethod]
    public void GetValue_OfAnnotation_GivesItAndRefusesOtherTypes()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Foo", NumberDataViewType.Single, 3f);
        var annotations = builder.ToAnnotations();

        var value = 0f;
        annotations.GetValue("Foo", ref value);
        Assert.AreEqual(3f, value);
        var wrong = 0;
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Foo", ref wrong));
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Bar", ref wrong));
        Assert.Throws<ArgumentException>(() => builder.AddPrimitiveValue("Baz", NumberDataViewType.Single, 3));
    }
}
