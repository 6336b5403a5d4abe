namespace Microsoft.ML.Data;

/// <summary>Says from which fields, found by their names in the header line, a member is read. As in ML.NET, the text loader of this release does not look at it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class LoadColumnNameAttribute : Attribute
{
    /// <summary>The field of that name.</summary>
    public LoadColumnNameAttribute(string fieldName)
        : this([fieldName])
    {
    }

    /// <summary>The fields of these names.</summary>
    public LoadColumnNameAttribute(params string[] fieldNames)
    {
        Names = fieldNames;
    }

    internal string[] Names { get; }
}
