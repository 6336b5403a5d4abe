namespace Microsoft.ML;

/// <summary>Turns a source, such as files, into a view.</summary>
public interface IDataLoader<in TSource> : ICanSaveModel
{
    /// <summary>The view over the source; lazy.</summary>
    IDataView Load(TSource input);

    /// <summary>The columns of every view that <see cref="Load"/> gives.</summary>
    DataViewSchema GetOutputSchema();
}
