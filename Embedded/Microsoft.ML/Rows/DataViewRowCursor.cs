namespace Microsoft.ML;

/// <summary>A row that moves over the rows of a view.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none left; the getters are then no longer to be called.</returns>
    public abstract bool MoveNext();
}
