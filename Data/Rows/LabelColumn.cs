using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML.Data;

namespace MlPipelines.Data.Rows;

/// <summary>The labels of the storage, one per row.</summary>
internal abstract class LabelColumn(LearningTask task, DataViewType type)
{
    public LearningTask Task { get; } = task;

    public DataViewType Type { get; } = type;

    public abstract int Count { get; }

    /// <summary>The label as a number: the class, 0 or 1, or the target.</summary>
    public abstract float AsSingle(int row);

    /// <summary>The label's class number; 0 or 1 for a binary task.</summary>
    public abstract int AsClass(int row);

    public abstract void AppendRow(IncrementalHash hash, int row);

    public static LabelColumn<int> Of(int[] classes) => new(LearningTask.Multiclass, NumberDataViewType.Int32, classes);

    public static LabelColumn<bool> Of(bool[] labels) => new(LearningTask.Binary, BooleanDataViewType.Instance, labels);

    public static LabelColumn<float> Of(float[] targets) => new(LearningTask.Regression, NumberDataViewType.Single, targets);
}

/// <summary>Labels of type <typeparamref name="T"/>: int, bool or float.</summary>
internal sealed class LabelColumn<T>(LearningTask task, DataViewType type, T[] values) : LabelColumn(task, type)
    where T : unmanaged
{
    public T[] Values { get; } = values;

    public override int Count => Values.Length;

    public override float AsSingle(int row) => Values switch
    {
        int[] classes => classes[row],
        float[] targets => targets[row],
        bool[] labels => labels[row] ? 1 : 0,
        _ => throw new NotSupportedException(),
    };

    public override int AsClass(int row) => Values switch
    {
        int[] classes => classes[row],
        bool[] labels => labels[row] ? 1 : 0,
        _ => throw new InvalidOperationException("The rows of a regression have no class."),
    };

    public override void AppendRow(IncrementalHash hash, int row) =>
        hash.AppendData(MemoryMarshal.AsBytes(Values.AsSpan(row, 1)));
}
