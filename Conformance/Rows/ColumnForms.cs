namespace MlPipelines.Conformance.Rows;

/// <summary>The names of the columns of rows.</summary>
internal sealed record ColumnNames(string Label, string Features, string Weight)
{
    public static ColumnNames Usual { get; } = new("Label", "Features", "Weight");

    public static ColumnNames Unusual { get; } = new("Señal; \"y\"", "0 features/x,€", "how much [kg]");
}

/// <summary>How labels are given.</summary>
internal enum LabelForm
{
    Boolean,
    Number,
    Text,
    Key,
    KeyWithoutValues,
}

/// <summary>How features are given.</summary>
internal enum FeatureForm
{
    Dense,
    Sparse,
    Double,
    UnknownSize,
    Scalar,
    Text,
}
