using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>Runs a converted model in ONNX Runtime on the same rows as the model itself, and compares every column of the output.</summary>
internal static class OnnxComparison
{
    /// <summary>
    /// The largest allowed difference, relative to the value, or to the root mean square of its column where the value is smaller than
    /// that: a score near 0 is the difference of larger numbers, which float holds to 6e-8 of their size.
    /// </summary>
    public const double Tolerance = 1e-5;

    private const string OutputEnding = ".output";

    /// <summary>
    /// Converts the model and compares. Keys, texts and truth values must be equal.
    /// </summary>
    /// <param name="ml">The context.</param>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">Columns that the output must have, at least.</param>
    /// <returns>The largest relative difference.</returns>
    public static double Run(MLContext ml, ITransformer model, IDataView rows, params string[] columns) =>
        Run(ml, model, rows, Tolerance, columns);

    /// <summary>The same with a tolerance of its own.</summary>
    public static double Run(MLContext ml, ITransformer model, IDataView rows, double tolerance, params string[] columns)
    {
        using var stream = new MemoryStream();
        ml.Model.ConvertToOnnx(model, rows, stream);
        return Compare(stream.ToArray(), model.Transform(rows), rows, tolerance, columns);
    }

    /// <summary>Compares what a file gives for rows with what the model gives.</summary>
    public static double Compare(byte[] file, IDataView expected, IDataView rows, params string[] columns) =>
        Compare(file, expected, rows, Tolerance, columns);

    private static double Compare(byte[] file, IDataView expected, IDataView rows, double tolerance, params string[] columns)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, IntraOpNumThreads = 1 };
        using var session = new InferenceSession(file, options);
        List<NamedOnnxValue> inputs = [.. session.InputMetadata.Select(input => Input(input.Key, input.Value, rows))];
        using var results = session.Run(inputs);
        var compared = new List<string>();
        var worst = 0.0;
        foreach (var result in results)
        {
            if (!result.Name.EndsWith(OutputEnding, StringComparison.Ordinal))
                continue;
            var name = result.Name[..^OutputEnding.Length];
            worst = Math.Max(worst, Difference(name, expected, result));
            compared.Add(name);
        }

        foreach (var column in columns)
            Assert.Contains(column, compared, $"The file has no column {column}.");
        Assert.IsLessThanOrEqualTo(tolerance, worst, $"Of {string.Join(", ", compared)}.");
        return worst;
    }

    /// <summary>Prints a difference for the documentation.</summary>
    public static void Print(string what, double difference) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {difference:0.0e+0}"));

    private static double Difference(string name, IDataView expected, DisposableNamedOnnxValue result)
    {
        var column = expected.Schema[name];
        var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        if (item.RawType == typeof(float))
            return Relative(name, Values<float>(expected, column), Found<float>(result));
        if (item.RawType == typeof(double))
            return Relative(name, Values<double>(expected, column).Select(value => (float)value).ToArray(), Found<double>(result));
        if (item.RawType == typeof(bool))
            RequireEqual(name, Values<bool>(expected, column), Found<bool>(result));
        else if (item.RawType == typeof(ReadOnlyMemory<char>))
            RequireEqual(name, [.. Values<ReadOnlyMemory<char>>(expected, column).Select(text => text.ToString())], Found<string>(result));
        else if (item.RawType == typeof(uint))
            RequireEqual(name, Values<uint>(expected, column), Found<uint>(result));
        else if (item.RawType == typeof(int))
            RequireEqual(name, Values<int>(expected, column), Found<int>(result));
        else
            Assert.Fail($"Column {name} is of {item.RawType}.");
        return 0;
    }

    private static double Relative<T>(string name, float[] expected, T[] found)
        where T : struct, IConvertible
    {
        Assert.HasCount(expected.Length, found, name);
        var size = Math.Sqrt(expected.Where(float.IsFinite).Select(value => (double)value * value).DefaultIfEmpty(0).Average());
        var worst = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var own = found[i].ToDouble(CultureInfo.InvariantCulture);
            if (expected[i].Equals((float)own))
                continue;
            Assert.IsTrue(
                float.IsFinite(expected[i]) && double.IsFinite(own), $"{name}: {own} in place of {expected[i]} at value {i}.");
            worst = Math.Max(worst, Math.Abs(own - expected[i]) / Math.Max(Math.Abs(expected[i]), size));
        }

        return worst;
    }

    private static void RequireEqual<T>(string name, T[] expected, T[] found)
    {
        Assert.HasCount(expected.Length, found, name);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], $"{name}, value {i}");
    }

    private static T[] Found<T>(DisposableNamedOnnxValue result) => [.. result.AsEnumerable<T>()];

    private static T[] Values<T>(IDataView rows, DataViewSchema.Column column)
    {
        var values = new List<T>();
        using var cursor = rows.GetRowCursor([column]);
        if (column.Type is VectorDataViewType)
        {
            var getter = cursor.GetGetter<VBuffer<T>>(column);
            VBuffer<T> row = default;
            while (cursor.MoveNext())
            {
                getter(ref row);
                values.AddRange(row.DenseValues());
            }
        }
        else
        {
            var getter = cursor.GetGetter<T>(column);
            T value = default!;
            while (cursor.MoveNext())
            {
                getter(ref value);
                values.Add(value);
            }
        }

        return [.. values];
    }

    private static NamedOnnxValue Input(string name, NodeMetadata input, IDataView rows)
    {
        var column = rows.Schema[name];
        if (input.ElementType == typeof(float))
            return Tensor(Values<float>(rows, column));
        if (input.ElementType == typeof(double))
            return Tensor(Values<double>(rows, column));
        if (input.ElementType == typeof(bool))
            return Tensor(Values<bool>(rows, column));
        if (input.ElementType == typeof(string))
            return Tensor<string>([.. Values<ReadOnlyMemory<char>>(rows, column).Select(text => text.ToString())]);
        if (input.ElementType == typeof(uint))
            return Tensor(Values<uint>(rows, column));
        return input.ElementType == typeof(int)
            ? Tensor(Values<int>(rows, column))
            : throw new NotSupportedException($"{name} is {input.ElementType}.");

        NamedOnnxValue Tensor<T>(T[] values)
        {
            int[] dimensions = [-1, .. input.Dimensions[1..]];
            var size = dimensions[1..].Aggregate(1, (product, d) => product * d);
            dimensions[0] = values.Length / size;
            return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, dimensions));
        }
    }
}
