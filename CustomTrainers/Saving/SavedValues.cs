using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>A named value, or vector of values, of one of ML.NET's types in a file: an annotation, the values behind a key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as <see cref="ColumnTypeText"/> writes it.</param>
/// <param name="Values">The values; one for a scalar. Texts for text.</param>
internal sealed record SavedValues(string Name, string Type, JsonElement Values)
{
    private static readonly MethodInfo Reading = Method(nameof(ReadOf));
    private static readonly MethodInfo Adding = Method(nameof(AddOf));

    /// <summary>An annotation's value; null for a type that files cannot hold.</summary>
    public static SavedValues? Of(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation) =>
        ColumnTypeText.Write(annotation.Type) is { } type
            ? new SavedValues(annotation.Name, type, (JsonElement)Call(Reading, annotation.Type, annotations, annotation)!)
            : null;

    /// <summary>Adds the value to annotations.</summary>
    /// <exception cref="FormatException">The values are not of the type.</exception>
    public void AddTo(DataViewSchema.Annotations.Builder annotations)
    {
        var type = ColumnTypeText.Read(Type);
        try
        {
            Call(Adding, type, this, type, annotations);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"the values '{Name}' are not of the type {Type}: {exception.Message}", exception);
        }
    }

    private static JsonElement ReadOf<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        if (annotation.Type is not VectorDataViewType)
        {
            T value = default!;
            annotations.GetGetter<T>(annotation)(ref value);
            return Write([value]);
        }

        VBuffer<T> values = default;
        annotations.GetGetter<VBuffer<T>>(annotation)(ref values);
        return Write(values.DenseValues());
    }

    private static void AddOf<T>(SavedValues saved, DataViewType type, DataViewSchema.Annotations.Builder annotations)
    {
        var values = Read<T>(saved.Values);
        var expected = type is VectorDataViewType vector ? (vector.IsKnownSize ? vector.Size : values.Length) : 1;
        if (values.Length != expected)
            throw new FormatException($"'{saved.Name}' has {values.Length} values, where its type {saved.Type} needs {expected}");
        if (type is PrimitiveDataViewType primitive)
        {
            annotations.AddPrimitiveValue(saved.Name, primitive, values[0]);
        }
        else
        {
            annotations.Add(
                saved.Name, type,
                (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) => new VBuffer<T>(values.Length, values).CopyTo(ref destination)));
        }
    }

    private static JsonElement Write<T>(IEnumerable<T> values) => values is IEnumerable<ReadOnlyMemory<char>> texts
        ? JsonSerializer.SerializeToElement(texts.Select(text => text.ToString()), SavedJson.Options)
        : JsonSerializer.SerializeToElement(values, SavedJson.Options);

    private static T[] Read<T>(JsonElement json) => typeof(T) == typeof(ReadOnlyMemory<char>)
        ? (T[])(object)json.Deserialize<string[]>(SavedJson.Options)!.Select(text => text.AsMemory()).ToArray()
        : json.Deserialize<T[]>(SavedJson.Options) ?? throw new FormatException("null stands in place of values");

    private static object? Call(MethodInfo method, DataViewType type, params object[] arguments)
    {
        var raw = type is VectorDataViewType vector ? vector.ItemType.RawType : type.RawType;
        return method.MakeGenericMethod(raw).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static MethodInfo Method(string name) => typeof(SavedValues).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
