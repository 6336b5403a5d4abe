using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>How many rows a data view has.</summary>
internal static class RowCount
{
    /// <summary>What the view says, or else the rows that a cursor without columns passes.</summary>
    /// <exception cref="OverflowException">More than <see cref="int.MaxValue"/> rows.</exception>
    public static int Of(IDataView data, CancellationToken cancellation)
    {
        if (data.GetRowCount() is { } known)
            return checked((int)known);
        using var cursor = data.GetRowCursor([]);
        var count = 0;
        while (cursor.MoveNext())
        {
            count = checked(count + 1);
            if (count % 4096 == 0)
                cancellation.ThrowIfCancellationRequested();
        }
        return count;
    }
}
