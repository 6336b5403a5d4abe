using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Calibration;

[assembly: OwnKind<EnsembleTransformer>]

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>
/// A trained ensemble. Adds the columns that the trainers of its task add, and none of its members': for several classes
/// <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (class probabilities), for true or false <c>PredictedLabel</c>,
/// <c>Score</c> (the logit of true) and <c>Probability</c>, for numbers <c>Score</c>. Safe to use from several threads at once, as far as
/// its members' models are.
/// </summary>
public sealed class EnsembleTransformer : ITransformer, ISavable<EnsembleTransformer>, IDisposable
{
    private const string StateName = "state";
    private const string ReportName = "report";
    private const int MostModels = 900;

    private readonly EnsembleOutput _output;
    private readonly int _outputs;
    private readonly LabelValues? _labels;
    private readonly IReadOnlyList<AddedColumn<EnsembleScorer>> _columns;

    internal EnsembleTransformer(
        EnsembleOutput output, int outputs, LabelValues? labels, IReadOnlyList<EnsembleMember> members,
        ProbabilityCalibration? calibration, EnsembleReport? report)
    {
        _output = output;
        _outputs = outputs;
        _labels = labels;
        Members = members;
        Calibration = calibration;
        Report = report;
        _columns = output switch
        {
            EnsembleOutput.Classes => PredictionColumns.Multiclass<EnsembleScorer>(outputs, labels),
            EnsembleOutput.Truth => PredictionColumns.Binary<EnsembleScorer>(),
            _ => PredictionColumns.Regression<EnsembleScorer>(),
        };
    }

    static string ISavable<EnsembleTransformer>.Kind => "ensemble";

    /// <summary>The members with a weight above 0, in the order of the options.</summary>
    public IReadOnlyList<EnsembleMember> Members { get; }

    /// <summary>What is done to the weighted mean of probabilities; null for nothing.</summary>
    public ProbabilityCalibration? Calibration { get; }

    /// <summary>How the ensemble was put together; null where the file it was loaded from does not tell.</summary>
    public EnsembleReport? Report { get; }

    /// <summary>True: each row is scored by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The input's schema with the prediction's columns behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column that a member reads is missing, or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>The input with the prediction's columns; lazy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column that a member reads is missing, or of another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView<EnsembleScorer>(
            nameof(EnsembleTransformer), input, Bind(input.Schema), columns => AddOnnx(columns, input));
    }

    /// <summary>The mapping of single rows, which a <c>PredictionEngine</c> uses.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <summary>Frees what the members' models hold beside memory.</summary>
    public void Dispose()
    {
        foreach (var model in Members.SelectMany(member => member.Models))
            (model as IDisposable)?.Dispose();
    }

    /// <exception cref="NotSupportedException">There are more models than a file holds.</exception>
    void ISavable.SaveState(ComponentWriter writer)
    {
        var models = Members.Sum(member => member.Models.Count);
        if (models > MostModels)
            throw new NotSupportedException($"The ensemble has {models} models, and a model file holds at most {MostModels} of one.");
        writer.Set(StateName, new State(
            _output, _outputs, [.. Members.Select(MemberState.Of)], (Calibration as TemperatureScaling)?.Temperature,
            (Calibration as IsotonicCalibration)?.Curves.Select(curve => new CurveState(curve.Places, curve.Values)).ToArray()));
        LabelValues.Save(writer, _labels);
        if (Report is not null)
            writer.SetHistory(ReportName, Report);
        var ml = new MLContext(seed: 0);
        for (var member = 0; member < Members.Count; member++)
        {
            for (var fold = 0; fold < Members[member].Models.Count; fold++)
            {
                var model = Members[member].Models[fold];
                writer.AddFile(FileName(member, fold), stream => ml.Model.Save(model, null, stream));
            }
        }
    }

    static EnsembleTransformer ISavable<EnsembleTransformer>.LoadState(ComponentReader reader)
    {
        var state = reader.Get<State>(StateName);
        var labels = LabelValues.Load(reader);
        state.Require(reader, labels);
        var ml = new MLContext(seed: 0);
        var members = state.Members.Select((member, i) => new EnsembleMember(
            member.Name, member.Weight, [.. member.Known.Select((_, fold) => LoadModel(ml, reader, FileName(i, fold)))],
            [.. member.Known.Select(known => known.Length == 0 ? null : known)]));
        return new EnsembleTransformer(
            state.Output, state.Outputs, labels, [.. members], state.ToCalibration(), reader.Find<EnsembleReport>(ReportName));
    }

    private void AddOnnx(OnnxColumns columns, IDataView rows)
    {
        var scores = BoundEnsemble.Create(Members, _output, _outputs, _labels, rows.Schema).ToOnnx(columns, rows, _outputs, Calibration);
        if (_output == EnsembleOutput.Classes)
            PredictionColumns.AddMulticlass(columns, scores, _outputs);
        else if (_output == EnsembleOutput.Truth)
            PredictionColumns.AddBinary(columns, scores);
        else
            PredictionColumns.AddRegression(columns, scores);
    }

    private static ITransformer LoadModel(MLContext ml, ComponentReader reader, string name)
    {
        using var stream = reader.OpenFile(name);
        try
        {
            return ml.Model.Load(stream, out _);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw reader.Error($"its file '{name}' cannot be loaded: {exception.Message}", exception);
        }
    }

    private static string FileName(int member, int fold) =>
        string.Create(CultureInfo.InvariantCulture, $"member-{member}.fold-{fold}.zip");

    private RowMapper<EnsembleScorer> Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var bound = BoundEnsemble.Create(Members, _output, _outputs, _labels, inputSchema);
        return new RowMapper<EnsembleScorer>(
            inputSchema, bound.Sources, _columns, row => bound.CreateScorer(row, _outputs, Calibration));
    }

    /// <summary>What a file holds beside the models.</summary>
    private sealed record State(
        EnsembleOutput Output, int Outputs, MemberState[] Members, double? Temperature, CurveState[]? Curves)
    {
        /// <summary>Refuses a state that is not sound.</summary>
        public void Require(ComponentReader reader, LabelValues? labels)
        {
            var isRight = Output switch
            {
                EnsembleOutput.Classes => Outputs >= 2,
                EnsembleOutput.Truth => Outputs == 2,
                EnsembleOutput.Number => Outputs == 1,
                _ => false,
            };
            if (!isRight)
                throw reader.Error($"it has {Outputs} outputs for {Output}");
            if (labels is not null && labels.Names.Count != Outputs)
                throw reader.Error($"there are {labels.Names.Count} label values for {Outputs} classes");
            if (Members.Length == 0 || Array.Exists(Members, member => !member.IsSound(Outputs)))
                throw reader.Error("it has no members, or one without a name, a weight from 0 to 1 or models for its classes");
            if (Math.Abs(Members.Sum(member => member.Weight) - 1) > 1e-6)
                throw reader.Error($"the weights of its members sum to {Members.Sum(member => member.Weight)}, where 1 was expected");
            if ((Temperature is not null || Curves is not null) && Outputs == 1)
                throw reader.Error("it has a calibration and no classes");
            if (ToCalibration() is { } calibration && calibration.Classes != Outputs)
                throw reader.Error($"its calibration is for {calibration.Classes} classes, where {Outputs} were expected");
        }

        public ProbabilityCalibration? ToCalibration()
        {
            if (Temperature is { } temperature)
                return new TemperatureScaling(Outputs, temperature);
            return Curves is null
                ? null
                : new IsotonicCalibration([.. Curves.Select(curve => new IsotonicRegression(curve.Places, curve.Values))]);
        }
    }

    /// <summary>A member.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Weight">Its weight.</param>
    /// <param name="Known">[folds][classes]: which classes the model knows; empty where all.</param>
    private sealed record MemberState(string Name, double Weight, bool[][] Known)
    {
        public static MemberState Of(EnsembleMember member) =>
            new(member.Name, member.Weight, [.. member.Known.Select(known => known ?? [])]);

        public bool IsSound(int outputs) =>
            Name.Length > 0 && Weight is > 0 and <= 1 && Known.Length > 0
            && Array.TrueForAll(Known, known => known.Length == 0 || (known.Length == outputs && known.Contains(true)));
    }

    private sealed record CurveState(double[] Places, double[] Values);
}
