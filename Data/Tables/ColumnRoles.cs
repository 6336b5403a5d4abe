using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Tables;

/// <summary>Decides what each column of a file is used for.</summary>
internal static class ColumnRoles
{
    /// <summary>The role of each column.</summary>
    /// <exception cref="DataFileException">A column that the options name is missing or has two roles, or no feature is left.</exception>
    public static CsvColumnRole[] Of(StrictCsvReader reader, CsvHeader header, CsvOptions options)
    {
        header.RequireDifferentNames();
        foreach (var name in options.Types.Keys)
            header.IndexOf(name);

        var roles = new CsvColumnRole?[header.Names.Count];
        Assign(options.Label ?? LastNamed(header), CsvColumnRole.Label);
        if (options.Group is not null)
            Assign(options.Group, CsvColumnRole.Group);
        if (options.SplitColumn is not null)
            Assign(options.SplitColumn, CsvColumnRole.Split);
        if (options.FoldColumn is not null)
            Assign(options.FoldColumn, CsvColumnRole.Split);
        if (options.TimeColumn is not null && options.Ignore.Contains(options.TimeColumn))
            Assign(options.TimeColumn, CsvColumnRole.Time);
        foreach (var name in options.Ignore.Where(name => name != options.TimeColumn))
            AssignAll(name, CsvColumnRole.Ignored);
        foreach (var name in options.Features ?? [])
            Assign(name, CsvColumnRole.Feature);
        if (options.TimeColumn is { } time && roles[header.IndexOf(time)] is null && options.Features is not null)
            Assign(time, CsvColumnRole.Time);
        var others = options.Features is null ? CsvColumnRole.Feature : CsvColumnRole.Ignored;
        CsvColumnRole[] result = [.. roles.Select(role => role ?? others)];
        if (!result.Contains(CsvColumnRole.Feature))
        {
            throw reader.Error(
                header.Line, null, "no column is left for the features; the header has "
                    + $"{string.Join(", ", header.Names.Select(name => $"'{name}'"))}.");
        }

        return result;

        void Assign(string name, CsvColumnRole role) => AssignTo(header.IndexOf(name), name, role);

        void AssignAll(string name, CsvColumnRole role)
        {
            if (name.Length > 0)
            {
                Assign(name, role);
                return;
            }

            var found = false;
            for (var column = 0; column < header.Names.Count; column++)
            {
                if (header.Names[column].Length > 0)
                    continue;
                found = true;
                AssignTo(column, name, role);
            }

            if (!found)
                header.IndexOf(name);
        }

        void AssignTo(int column, string name, CsvColumnRole role)
        {
            if (roles[column] is { } taken && taken != role)
            {
                throw reader.Error(
                    header.Line, name,
                    $"this column cannot be both {taken.ToString().ToLowerInvariant()} and {role.ToString().ToLowerInvariant()}.");
            }

            roles[column] = role;
        }
    }

    /// <summary>The last column that has a name.</summary>
    private static string LastNamed(CsvHeader header) => header.Names.LastOrDefault(name => name.Length > 0) ?? header.Names[^1];
}
