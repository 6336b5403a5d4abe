using Microsoft.ML.Data;

namespace Microsoft.ML.FeatureImportance;

/// <summary>Replaces the values of one slot of a vector column, row by row.</summary>
/// <param name="columnName">The column, a vector of Single.</param>
/// <param name="slot">The slot.</param>
/// <param name="values">The value for each row, by its position.</param>
internal sealed class PermutedSlot(string columnName, int slot, float[] values) : OneToOneTransformerBase((columnName, columnName))
{
    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private ValueGetter<VBuffer<float>> CreateGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<VBuffer<float>> getSource = row.GetGetter<VBuffer<float>>(input);
        VBuffer<float> source = default;
        return (ref VBuffer<float> destination) =>
        {
            getSource(ref source);
            VBufferEditor<float> editor = VBufferEditor.Create(ref destination, source.Length);
            source.CopyTo(editor.Values);
            editor.Values[slot] = values[row.Position];
            destination = editor.Commit();
        };
    }

    private sealed class Mapper(PermutedSlot parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input) =>
            new(outputName, input.Type, input.Annotations);

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) => parent.CreateGetter(row, input);
    }
}
