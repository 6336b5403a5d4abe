using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.OneVersusAll;

/// <summary>Replaces a key label by whether it is one class.</summary>
internal sealed class ClassAgainstRest(string labelColumnName, int label) : OneToOneTransformerBase((labelColumnName, labelColumnName))
{
    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(inputSchema, ColumnPairs, (ulong)label + 1);

    private sealed class Mapper(DataViewSchema inputSchema, (string Output, string Input)[] pairs, ulong positive) : OneToOneMapper(inputSchema, pairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input) =>
            new(outputName, BooleanDataViewType.Instance);

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input)
        {
            Func<ulong> readKey = KeyReading.Create(row, input);
            return (ValueGetter<bool>)((ref bool destination) => destination = readKey() == positive);
        }
    }
}
