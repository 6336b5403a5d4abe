namespace Microsoft.ML.Data;

/// <summary>The column types beyond ML.NET's own, each with the .NET type and attribute of the members that have it.</summary>
public static class DataViewTypeManager
{
    private static readonly Lock Gate = new();
    private static readonly List<(DataViewType DataViewType, Type Type, DataViewTypeAttribute? Attribute)> Known = [];

    /// <summary>Makes a column type known: members of <paramref name="type"/> with an equal attribute have it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column type, or the .NET type with the attribute, is registered otherwise.</exception>
    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute? typeAttribute = null)
    {
        Check.NotNull(dataViewType);
        Check.NotNull(type);
        lock (Gate)
        {
            foreach (var known in Known)
            {
                var sameColumn = known.DataViewType.Equals(dataViewType);
                var sameMember = known.Type == type && Equals(known.Attribute, typeAttribute);
                if (sameColumn && sameMember)
                    return;
                Check.Param(!sameMember, nameof(type), $"{type} is registered as {known.DataViewType} already.");
                Check.Param(!sameColumn, nameof(dataViewType), $"{dataViewType} is registered as {known.Type} already.");
            }
            Known.Add((dataViewType, type, typeAttribute));
        }
    }

    /// <summary>The column type of a member, null when none is registered for it.</summary>
    internal static DataViewType? FindOrNull(Type type, IEnumerable<Attribute> attributes)
    {
        var attribute = attributes.OfType<DataViewTypeAttribute>().FirstOrDefault();
        attribute?.Register();
        lock (Gate)
            return Known.Find(known => known.Type == type && Equals(known.Attribute, attribute)).DataViewType;
    }

    private static bool Equals(DataViewTypeAttribute? left, DataViewTypeAttribute? right) =>
        left is null ? right is null : right is not null && left.Equals(right);
}
