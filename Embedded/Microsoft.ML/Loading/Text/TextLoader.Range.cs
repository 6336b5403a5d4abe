namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>A range of fields, counted from 0.</summary>
    public sealed class Range
    {
        /// <summary>The first field.</summary>
        public int Min;

        /// <summary>The last field, included; null where <see cref="AutoEnd"/> or <see cref="VariableEnd"/> says.</summary>
        public int? Max;

        /// <summary>The range goes to the end of the line, the same number of fields in each line.</summary>
        public bool AutoEnd;

        /// <summary>The range goes to the end of the line, a number of fields that may differ from line to line.</summary>
        public bool VariableEnd;

        /// <summary>The range is of all fields in it that no other range names.</summary>
        public bool AllOther;

        /// <summary>Whether the column is of vectors even if the range is a single field.</summary>
        public bool ForceVector;

        /// <summary>An empty range, to be filled in.</summary>
        public Range()
        {
        }

        /// <summary>A single field.</summary>
        public Range(int index)
        {
            Check.Param(index >= 0, nameof(index), "Must be non-negative");
            Min = index;
            Max = index;
        }

        /// <summary>The fields from <paramref name="min"/> to <paramref name="max"/>, both included; to the end of the line when that is null.</summary>
        public Range(int min, int? max)
        {
            Check.Param(min >= 0, nameof(min), "Must be non-negative");
            Check.Param(!(max < min), nameof(max), $"If specified, must be greater than or equal to {nameof(min)}");
            Min = min;
            Max = max;
            ForceVector = true;
            AutoEnd = max is null;
        }
    }
}
