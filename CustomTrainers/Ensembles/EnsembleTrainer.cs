using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Calibration;
using MlPipelines.Numerics.Ensembles;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>
/// Trains each member once for each fold, on the rows of all other folds, and weights the members by what they predict for the rows that
/// they were not trained on (<see cref="EnsembleSelection"/>). A prediction is the weighted mean of all models.
/// </summary>
/// <remarks>
/// The rows are read once for their labels and then by each fit and for each fold's predictions, so that a cache (<c>Data.Cache</c>) helps
/// where they are slow to read. They must come in the same order each time. The same rows and seeds give the same ensemble where the
/// members' trainers do.
/// </remarks>
public sealed class EnsembleTrainer : IEstimator<EnsembleTransformer>
{
    private readonly IHostEnvironment _env;
    private readonly EnsembleOutput _output;
    private readonly TaskLabel _label;

    internal EnsembleTrainer(IHostEnvironment env, EnsembleOutput output, EnsembleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (output == EnsembleOutput.Number && options.Calibration != EnsembleCalibration.None)
            throw new ArgumentException($"{nameof(options.Calibration)} is for classes, not for a regression.", nameof(options));
        _env = env;
        _output = output;
        _label = output switch
        {
            EnsembleOutput.Classes => new ClassLabel(options.LabelColumnName),
            EnsembleOutput.Truth => new TruthLabel(options.LabelColumnName),
            _ => new NumberLabel(options.LabelColumnName),
        };
        Options = options;
    }

    /// <summary>The settings.</summary>
    public EnsembleOptions Options { get; }

    private bool HasClasses => _output != EnsembleOutput.Number;

    /// <summary>Trains the members and weights them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">There are too few rows, a label is missing, or a member failed: the message names it,
    /// and the inner exception is its own.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public EnsembleTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = _label.FindClasses(input.Schema);
        var outputs = classes?.Count ?? 1;
        var rows = EnsembleRows.Read(input, _label, HasClasses, Options);
        var known = Enumerable.Range(0, Options.Folds).Select(fold => Known(rows, fold, outputs)).ToArray();
        var fitted = new List<Fitted>();
        try
        {
            for (var member = 0; member < Options.Members.Count; member++)
                fitted.Add(FitMember(member, input, rows, known, outputs, classes?.Values));
            return PutTogether(fitted, rows, known, outputs, classes?.Values);
        }
        catch
        {
            Dispose(fitted.SelectMany(member => member.Models));
            throw;
        }
    }

    /// <summary>The input's shape with the columns that the ensemble adds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var added = _label.OutputShape(inputSchema);
        if (Options.ExampleWeightColumnName is { } weights)
            NumberColumn.Check(inputSchema, weights, "example weight");
        foreach (var (_, estimator) in Options.Members)
            estimator.GetOutputSchema(inputSchema);
        return ShapeColumns.With(inputSchema, added);
    }

    /// <summary>Which classes the rows outside a fold have; null where all.</summary>
    private bool[]? Known(EnsembleRows rows, int fold, int outputs)
    {
        if (!HasClasses)
            return null;
        var known = rows.KnownOutside(fold, outputs);
        return known.Contains(false) ? known : null;
    }

    private Fitted FitMember(
        int index, IDataView input, EnsembleRows rows, bool[]?[] known, int outputs, LabelValues? labels)
    {
        var (name, estimator) = Options.Members[index];
        var (models, predictions) = (new List<ITransformer>(), new float[(long)rows.Labels.Length * outputs]);
        var fold = 0;
        try
        {
            for (; fold < Options.Folds; fold++)
            {
                Options.CancellationToken.ThrowIfCancellationRequested();
                Options.Progress?.Report(new EnsembleProgress(
                    name, fold + 1, (index * Options.Folds) + fold + 1, Options.Members.Count * Options.Folds));
                models.Add(estimator.Fit(new FoldView(input, rows.Folds, fold, isInside: false, Options.CancellationToken)));
                BoundEnsemble.RowMapperOf(name, models[fold], input.Schema);
                var heldOut = new FoldView(input, rows.Folds, fold, isInside: true, Options.CancellationToken);
                var predicted = models[fold].Transform(heldOut);
                var scores = MemberScores.Find(name, _output, predicted.Schema, outputs, labels, known[fold]);
                Read(name, scores, predicted, rows.RowsOf(fold), predictions, outputs);
            }

            return new Fitted(models, predictions);
        }
        catch (Exception exception)
        {
            Dispose(models);
            if (Options.CancellationToken.IsCancellationRequested)
                throw new OperationCanceledException("The training of the ensemble was cancelled.", exception, Options.CancellationToken);
            if (exception is OperationCanceledException)
                throw;
            throw new InvalidOperationException(
                $"Member '{name}' failed with fold {fold + 1} of {Options.Folds} held out: {exception.Message}", exception);
        }
    }

    private static void Read(
        string member, MemberScores scores, IDataView predicted, int[] rows, float[] predictions, int outputs)
    {
        using var cursor = predicted.GetRowCursor([scores.Column]);
        var read = scores.Reader(cursor);
        var count = 0;
        while (cursor.MoveNext())
        {
            if (count < rows.Length)
                read(predictions.AsSpan(rows[count] * outputs, outputs));
            count++;
        }

        if (count != rows.Length)
        {
            throw new InvalidOperationException(
                $"Member '{member}' gives {count} predictions for {rows.Length} rows. Leave steps that add or drop rows out of the member; "
                + "do them before the ensemble.");
        }
    }

    private EnsembleTransformer PutTogether(
        List<Fitted> fitted, EnsembleRows rows, bool[]?[] known, int outputs, LabelValues? labels)
    {
        var counting = Counting(rows, known);
        var selection = Select(fitted, rows, counting, outputs);
        var mean = WeightedMean(fitted, selection.Weights, rows.Labels.Length, outputs);
        var calibration = Calibrate(mean, rows, counting, outputs);
        double? calibrated = calibration is null ? null : LossAfter(calibration, mean, rows, counting, outputs);

        var members = new List<EnsembleMember>();
        for (var i = 0; i < fitted.Count; i++)
        {
            if (selection.Weights[i] > 0)
                members.Add(new EnsembleMember(Options.Members[i].Name, selection.Weights[i], fitted[i].Models, known));
            else
                Dispose(fitted[i].Models);
        }

        var reports = Options.Members.Select(
            (member, i) => new EnsembleMemberReport(member.Name, selection.Weights[i], selection.MemberLosses[i]));
        var report = new EnsembleReport([.. reports], Options.Folds, selection.Loss, calibrated);
        CatalogEnvironment.Info(_env, nameof(EnsembleTrainer), FormattableString.Invariant(
            $"Kept {members.Count} of {fitted.Count} members; the loss of rows that were not trained on is {selection.Loss:0.####}."));
        return new EnsembleTransformer(_output, outputs, labels, members, calibration, report);
    }

    /// <summary>
    /// [rows]: how much each counts in losses and calibration. A row of no fold counts nothing, nor does one whose class its model never
    /// saw: all members are equally wrong there.
    /// </summary>
    private static float[] Counting(EnsembleRows rows, bool[]?[] known)
    {
        var weights = new float[rows.Labels.Length];
        for (var row = 0; row < weights.Length; row++)
        {
            var fold = rows.Folds[row];
            if (fold == Folds.None || (known[fold] is { } classes && !classes[(int)rows.Labels[row]]))
                continue;
            weights[row] = rows.Weights.Length == 0 ? 1 : rows.Weights[row];
        }

        return Array.Exists(weights, weight => weight > 0)
            ? weights
            : throw new InvalidOperationException(
                "Each class is in one fold alone, so that no model knows the class of a row that it was not trained on. Give the ensemble "
                + "more rows of each class, or other groups.");
    }

    private EnsembleSelection Select(List<Fitted> fitted, EnsembleRows rows, float[] counting, int outputs)
    {
        float[][] predictions = [.. fitted.Select(member => member.Predictions)];
        return HasClasses
            ? EnsembleSelection.OfClasses(predictions, outputs, ClassesOf(rows), counting, Options.SelectionRounds)
            : EnsembleSelection.OfNumbers(predictions, rows.Labels, counting, Options.SelectionRounds);
    }

    private static float[] WeightedMean(List<Fitted> fitted, double[] weights, int rows, int outputs)
    {
        var (mean, sums) = (new float[(long)rows * outputs], new double[outputs]);
        for (var row = 0; row < rows; row++)
        {
            Array.Clear(sums);
            for (var member = 0; member < fitted.Count; member++)
            {
                var own = fitted[member].Predictions.AsSpan(row * outputs, outputs);
                for (var i = 0; i < outputs; i++)
                    sums[i] += weights[member] * own[i];
            }

            Mean.Write(sums, mean.AsSpan(row * outputs, outputs));
        }

        return mean;
    }

    private ProbabilityCalibration? Calibrate(float[] mean, EnsembleRows rows, float[] counting, int outputs) =>
        Options.Calibration switch
        {
            EnsembleCalibration.Temperature => TemperatureScaling.Fit(mean, outputs, ClassesOf(rows), counting),
            EnsembleCalibration.Isotonic => IsotonicCalibration.Fit(mean, outputs, ClassesOf(rows), counting),
            _ => null,
        };

    private static double LossAfter(
        ProbabilityCalibration calibration, float[] mean, EnsembleRows rows, float[] counting, int outputs)
    {
        var changed = (float[])mean.Clone();
        for (var row = 0; row < rows.Labels.Length; row++)
            calibration.Apply(changed.AsSpan(row * outputs, outputs));
        return EnsembleSelection.OfClasses([changed], outputs, ClassesOf(rows), counting, rounds: 1).Loss;
    }

    private static int[] ClassesOf(EnsembleRows rows) => [.. rows.Labels.Select(label => (int)label)];

    private static void Dispose(IEnumerable<ITransformer> models)
    {
        foreach (var model in models)
            (model as IDisposable)?.Dispose();
    }

    /// <summary>A member after its fits.</summary>
    /// <param name="Models">One for each fold.</param>
    /// <param name="Predictions">[rows, outputs]: each row by the model that was not trained on it; 0 for a row of no fold.</param>
    private sealed record Fitted(IReadOnlyList<ITransformer> Models, float[] Predictions);
}
