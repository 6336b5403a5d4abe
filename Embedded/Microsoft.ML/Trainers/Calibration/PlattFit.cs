using Microsoft.ML.Data;

namespace Microsoft.ML.Calibrators;

/// <summary>
/// Fits the two parameters of a sigmoid to scores and labels by a damped Newton method on the cross-entropy, with targets a little inside
/// of 0 and 1 (J. Platt, Probabilistic Outputs for Support Vector Machines, 1999).
/// </summary>
internal static class PlattFit
{
    private const int MaximumIterations = 100;
    private const double LargestDamping = 1e6;

    /// <summary>Fits to the first rows of scored data. Rows with a score that is not finite do not count.</summary>
    public static PlattCalibrator Fit(IDataView scored, string labelColumnName, string scoreColumnName, int maximumRows)
    {
        var points = new List<(float Score, bool Positive)>();
        DataViewSchema.Column label = scored.Schema[labelColumnName], score = scored.Schema[scoreColumnName];
        using DataViewRowCursor cursor = scored.GetRowCursor([label, score]);
        ValueGetter<float> getLabel = LabelGetter.Create(cursor, label), getScore = cursor.GetGetter<float>(score);
        float labelValue = 0, scoreValue = 0;
        while (points.Count < maximumRows && cursor.MoveNext())
        {
            getLabel(ref labelValue);
            getScore(ref scoreValue);
            if (float.IsFinite(scoreValue) && !float.IsNaN(labelValue))
                points.Add((scoreValue, labelValue > 0));
        }

        return Fit(points);
    }

    private static PlattCalibrator Fit(List<(float Score, bool Positive)> points)
    {
        if (points.Count == 0)
            return new PlattCalibrator(0, 0);
        double positives = points.Count(point => point.Positive), negatives = points.Count - positives;
        double high = (positives + 1) / (positives + 2), low = 1 / (negatives + 2);
        double slope = 0, offset = Math.Log((negatives + 1) / (positives + 1));
        float[] probabilities = new float[points.Count];
        Array.Fill(probabilities, (float)((positives + 1) / (points.Count + 2)));
        double damping = 0.001, lastError = double.MaxValue / 2;
        int stalls = 0;
        for (int iteration = 0; iteration < MaximumIterations; iteration++)
        {
            Newton step = Sums(points, probabilities, high, low);
            if (step.IsFlat)
                break;
            double error = Descend(points, probabilities, high, low, step, ref slope, ref offset, ref damping, lastError);
            double change = error - lastError, scale = 0.5 * (error + lastError + 1);
            stalls = change > -1e-3 * scale && change < 1e-7 * scale ? stalls + 1 : 0;
            lastError = error;
            if (stalls == 3)
                break;
        }

        return new PlattCalibrator(slope, offset);
    }

    /// <summary>Takes the step with as much damping as is needed for the error not to grow; returns the error.</summary>
    private static double Descend(
        List<(float Score, bool Positive)> points,
        float[] probabilities,
        double high,
        double low,
        Newton step,
        ref double slope,
        ref double offset,
        ref double damping,
        double lastError)
    {
        double startSlope = slope, startOffset = offset;
        while (true)
        {
            double determinant = ((step.A + damping) * (step.B + damping)) - (step.C * step.C);
            if (determinant == 0)
            {
                damping *= 10;
                continue;
            }

            slope = startSlope + ((((step.B + damping) * step.D) - (step.C * step.E)) / determinant);
            offset = startOffset + ((((step.A + damping) * step.E) - (step.C * step.D)) / determinant);
            double error = CrossEntropy(points, probabilities, high, low, slope, offset);
            if (error < lastError * (1 + 1e-7))
            {
                damping *= 0.1;
                return error;
            }

            damping *= 10;
            if (damping >= LargestDamping)
                return error;
        }
    }

    private static Newton Sums(List<(float Score, bool Positive)> points, float[] probabilities, double high, double low)
    {
        double a = 0, b = 0, c = 0, d = 0, e = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            (float score, bool positive) = points[i];
            float p = probabilities[i];
            double curvature = p * (1 - p), difference = p - (positive ? high : low);
            a += score * score * curvature;
            b += curvature;
            c += score * curvature;
            d += score * difference;
            e += difference;
        }

        return new Newton(a, b, c, d, e);
    }

    /// <summary>Fills the probabilities and returns their cross-entropy with the targets.</summary>
    private static double CrossEntropy(
        List<(float Score, bool Positive)> points, float[] probabilities, double high, double low, double slope, double offset)
    {
        const double smallestLog = -200;
        double error = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            (float score, bool positive) = points[i];
            float p = (float)(1 / (1 + Math.Exp((slope * score) + offset)));
            probabilities[i] = p;
            double target = positive ? high : low;
            double logP = p > 0 ? Math.Log(p) : smallestLog, logQ = p < 1 ? Math.Log(1 - p) : smallestLog;
            error -= (target * logP) + ((1 - target) * logQ);
        }

        return error;
    }

    /// <summary>The Hessian [A C; C B] and the gradient [D E], by slope and offset.</summary>
    private readonly record struct Newton(double A, double B, double C, double D, double E)
    {
        public bool IsFlat => Math.Abs(D) < 1e-9 && Math.Abs(E) < 1e-9;
    }
}
