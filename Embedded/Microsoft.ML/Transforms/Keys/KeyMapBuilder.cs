namespace Microsoft.ML.Transforms.Keys;

/// <summary>Gathers the different values of one column while a cursor goes over the data.</summary>
internal abstract class KeyMapBuilder
{
    /// <summary>Takes the cursor's row; false when no more values are wanted.</summary>
    public abstract bool Add();

    public abstract KeyMap ToMap();
}
