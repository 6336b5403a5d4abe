using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Tables;

/// <summary>Decides what each column of a file is used for.</summary>
internal static class ColumnRoles
{
    /// <summary>The role of each column.</summary>
    /// <exception cref="DataFileException">A column that the options name is missing or has two roles, or no feature is left.</exception>
    public static CsvColumnRole[] Of(CsvReader reader, CsvHeader header, CsvOptions options)
    {
        foreach (string name in header.Names)
            header.IndexOf(name); // Names must be unique.
        foreach (string name in options.Types.Keys)
            header.IndexOf(name);

        var roles = new CsvColumnRole?[header.Names.Count];
        Assign(options.Label ?? header.Names[^1], CsvColumnRole.Label);
        if (options.Group is not null)
            Assign(options.Group, CsvColumnRole.Group);
        foreach (string name in options.Ignore)
            Assign(name, CsvColumnRole.Ignored);
        foreach (string name in options.Features ?? [])
            Assign(name, CsvColumnRole.Feature);
        CsvColumnRole others = options.Features is null ? CsvColumnRole.Feature : CsvColumnRole.Ignored;
        int nameless = header.Names.ToList().IndexOf("");
        if (nameless >= 0 && roles[nameless] is null && others == CsvColumnRole.Feature)
            throw reader.Error(1, null, $"field {nameless + 1} of the header is empty: the column has no name, as where lines end with a delimiter or rows were numbered. Name it, remove it, or ignore the column ''.");
        CsvColumnRole[] result = [.. roles.Select(role => role ?? others)];
        if (!result.Contains(CsvColumnRole.Feature))
            throw reader.Error(1, null, $"no column is left for the features; the header has {string.Join(", ", header.Names.Select(name => $"'{name}'"))}.");
        return result;

        void Assign(string name, CsvColumnRole role)
        {
            int column = header.IndexOf(name);
            if (roles[column] is { } taken && taken != role)
                throw reader.Error(1, name, $"this column cannot be both {taken.ToString().ToLowerInvariant()} and {role.ToString().ToLowerInvariant()}.");
            roles[column] = role;
        }
    }
}
