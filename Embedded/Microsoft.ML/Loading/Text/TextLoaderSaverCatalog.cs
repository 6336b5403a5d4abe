using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Reading and writing text files.</summary>
public static partial class TextLoaderSaverCatalog
{
    /// <summary>A loader with the given columns.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns and the fields that they are read from.</param>
    /// <param name="separatorChar">The separator between fields.</param>
    /// <param name="hasHeader">Whether the first line of each file is a header.</param>
    /// <param name="dataSample">Where columns that go to the end of the line find out how long that is, and the names of slots come from.</param>
    /// <param name="allowQuoting">Whether fields may be in double quotes.</param>
    /// <param name="trimWhitespace">Whether white space at the end of a line is removed.</param>
    /// <param name="allowSparse">Whether lines may be sparse.</param>
    public static TextLoader CreateTextLoader(
        this DataOperationsCatalog catalog,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource? dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false) =>
        new(Check.NotNull(catalog).Environment, Options(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);

    /// <summary>A loader with the given options.</summary>
    public static TextLoader CreateTextLoader(
        this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null) =>
        new(Check.NotNull(catalog).Environment, options, dataSample);

    /// <summary>A loader whose columns are the members of a class, each with a <see cref="LoadColumnAttribute"/>.</summary>
    public static TextLoader CreateTextLoader<TInput>(
        this DataOperationsCatalog catalog,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource? dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false) =>
        TextLoader.Create<TInput>(
            Check.NotNull(catalog).Environment, Options(null, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);

    /// <summary>A loader whose columns are the members of a class, with the given options but for their columns.</summary>
    public static TextLoader CreateTextLoader<TInput>(
        this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null) =>
        TextLoader.Create<TInput>(Check.NotNull(catalog).Environment, options ?? new TextLoader.Options(), dataSample);

    /// <summary>The rows of a file, with the given columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    public static IDataView LoadFromTextFile(
        this DataOperationsCatalog catalog,
        string path,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false)
    {
        var source = Source(path);
        return catalog.CreateTextLoader(columns, separatorChar, hasHeader, null, allowQuoting, trimWhitespace, allowSparse).Load(source);
    }

    /// <summary>The rows of a file, with the given options.</summary>
    public static IDataView LoadFromTextFile(this DataOperationsCatalog catalog, string path, TextLoader.Options? options = null)
    {
        var source = Source(path);
        return catalog.CreateTextLoader(options!, source).Load(source);
    }

    /// <summary>The rows of a file; the columns are the members of a class, each with a <see cref="LoadColumnAttribute"/>.</summary>
    public static IDataView LoadFromTextFile<TInput>(
        this DataOperationsCatalog catalog,
        string path,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false)
    {
        var source = Source(path);
        return catalog.CreateTextLoader<TInput>(separatorChar, hasHeader, null, allowQuoting, trimWhitespace, allowSparse).Load(source);
    }

    /// <summary>The rows of a file; the columns are the members of a class, the other options are the given ones.</summary>
    public static IDataView LoadFromTextFile<TInput>(this DataOperationsCatalog catalog, string path, TextLoader.Options options)
    {
        var source = Source(path);
        return catalog.CreateTextLoader<TInput>(options).Load(source);
    }

    private static TextLoader.Options Options(
        TextLoader.Column[]? columns, char separator, bool hasHeader, bool allowQuoting, bool trimWhitespace, bool allowSparse) =>
        new()
        {
            Columns = columns,
            Separators = [separator],
            HasHeader = hasHeader,
            AllowQuoting = allowQuoting,
            TrimWhitespace = trimWhitespace,
            AllowSparse = allowSparse,
        };

    private static MultiFileSource Source(string path)
    {
        Check.NotEmpty(path);
        Check.Param(FilePattern.Expand(path).Any(), nameof(path), $"File or directory does not exist at path: {path}");
        return new MultiFileSource(path);
    }
}
