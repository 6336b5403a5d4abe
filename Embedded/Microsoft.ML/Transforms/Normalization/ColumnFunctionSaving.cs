using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>Reads the functions of normalizers.</summary>
internal static class ColumnFunctionSaving
{
    public const byte Affine = 1;
    public const byte Cdf = 2;

    /// <summary>Reads the function of a column of that type, Single or Double or vectors of these.</summary>
    public static IColumnFunction Read(BinaryReader reader, DataViewType type)
    {
        bool isVector = type is VectorDataViewType;
        return type.ItemType().Equals(NumberDataViewType.Double) ? Read<double>(reader, isVector) : Read<float>(reader, isVector);
    }

    private static IColumnFunction Read<T>(BinaryReader reader, bool isVector)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        reader.ReadByte() switch
        {
            Affine => new AffineFunction<T>(reader.ReadValues<T>(), reader.ReadBoolean() ? reader.ReadValues<T>() : null, isVector),
            Cdf => new CdfFunction<T>(reader.ReadValues<T>(), reader.ReadValues<T>(), isVector),
            byte other => throw new FormatException($"The model file holds a normalizer of kind {other}, which is not known."),
        };
}
