using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Scaling;
using MlPipelines.Numerics.Serialization;

[assembly: OwnKind<QuantileToNormalTransformer>]

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>
/// Gives each slot of a vector a standard normal distribution by <see cref="Normalizer"/>. NaN stays NaN; an infinite value is refused.
/// Safe to use from several threads at once.
/// </summary>
public sealed class QuantileToNormalTransformer : ITransformer, ISavable<QuantileToNormalTransformer>
{
    private const string FileName = "quantiles.safetensors";
    private readonly string _output;
    private readonly string _input;
    private readonly SlotwiseMapping _mapping;

    internal QuantileToNormalTransformer(string outputColumnName, string inputColumnName, QuantileNormalizer normalizer)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        Normalizer = normalizer;
        _mapping = new SlotwiseMapping(_output, _input, normalizer.Quantiles.Count, row => normalizer.Apply(row, row));
    }

    static string ISavable<QuantileToNormalTransformer>.Kind => "quantile-to-normal";

    /// <summary>The quantiles of each slot.</summary>
    public QuantileNormalizer Normalizer { get; }

    /// <summary>True: each row is transformed by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The input's schema with the new column behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _mapping.Bind(inputSchema).OutputSchema;

    /// <summary>The input with the new column; lazy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView<SlotwiseMapping.Source>(
            nameof(QuantileToNormalTransformer), input, _mapping.Bind(input.Schema),
            columns => _mapping.Add(columns, Normalizer.ToOnnx(columns, _mapping.Rows(columns))));
    }

    /// <summary>The mapping of single rows.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _mapping.Bind(inputSchema);

    void ISavable.SaveState(ComponentWriter writer)
    {
        writer.Set("state", new State(_output, _input));
        writer.AddFile(FileName, stream => SafeTensorsWriter.Write(
            stream, [.. Normalizer.Quantiles.Select((quantiles, i) => Tensor.Create<double>(NameOf(i), [quantiles.Length], quantiles))]));
    }

    static QuantileToNormalTransformer ISavable<QuantileToNormalTransformer>.LoadState(ComponentReader reader)
    {
        var state = reader.Get<State>("state");
        using var stream = reader.OpenFile(FileName);
        var tensors = SafeTensorsReader.Read(stream, reader.PlaceOf(FileName)).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        if (state is not { OutputColumn.Length: > 0, InputColumn.Length: > 0 } || tensors.Count == 0)
            throw reader.Error("the names of the columns or the quantiles are empty");
        var quantiles = new double[tensors.Count][];
        for (var slot = 0; slot < quantiles.Length; slot++)
        {
            if (!tensors.TryGetValue(NameOf(slot), out var tensor))
                throw reader.Error($"it has {tensors.Count} slots, but no quantiles '{NameOf(slot)}'");
            quantiles[slot] = new double[tensor.Length];
            tensor.CopyTo<double>(quantiles[slot]);
        }

        return new QuantileToNormalTransformer(state.OutputColumn, state.InputColumn, new QuantileNormalizer(quantiles));
    }

    private static string NameOf(int slot) => slot.ToString(CultureInfo.InvariantCulture);

    private sealed record State(string OutputColumn, string InputColumn);
}
