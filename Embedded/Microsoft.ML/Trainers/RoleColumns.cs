using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>The columns that trainers require, by their role.</summary>
internal static class RoleColumns
{
    public static SchemaShape.Column Features(string name) =>
        new(NotEmpty(name, "featureColumn"), SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false);

    public static SchemaShape.Column KeyLabel(string name) =>
        new(NotEmpty(name, "labelColumn"), SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true);

    public static SchemaShape.Column BooleanLabel(string name) =>
        new(NotEmpty(name, "labelColumn"), SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false);

    public static SchemaShape.Column SingleLabel(string name) =>
        new(NotEmpty(name, "labelColumn"), SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false);

    /// <summary>Without a name, a column that is not there.</summary>
    public static SchemaShape.Column Weight(string? name) =>
        name is null ? default : new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false);

    private static string NotEmpty(string? name, string parameter) =>
        string.IsNullOrEmpty(name) ? throw new ArgumentOutOfRangeException(parameter, $"{parameter} cannot be null or empty") : name;
}
