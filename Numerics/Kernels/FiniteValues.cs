using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Tells whether values are finite.</summary>
public static class FiniteValues
{
    /// <summary>Whether no value is NaN or infinite; true where there are none.</summary>
    /// <param name="values">[n]</param>
    public static bool All(ReadOnlySpan<float> values)
    {
        // NaN is not below infinity either.
        var infinity = new Vector<float>(float.PositiveInfinity);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            if (!Vector.LessThanAll(Vector.Abs(new Vector<float>(values[i..])), infinity))
                return false;
        }

        for (; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return false;
        }

        return true;
    }
}
