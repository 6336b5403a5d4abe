using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>
/// Which exceptions arguments that are null, empty or out of range give. Left out is what genuine ML.NET lets pass or answers with a
/// NullReferenceException, and the embedded one refuses by name.
/// </summary>
internal static class ArgumentPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("missing-names", MissingNames),
        new("missing-arguments", MissingArguments),
        new("arguments-out-of-range", OutOfRange),
        new("schemas", Schemas),
    ];

    private static void MissingNames(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 20);
        foreach (var name in new[] { "", null! })
        {
            transcript.AddError("copy to", () => ml.Transforms.CopyColumns(name, "Target").Fit(data));
            transcript.AddError("copy from", () => ml.Transforms.CopyColumns("B", name).Fit(data));
            transcript.AddError("drop", () => ml.Transforms.DropColumns(name).Fit(data));
            transcript.AddError("select", () => ml.Transforms.SelectColumns(name).Fit(data));
            transcript.AddError("concatenate to", () => ml.Transforms.Concatenate(name, "Target").Fit(data));
            transcript.AddError("concatenate from", () => ml.Transforms.Concatenate("B", name).Fit(data));
            transcript.AddError("normalize", () => ml.Transforms.NormalizeMinMax(name).Fit(data));
            transcript.AddError("norm", () => ml.Transforms.NormalizeLpNorm(name).Fit(data));
            transcript.AddError("to key", () => ml.Transforms.Conversion.MapValueToKey(name).Fit(data));
            transcript.AddError("to value", () => ml.Transforms.Conversion.MapKeyToValue(name).Fit(data));
            transcript.AddError("convert", () => ml.Transforms.Conversion.ConvertType(name).Fit(data));
            transcript.AddError("one hot", () => ml.Transforms.Categorical.OneHotEncoding(name).Fit(data));
            transcript.AddError("replace", () => ml.Transforms.ReplaceMissingValues(name).Fit(data));
            transcript.AddError("pair", () => _ = new InputOutputColumnPair(name));
            transcript.AddError("label", () => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(name).Fit(data));
            transcript.AddError("features", () => ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Positive", name).Fit(data));
            transcript.AddError("column of a view", () => _ = data.GetColumn<float>(name).Count());
            transcript.AddError("column of a schema", () => _ = data.Schema[name]);
            transcript.AddError("filter", () => ml.Data.FilterRowsByColumn(data, name, 0));
            transcript.AddError("key filter", () => ml.Data.FilterRowsByKeyColumnFraction(data, name));
            transcript.AddError("missing filter", () => ml.Data.FilterRowsByMissingValues(data, name));
            transcript.AddError("evaluate label", () => ml.Regression.Evaluate(data, name, "Target"));
            transcript.AddError("evaluate score", () => ml.Regression.Evaluate(data, "Target", name));
            transcript.AddError("cross validate", () => ml.BinaryClassification.CrossValidate(data, ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Positive"), 2, name));
            transcript.AddError("text file", () => ml.Data.LoadFromTextFile(name, [new("A", DataKind.Single, 0)]));
            transcript.AddError("model file", () => ml.Model.Load(name, out _));
        }
    }

    private static void MissingArguments(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 20);
        var copy = ml.Transforms.CopyColumns("B", "Target");
        transcript.AddError("fit", () => copy.Fit(null!));
        transcript.AddError("transform", () => copy.Fit(data).Transform(null!));
        transcript.AddError("append", () => copy.Append<ITransformer>(null!));
        transcript.AddError("evaluate", () => ml.BinaryClassification.Evaluate(null!));
        transcript.AddError("evaluate regression", () => ml.Regression.Evaluate(null!));
        transcript.AddError("split", () => ml.Data.TrainTestSplit(null!));
        transcript.AddError("folds", () => ml.Data.CrossValidationSplit(null!));
        transcript.AddError("shuffle", () => ml.Data.ShuffleRows(null!));
        transcript.AddError("take", () => ml.Data.TakeRows(null!, 1));
        transcript.AddError("cache", () => ml.Data.Cache(null!));
        transcript.AddError("objects", () => ml.Data.LoadFromEnumerable<Example>(null!));
        transcript.AddError("enumerate", () => _ = ml.Data.CreateEnumerable<Example>(null!, false).Count());
        transcript.AddError("mapping", () => ml.Transforms.CustomMapping<Example, Example>(null!, null));
        transcript.AddError("stateful mapping", () => ml.Transforms.StatefulCustomMapping<Example, Example, Example>(null!, _ => { }, null));
        transcript.AddError("state", () => ml.Transforms.StatefulCustomMapping<Example, Example, Example>((_, _, _) => { }, null!, null));
        transcript.AddError("filter function", () => ml.Data.FilterByCustomPredicate<Example>(data, null!));
        transcript.AddError("engine", () => ml.Model.CreatePredictionEngine<Example, Example>(null!));
        transcript.AddError("save to nothing", () => ml.Model.Save(copy.Fit(data), data.Schema, (Stream)null!));
        transcript.AddError("load from nothing", () => ml.Model.Load((Stream)null!, out _));
        transcript.AddError("options", () => ml.BinaryClassification.Trainers.LbfgsLogisticRegression((Microsoft.ML.Trainers.LbfgsLogisticRegressionBinaryTrainer.Options)null!));
        transcript.AddError("one versus nothing", () => ml.MulticlassClassification.Trainers.OneVersusAll<object>(null!));
        transcript.AddError("map of nothing", () => ml.Transforms.Conversion.MapValue<string, float>("B", null!, "Kind"));
    }

    private static void OutOfRange(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 20);
        foreach (var fraction in new[] { -0.1, 0, 1, 1.5 })
            transcript.AddError($"test fraction {fraction}", () => ml.Data.TrainTestSplit(data, fraction));
        foreach (var folds in new[] { -1, 0, 1 })
        {
            transcript.AddError($"{folds} folds", () => ml.Data.CrossValidationSplit(data, folds));
            transcript.AddError($"{folds} folds of an estimator", () => ml.Regression.CrossValidate(data, ml.Regression.Trainers.Sdca("Target"), folds, "Target"));
        }
        transcript.AddError("split by no column", () => ml.Data.TrainTestSplit(data, samplingKeyColumnName: "Nope"));
        transcript.AddError("skip less than nothing", () => ml.Data.SkipRows(data, -1));
        transcript.AddError("take less than nothing", () => ml.Data.TakeRows(data, -1));
        transcript.AddError("pool of nothing", () => ml.Data.ShuffleRows(data, shufflePoolSize: 0));
        transcript.AddError("filter text", () => ml.Data.FilterRowsByColumn(data, "Kind", 0));
        transcript.AddError("filter a vector", () => ml.Data.FilterRowsByColumn(data, "Features", 0));
        transcript.AddError("fraction of no key", () => ml.Data.FilterRowsByKeyColumnFraction(data, "Target"));
        transcript.AddError("missing text", () => ml.Data.FilterRowsByMissingValues(data, "Kind"));
        transcript.AddError("no missing columns", () => ml.Data.FilterRowsByMissingValues(data));
        transcript.AddError("cache no such column", () => ml.Data.Cache(data, "Nope"));
        transcript.AddError("preview of no rows", () => data.Preview(0));
        transcript.AddError("normalize few", () => ml.Transforms.NormalizeMinMax("Features", maximumExampleCount: 1).Fit(data));
        transcript.AddError("keys beyond all", () => ml.Transforms.Conversion.MapValueToKey("K", "Kind", maximumNumberOfKeys: -1).Fit(data));
        transcript.AddError("one hot of nothing", () => ml.Transforms.Categorical.OneHotEncoding("K", "Kind", maximumNumberOfKeys: 0).Fit(data));
        transcript.AddError("scale of zero", () => ml.Transforms.NormalizeGlobalContrast("Features", scale: 0).Fit(data));
        transcript.AddError("twice the same key", () => ml.Transforms.Conversion.MapValue("B", [KeyValuePair.Create("a", 1f), KeyValuePair.Create("a", 2f)], "Kind").Fit(data).Transform(data));
        transcript.AddError("key count of zero", () => _ = new KeyDataViewType(typeof(uint), 0));
        transcript.AddError("key of numbers", () => _ = new KeyDataViewType(typeof(float), 5));
        transcript.AddError("vector of a negative size", () => _ = new VectorDataViewType(NumberDataViewType.Single, -1));
        transcript.AddError("iterations", () => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: -1));
    }

    private static void Schemas(MLContext ml, Transcript transcript)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        builder.AddColumn("A", TextDataViewType.Instance);
        builder.AddColumn("V", new VectorDataViewType(NumberDataViewType.Int16, 2, 3));
        builder.AddColumn("K", new KeyDataViewType(typeof(byte), 7));
        builder.AddColumn("D", DateTimeDataViewType.Instance);
        var schema = builder.ToSchema();
        transcript.AddSchema(schema);
        transcript.Add("text", schema.ToString() ?? "");
        transcript.Add("index of A", schema["A"].Index);
        transcript.Add("hidden", schema[0].IsHidden ? "yes" : "no");
        transcript.Add("no column", schema.GetColumnOrNull("Nope") is null ? "none" : "some");
        transcript.AddError("empty name", () => builder.AddColumn("", NumberDataViewType.Single));
        transcript.AddError("no name", () => builder.AddColumn(null!, NumberDataViewType.Single));
        transcript.AddError("no type", () => builder.AddColumn("T", null!));
        transcript.AddError("no such column", () => _ = schema["Nope"]);
        transcript.AddError("no such index", () => _ = schema[9]);
        transcript.Add("types", new DataViewType[]
        {
            BooleanDataViewType.Instance, TextDataViewType.Instance, TimeSpanDataViewType.Instance, DateTimeOffsetDataViewType.Instance,
            NumberDataViewType.SByte, NumberDataViewType.UInt64, RowIdDataViewType.Instance, new VectorDataViewType(TextDataViewType.Instance),
        }.Select(type => type.ToString() ?? ""));
        transcript.Add("id", new DataViewRowId(3, 4).ToString());
        transcript.Add("rows", ml.Data.LoadFromEnumerable(new List<Example>(Examples.Create(3))).GetRowCount()?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown");
    }
}
