using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity;

/// <summary>Views in transcripts.</summary>
internal static class ViewTranscripts
{
    /// <summary>Adds the name and type of each column.</summary>
    public static void AddSchema(this Transcript transcript, DataViewSchema schema) =>
        transcript.Add("schema", schema.Select(column => $"{column.Name}: {column.Type}{(column.IsHidden ? ", hidden" : "")}"));

    /// <summary>Adds every value of the columns: a key by its number, the slots of a vector by position.</summary>
    public static void AddRows(this Transcript transcript, IDataView view, params string[] columns)
    {
        foreach (var name in columns)
        {
            var column = view.Schema[name];
            using var cursor = view.GetRowCursor([column]);
            var read = Reader(cursor, column);
            for (var row = 0; cursor.MoveNext(); row++)
                read(row, transcript);
        }
    }

    /// <summary>Adds the values that the keys of a column stand for.</summary>
    public static void AddKeyValues(this Transcript transcript, IDataView view, string column)
    {
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        view.Schema[column].GetKeyValues(ref names);
        transcript.Add($"{column} keys", names.DenseValues().Select(name => name.ToString()));
    }

    /// <summary>Adds the names of the slots of a vector column, or that there are none.</summary>
    public static void AddSlotNames(this Transcript transcript, IDataView view, string column)
    {
        if (!view.Schema[column].HasSlotNames())
        {
            transcript.Add($"{column} slots", "none");
            return;
        }
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        view.Schema[column].GetSlotNames(ref names);
        transcript.Add($"{column} slots", names.DenseValues().Select(name => name.ToString()));
    }

    private static Action<int, Transcript> Reader(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        var vector = column.Type is VectorDataViewType;
        var item = column.Type is VectorDataViewType type ? type.ItemType.RawType : column.Type.RawType;
        return item switch
        {
            _ when item == typeof(float) => Of<float>(x => Number(x)),
            _ when item == typeof(double) => Of<double>(Number),
            _ when item == typeof(bool) => Of<bool>(x => x ? "true" : "false"),
            _ when item == typeof(int) => Of<int>(x => Number(x)),
            _ when item == typeof(long) => Of<long>(x => Number(x)),
            _ when item == typeof(byte) => Of<byte>(x => Number(x)),
            _ when item == typeof(uint) => Of<uint>(x => Number(x)),
            _ when item == typeof(ReadOnlyMemory<char>) => Of<ReadOnlyMemory<char>>(x => $"'{x}'"),
            _ => throw new NotSupportedException($"Column '{column.Name}' has the type {column.Type}, for which there is no reader here."),
        };

        Action<int, Transcript> Of<T>(Func<T, string> text)
        {
            if (!vector)
            {
                var getValue = cursor.GetGetter<T>(column);
                T value = default!;
                return (row, transcript) =>
                {
                    getValue(ref value);
                    transcript.Add($"{column.Name}[{row}]", text(value));
                };
            }
            var getVector = cursor.GetGetter<VBuffer<T>>(column);
            var buffer = default(VBuffer<T>);
            return (row, transcript) =>
            {
                getVector(ref buffer);
                transcript.Add($"{column.Name}[{row}] length", buffer.Length.ToString(CultureInfo.InvariantCulture));
                var slot = 0;
                foreach (var value in buffer.DenseValues())
                    transcript.Add($"{column.Name}[{row}][{slot++}]", text(value));
            };
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
