using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>The transforms, each on rows with awkward values.</summary>
internal static class TransformPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("normalize-min-max", MinMax),
        new("normalize-mean-variance", MeanVariance),
        new("normalize-rows", LpNorm),
        new("missing-values", Missing),
        new("keys", Keys),
        new("keys-as-vectors", KeyVectors),
        new("one-hot-encoding", OneHot),
        new("map-value", MapValue),
        new("convert-type", Convert),
        new("columns", Columns),
        new("custom-mapping", CustomMapping),
        new("transform-errors", Errors),
    ];

    private static void MinMax(MLContext ml, Transcript transcript)
    {
        var data = Awkward(ml);
        foreach (var fixZero in new[] { true, false })
        {
            var model = ml.Transforms.NormalizeMinMax("Vector", fixZero: fixZero).Append(ml.Transforms.NormalizeMinMax("Number", fixZero: fixZero)).Fit(data);
            transcript.AddRows(model.Transform(data), "Vector", "Number");
        }
        transcript.AddRows(ml.Transforms.NormalizeMinMax("Vector", maximumExampleCount: 3).Fit(data).Transform(data), "Vector");
    }

    private static void MeanVariance(MLContext ml, Transcript transcript)
    {
        var data = Awkward(ml);
        foreach (var (fixZero, cdf) in new[] { (true, false), (false, false), (true, true) })
        {
            var model = ml.Transforms.NormalizeMeanVariance("Vector", fixZero: fixZero, useCdf: cdf)
                .Append(ml.Transforms.NormalizeMeanVariance("Number", fixZero: fixZero, useCdf: cdf)).Fit(data);
            transcript.AddRows(model.Transform(data), "Vector", "Number");
        }
    }

    private static void LpNorm(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 5);
        foreach (var norm in new[] { LpNormNormalizingEstimatorBase.NormFunction.L1, LpNormNormalizingEstimatorBase.NormFunction.L2, LpNormNormalizingEstimatorBase.NormFunction.Infinity, LpNormNormalizingEstimatorBase.NormFunction.StandardDeviation })
        {
            transcript.AddRows(ml.Transforms.NormalizeLpNorm("Features", norm: norm).Fit(data).Transform(data), "Features");
            transcript.AddRows(ml.Transforms.NormalizeLpNorm("Features", norm: norm, ensureZeroMean: true).Fit(data).Transform(data), "Features");
        }
        transcript.AddRows(ml.Transforms.NormalizeGlobalContrast("Features", scale: 2).Fit(data).Transform(data), "Features");
    }

    private static void Missing(MLContext ml, Transcript transcript)
    {
        var data = Awkward(ml);
        transcript.AddRows(ml.Transforms.IndicateMissingValues("Is", "Vector").Fit(data).Transform(data), "Is");
        foreach (var mode in Enum.GetValues<MissingValueReplacingEstimator.ReplacementMode>())
        {
            transcript.Add("mode", mode.ToString());
            transcript.AddRows(ml.Transforms.ReplaceMissingValues("Vector", replacementMode: mode).Fit(data).Transform(data), "Vector");
            transcript.AddRows(ml.Transforms.ReplaceMissingValues("Vector", replacementMode: mode, imputeBySlot: false).Fit(data).Transform(data), "Vector");
            transcript.AddRows(ml.Transforms.ReplaceMissingValues("Number", replacementMode: mode).Fit(data).Transform(data), "Number");
        }
    }

    private static void Keys(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 20);
        foreach (var order in Enum.GetValues<ValueToKeyMappingEstimator.KeyOrdinality>())
        {
            var mapped = ml.Transforms.Conversion.MapValueToKey("Key", "Group", keyOrdinality: order)
                .Append(ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(data).Transform(data);
            transcript.AddSchema(mapped.Schema);
            transcript.AddKeyValues(mapped, "Key");
            transcript.AddRows(mapped, "Key", "Back");
        }
        var few = ml.Transforms.Conversion.MapValueToKey("Key", "Group", maximumNumberOfKeys: 3).Fit(data).Transform(data);
        transcript.AddKeyValues(few, "Key");
        transcript.AddRows(few, "Key");
        var numbers = ml.Transforms.Conversion.MapValueToKey("Key", "Target", addKeyValueAnnotationsAsText: true).Fit(data).Transform(data);
        transcript.AddRows(numbers, "Key");
    }

    private static void KeyVectors(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 8);
        var mapped = ml.Transforms.Conversion.MapValueToKey("Key", "Group")
            .Append(ml.Transforms.Conversion.MapKeyToVector("Vector", "Key"))
            .Append(ml.Transforms.Conversion.MapKeyToBinaryVector("Bits", "Key"))
            .Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Features"))
            .Append(ml.Transforms.Conversion.MapKeyToVector("Bag", "Keys", outputCountVector: true)).Fit(data).Transform(data);
        transcript.AddSchema(mapped.Schema);
        transcript.AddSlotNames(mapped, "Vector");
        transcript.AddRows(mapped, "Vector", "Bits", "Keys", "Bag");
    }

    private static void OneHot(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 12);
        foreach (var kind in Enum.GetValues<OneHotEncodingEstimator.OutputKind>())
        {
            var encoded = ml.Transforms.Categorical.OneHotEncoding("Code", "Kind", kind).Fit(data).Transform(data);
            transcript.AddSchema(encoded.Schema);
            transcript.AddRows(encoded, "Code");
        }
        transcript.AddRows(ml.Transforms.Categorical.OneHotEncoding("Code", "Group", maximumNumberOfKeys: 2).Fit(data).Transform(data), "Code");
    }

    private static void MapValue(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 12);
        Dictionary<string, float> numbers = new() { ["ash"] = 1, ["birch"] = 2.5f };
        Dictionary<string, string> texts = new() { ["ash"] = "hard", ["cedar"] = "soft" };
        Dictionary<string, int[]> vectors = new() { ["ash"] = [1, 2], ["birch"] = [3] };
        var mapped = ml.Transforms.Conversion.MapValue("Number", numbers, "Kind")
            .Append(ml.Transforms.Conversion.MapValue("Text", texts, "Kind"))
            .Append(ml.Transforms.Conversion.MapValue("Key", texts, "Kind", treatValuesAsKeyType: true))
            .Append(ml.Transforms.Conversion.MapValue("Vector", vectors, "Kind")).Fit(data).Transform(data);
        transcript.AddSchema(mapped.Schema);
        transcript.AddRows(mapped, "Number", "Text", "Key", "Vector");
        transcript.AddKeyValues(mapped, "Key");
    }

    private static void Convert(MLContext ml, Transcript transcript)
    {
        var data = ml.Data.LoadFromEnumerable(new[]
        {
            new Mixed { Number = 1.75f, Text = "2.5", Flag = true },
            new Mixed { Number = -3.5f, Text = "x", Flag = false },
            new Mixed { Number = 300, Text = "", Flag = true },
            new Mixed { Number = float.NaN, Text = "true", Flag = false },
        });
        foreach (var kind in new[] { DataKind.Single, DataKind.Double, DataKind.String })
        {
            transcript.AddRows(ml.Transforms.Conversion.ConvertType("Out", "Number", kind).Fit(data).Transform(data), "Out");
            transcript.AddRows(ml.Transforms.Conversion.ConvertType("Out", "Flag", kind).Fit(data).Transform(data), "Out");
        }
        transcript.AddRows(ml.Transforms.Conversion.ConvertType("Out", "Text", DataKind.Single).Fit(data).Transform(data), "Out");
        transcript.AddRows(ml.Transforms.Conversion.ConvertType("Out", "Number", DataKind.Boolean).Fit(data).Transform(data), "Out");
        foreach (var column in new[] { "Number", "Text", "Flag" })
        {
            foreach (var kind in new[] { DataKind.Int32, DataKind.Byte, DataKind.Boolean, DataKind.DateTime })
            {
                transcript.AddError(
                    $"{column} to {kind}", () => transcript.AddSchema(ml.Transforms.Conversion.ConvertType("Out", column, kind).Fit(data).Transform(data).Schema));
            }
        }
    }

    private static void Columns(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 3);
        var made = ml.Transforms.CopyColumns("Copy", "Target")
            .Append(ml.Transforms.Concatenate("All", "Copy", "Features", "Weight"))
            .Append(ml.Transforms.CopyColumns("Target", "Weight"))
            .Append(ml.Transforms.DropColumns("Kind"))
            .AppendCacheCheckpoint(ml).Append(ml.Transforms.CopyColumns("Last", "All")).Fit(data).Transform(data);
        transcript.AddSchema(made.Schema);
        transcript.AddSlotNames(made, "All");
        transcript.AddRows(made, "All", "Target", "Last");
        transcript.AddSchema(ml.Transforms.SelectColumns("Weight", "Id").Fit(made).Transform(made).Schema);
        transcript.AddSchema(ml.Transforms.SelectColumns(["Target"], keepHidden: true).Fit(made).Transform(made).Schema);
    }

    private static void CustomMapping(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 6);
        var model = ml.Transforms.CustomMapping<Example, Sum>((row, sum) => sum.Total = row.Features.Sum(), null)
            .Append(ml.Transforms.StatefulCustomMapping<Sum, Running, Running>(
                (sum, running, state) => running.Value = state.Value += sum.Total, state => state.Value = 100, null)).Fit(data);
        var mapped = model.Transform(data);
        transcript.AddSchema(mapped.Schema);
        transcript.AddRows(mapped, "Total", "Value");
    }

    private static void Errors(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 5);
        transcript.AddError("no such column", () => ml.Transforms.CopyColumns("B", "Nope").Fit(data));
        transcript.AddError("normalize text", () => ml.Transforms.NormalizeMinMax("Kind").Fit(data));
        transcript.AddError("replace in text", () => ml.Transforms.ReplaceMissingValues("Kind").Fit(data));
        transcript.AddError("vector of no key", () => ml.Transforms.Conversion.MapKeyToVector("V", "Target").Fit(data));
        transcript.AddError("value of no key", () => ml.Transforms.Conversion.MapKeyToValue("V", "Target").Fit(data));
        transcript.AddError("concatenate mixed", () => ml.Transforms.Concatenate("V", "Target", "Kind").Fit(data).Transform(data));
        transcript.AddError("concatenate nothing", () => ml.Transforms.Concatenate("V").Fit(data));
        transcript.AddError("drop nothing", () => ml.Transforms.DropColumns().Fit(data));
        transcript.AddError("too few keys", () => ml.Transforms.Conversion.MapValueToKey("K", "Kind", maximumNumberOfKeys: 0).Fit(data));
        transcript.AddError("missing in a chain", () => ml.Transforms.CopyColumns("B", "Target").Append(ml.Transforms.CopyColumns("C", "Nope")).Fit(data));
    }

    private static IDataView Awkward(MLContext ml) => ml.Data.LoadFromEnumerable(new[]
    {
        new Numbers { Number = 1, Vector = [1, -4, 0, 5] },
        new Numbers { Number = float.NaN, Vector = [2, 4, 0, float.NaN] },
        new Numbers { Number = -3, Vector = [4, 0.5f, 0, 5] },
        new Numbers { Number = 7, Vector = [float.NaN, 1e6f, 0, 5] },
        new Numbers { Number = 2.5f, Vector = [0, 3, 0, 5] },
    });

    private sealed class Numbers
    {
        public float Number { get; set; }

        [VectorType(4)]
        public float[] Vector { get; set; } = [];
    }

    private sealed class Mixed
    {
        public float Number { get; set; }

        public string Text { get; set; } = "";

        public bool Flag { get; set; }
    }

    private sealed class Sum
    {
        public float Total { get; set; }
    }

    private sealed class Running
    {
        public float Value { get; set; }
    }
}
