using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Rows;

/// <summary>A row as a class of a user's program, as <see cref="PredictionEngine{TSrc, TDst}"/> takes it.</summary>
/// <typeparam name="TLabel">The type of the label.</typeparam>
internal sealed class UserRow<TLabel>
{
    public float[] Features { get; set; } = [];

    public TLabel Label { get; set; } = default!;

    public float Weight { get; set; } = 1;
}

/// <summary>Describes the columns of <see cref="UserRow{TLabel}"/> as those of a <see cref="RowSet"/>.</summary>
internal static class UserRowSchema
{
    /// <summary>The description.</summary>
    /// <param name="rows">Names, width and the label's type.</param>
    public static SchemaDefinition Of<TLabel>(RowSet rows)
    {
        var definition = SchemaDefinition.Create(typeof(UserRow<TLabel>));
        var features = definition[nameof(UserRow<TLabel>.Features)];
        (features.ColumnName, features.ColumnType) =
            (rows.Names.Features, new VectorDataViewType(NumberDataViewType.Single, rows.Width));
        definition[nameof(UserRow<TLabel>.Weight)].ColumnName = rows.Names.Weight;
        var label = definition[nameof(UserRow<TLabel>.Label)];
        label.ColumnName = rows.Names.Label;
        if (rows.LabelForm is not (LabelForm.Key or LabelForm.KeyWithoutValues))
            return definition;
        label.ColumnType = new KeyDataViewType(typeof(uint), rows.Classes);
        if (rows.LabelForm == LabelForm.Key)
        {
            label.AddAnnotation(
                "KeyValues", LabelColumns.Words(rows.Classes), new VectorDataViewType(TextDataViewType.Instance, rows.Classes));
        }

        return definition;
    }
}
