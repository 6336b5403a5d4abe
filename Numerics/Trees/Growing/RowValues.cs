namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>Sums and additions over rows that are given by their numbers.</summary>
internal static unsafe class RowValues
{
    /// <summary>The sum of the values of the rows, two sums side by side.</summary>
    public static long Sum(int[] values, ReadOnlySpan<int> rows)
    {
        var (a, b) = (0L, 0L);
        var i = 0;
        for (; i + 2 <= rows.Length; i += 2)
        {
            a += values[rows[i]];
            b += values[rows[i + 1]];
        }

        return i < rows.Length ? a + b + values[rows[i]] : a + b;
    }

    /// <summary>The sums of gradients and of second derivatives, two of each side by side, since an addition waits for the last.</summary>
    public static (double Gradient, double Hessian) Sums(float[] gradients, float[] hessians, ReadOnlySpan<int> rows)
    {
        fixed (int* row = rows)
        fixed (float* g = gradients)
        fixed (float* h = hessians)
        {
            double evenGradient = 0, oddGradient = 0, evenHessian = 0, oddHessian = 0;
            var i = 0;
            for (; i + 2 <= rows.Length; i += 2)
            {
                evenGradient += g[row[i]];
                evenHessian += h[row[i]];
                oddGradient += g[row[i + 1]];
                oddHessian += h[row[i + 1]];
            }

            return i == rows.Length
                ? (evenGradient + oddGradient, evenHessian + oddHessian)
                : (evenGradient + g[row[i]] + oddGradient, evenHessian + h[row[i]] + oddHessian);
        }
    }

    /// <summary>Adds a value at each of the rows.</summary>
    public static void Add(double[] scores, ReadOnlySpan<int> rows, float value)
    {
        fixed (int* row = rows)
        fixed (double* score = scores)
        {
            for (var i = 0; i < rows.Length; i++)
                score[row[i]] += value;
        }
    }
}
