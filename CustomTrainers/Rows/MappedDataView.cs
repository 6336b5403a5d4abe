using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>The input with the mapper's columns behind it; nothing is computed before a cursor asks for it.</summary>
/// <param name="component">The transformer that maps, as errors call it.</param>
/// <param name="input">The rows.</param>
/// <param name="mapper">The mapping.</param>
internal sealed class MappedDataView<TState>(string component, IDataView input, RowMapper<TState> mapper) : TransformedRows(component, input)
    where TState : class
{
    public override DataViewSchema Schema => mapper.OutputSchema;

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new MappedCursor<TState>(Source.GetRowCursor(mapper.GetDependencies(columns), rand), mapper, mapper.ActiveSet(columns));
    }

    public override DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        var active = mapper.ActiveSet(columns);
        return [.. Source.GetRowCursorSet(mapper.GetDependencies(columns), n, rand).Select(c => new MappedCursor<TState>(c, mapper, active))];
    }
}
