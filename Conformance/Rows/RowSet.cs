using Microsoft.ML.Data;
using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Rows;

/// <summary>Rows with all that a check varies of them; a view of them is made when it is asked for.</summary>
internal sealed record RowSet
{
    /// <summary>[rows][features].</summary>
    public required float[][] Features { get; init; }

    /// <summary>[rows]: classes from 0, or numbers; NaN for a missing one.</summary>
    public required double[] Labels { get; init; }

    /// <summary>[rows]: how much each counts; null where there is no such column.</summary>
    public float[]? Weights { get; init; }

    /// <summary>Values that a key can have.</summary>
    public required int Classes { get; init; }

    public required LabelForm LabelForm { get; init; }

    public FeatureForm FeatureForm { get; init; }

    public ColumnNames Names { get; init; } = ColumnNames.Usual;

    public bool HasFeatures { get; init; } = true;

    public bool HasLabel { get; init; } = true;

    /// <summary>Whether columns of the usual names are there too, with other values than those that are to be used.</summary>
    public bool HasDecoys { get; init; }

    public bool KnowsCount { get; init; } = true;

    public bool LendsArrays { get; init; }

    public Action<int>? Moved { get; init; }

    public int Count => Labels.Length;

    public int Width => Features.Length > 0 ? Features[0].Length : EmptyWidth;

    /// <summary>The number of features where there are no rows.</summary>
    public int EmptyWidth { get; init; }

    /// <summary>The rows at places, in that order.</summary>
    public RowSet At(IReadOnlyList<int> places) => this with
    {
        Features = [.. places.Select(place => Features[place])],
        Labels = [.. places.Select(place => Labels[place])],
        Weights = Weights is null ? null : [.. places.Select(place => Weights[place])],
        EmptyWidth = Width,
    };

    /// <summary>The rows with features of their own, so that they can be changed.</summary>
    public RowSet Copy() => this with
    {
        Features = [.. Features.Select(row => (float[])row.Clone())],
        Labels = (double[])Labels.Clone(),
        Weights = (float[]?)Weights?.Clone(),
    };

    /// <summary>What a trainer is told of the rows.</summary>
    public TrainerColumns Columns(CancellationToken cancellation) =>
        new(Names.Label, Names.Features, Weights is null ? null : Names.Weight, Width, cancellation);

    /// <summary>The rows as a view.</summary>
    public MemoryDataView View()
    {
        var columns = new List<MemoryColumn>();
        if (HasDecoys)
            columns.AddRange(Decoys());
        if (HasLabel)
            columns.Add(LabelColumns.Create(Names.Label, LabelForm, Labels, Classes));
        if (HasFeatures)
            columns.Add(FeatureColumns.Create(Names.Features, FeatureForm, Features, Width));
        if (Weights is not null)
            columns.Add(new ScalarColumn<float>(Names.Weight, NumberDataViewType.Single, Weights));
        return new MemoryDataView(columns, Count) { KnowsCount = KnowsCount, LendsArrays = LendsArrays, Moved = Moved };
    }

    private List<MemoryColumn> Decoys()
    {
        var reversed = Labels.Reverse().ToArray();
        float[][] features = [.. Features.Reverse()];
        List<MemoryColumn> decoys =
        [
            LabelColumns.Create(ColumnNames.Usual.Label, LabelForm, reversed, Classes),
            FeatureColumns.Create(ColumnNames.Usual.Features, FeatureForm.Dense, features, Width),
        ];
        float[] weights = [.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? 0f : 2f)];
        decoys.Add(new ScalarColumn<float>(ColumnNames.Usual.Weight, NumberDataViewType.Single, weights));
        return decoys;
    }
}
