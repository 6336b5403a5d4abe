using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>A record as a row; another record may take its place.</summary>
internal sealed class RecordRow : DataViewRow
{
    private readonly RecordCell[] _cells;
    private long _position = -1;

    public RecordRow(DataViewSchema schema)
    {
        Schema = schema;
        _cells = [.. schema.Select(RecordCell.Create)];
    }

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema { get; }

    /// <summary>Takes the values of a record.</summary>
    /// <exception cref="RecordException">A column is missing, or a value is not of its type.</exception>
    public void Set(IReadOnlyDictionary<string, object?> record)
    {
        foreach (var cell in _cells)
            cell.Set(record);
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _cells.Length;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        _cells[column.Index].Getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException(
            $"The column '{column.Name}' is of type {column.Type} ({column.Type.RawType}), not of {typeof(TValue)}.");
}

/// <summary>The value of one column of a record.</summary>
internal abstract class RecordCell
{
    private static readonly MethodInfo Creating = typeof(RecordCell)
        .GetMethod(nameof(CreateOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Gives the value: a <see cref="ValueGetter{TValue}"/> of the column's raw type.</summary>
    public abstract Delegate Getter { get; }

    /// <summary>Takes the column's value from a record.</summary>
    /// <exception cref="RecordException">It is missing or not of the column's type.</exception>
    public abstract void Set(IReadOnlyDictionary<string, object?> record);

    /// <summary>A cell for a column.</summary>
    /// <exception cref="NotSupportedException">Records cannot give the column's type.</exception>
    public static RecordCell Create(DataViewSchema.Column column)
    {
        var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        if (item is KeyDataViewType || !RecordValue.CanBe(item.RawType))
        {
            throw new NotSupportedException(
                $"The pipeline reads the column '{column.Name}' of type {column.Type}, which a record cannot give.");
        }

        return (RecordCell)Creating.MakeGenericMethod(item.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [column], null)!;
    }

    private static RecordCell CreateOf<T>(DataViewSchema.Column column) =>
        column.Type is VectorDataViewType ? new Vector<T>(column) : new Scalar<T>(column);

    private static T Convert<T>(object? value, DataViewSchema.Column column, string name, string place)
    {
        try
        {
            return RecordValue.To<T>(value);
        }
        catch (FormatException exception)
        {
            throw new RecordException(
                $"The record's {place} is {exception.Message}, where {typeof(T).Name.Replace("ReadOnlyMemory`1", "text")} was expected "
                    + $"({column.Type}).", name, exception);
        }
    }

    private static RecordException Missing(DataViewSchema.Column column, IReadOnlyDictionary<string, object?> record, string? slot = null,
        int slots = 0)
    {
        var more = slot is null ? "" : $" and no '{slot}', one of its {slots} values";
        return new RecordException(
            $"The record has no '{column.Name}' ({column.Type}){more}; it has "
                + $"{string.Join(", ", record.Keys.Select(key => $"'{key}'").DefaultIfEmpty("nothing"))}.",
            slot ?? column.Name);
    }

    private sealed class Scalar<T>(DataViewSchema.Column column) : RecordCell
    {
        private T _value = default!;

        public override Delegate Getter => (ValueGetter<T>)((ref T value) => value = _value);

        public override void Set(IReadOnlyDictionary<string, object?> record) =>
            _value = Convert<T>(
                record.TryGetValue(column.Name, out var value) ? value : throw Missing(column, record), column, column.Name,
                $"'{column.Name}'");
    }

    private sealed class Vector<T>(DataViewSchema.Column column) : RecordCell
    {
        private readonly int _size = ((VectorDataViewType)column.Type).Size;
        private readonly IReadOnlyList<string>? _slots = LabelValues.Read(column.Annotations, AnnotationKinds.SlotNames)?.Names;
        private T[] _values = new T[((VectorDataViewType)column.Type).Size];

        public override Delegate Getter => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            var editor = VBufferEditor.Create(ref value, _values.Length);
            _values.CopyTo(editor.Values);
            value = editor.Commit();
        });

        public override void Set(IReadOnlyDictionary<string, object?> record)
        {
            if (record.TryGetValue(column.Name, out var value))
                SetList(value);
            else if (_slots is null)
                throw Missing(column, record);
            else
                SetSlots(record);
        }

        private void SetList(object? value)
        {
            if (value is T[] same)
            {
                RequireLength(same.Length);
                same.CopyTo(_values);
                return;
            }

            object?[] items = value switch
            {
                JsonElement { ValueKind: JsonValueKind.Array } json => [.. json.EnumerateArray().Select(item => (object?)item)],
                IEnumerable list and not string => [.. list.Cast<object?>()],
                _ => throw new RecordException(
                    $"The record's '{column.Name}' is {RecordValue.Describe(value)}, where a list was expected ({column.Type}).",
                    column.Name),
            };
            RequireLength(items.Length);
            for (var i = 0; i < items.Length; i++)
                _values[i] = Convert<T>(items[i], column, column.Name, $"'{column.Name}'[{i}]");
        }

        private void SetSlots(IReadOnlyDictionary<string, object?> record)
        {
            for (var i = 0; i < _slots!.Count; i++)
            {
                if (!record.TryGetValue(_slots[i], out var value))
                    throw Missing(column, record, _slots[i], _slots.Count);
                _values[i] = Convert<T>(value, column, _slots[i], $"'{_slots[i]}'");
            }
        }

        private void RequireLength(int length)
        {
            if (_size > 0 && length != _size)
            {
                throw new RecordException(
                    $"The record's '{column.Name}' has {length} values, where {_size} were expected ({column.Type}).", column.Name);
            }

            if (_values.Length != length)
                _values = new T[length];
        }
    }
}
