namespace Microsoft.ML.Data;

internal sealed partial class FieldSplitter
{
    /// <summary>The cutting of a line that may be sparse.</summary>
    private readonly struct SparseSplit(FieldSplitter splitter)
    {
        public void Run(Span<byte> line, int needed)
        {
            var position = 0;
            var size = splitter._format.InputSize;
            var offset = -1;
            var last = -1;
            var more = true;
            while (more)
            {
                more = splitter.Next(line, ref position, out var start, out var length, out var index);
                if (index < 0)
                {
                    if (offset >= 0)
                    {
                        Log(position, "Non-sparse formatted value follows sparse formatted value");
                        break;
                    }
                    splitter.Add(start, length, splitter._count);
                    // One more than is needed, as the last may turn out to be the size of the sparse part.
                    if (splitter._count > needed + 1)
                        break;
                    continue;
                }
                if (offset < 0 && !Begin(position, ref size, out offset))
                    break;
                if (index >= size - offset)
                {
                    Log(position, "Sparse item index larger than expected. Is the specified size incorrect?");
                    break;
                }
                if (index <= last)
                {
                    Log(position, "Sparse indices out of order");
                    break;
                }
                if (index > needed - offset)
                    break;
                last = index;
                if (length > 0)
                    splitter.Add(start, length, offset + index);
            }
            if (offset < 0)
                splitter._plain = splitter._count;
            splitter.LineSize = offset < 0 ? Math.Max(splitter._count, size) : size;
        }

        // At the first sparse field: where the sparse part begins and, unless the size of lines is known, how long it is, from the field before.
        private bool Begin(int end, ref int size, out int offset)
        {
            offset = -1;
            if (size > 0)
            {
                offset = splitter._plain = splitter._count;
                return true;
            }
            var count = splitter._count;
            if (count == 0 || splitter._places[count - 1].Length == 0)
            {
                Log(end, "Missing dimensionality or ambiguous sparse item. Use sparse=- for non-sparse file, and/or quote the value.");
                return false;
            }
            if (!FieldParser.TryParse(splitter.Field(count - 1), out int length) || length <= 0)
            {
                Log(end, "Bad dimensionality or ambiguous sparse item. Use sparse=- for non-sparse file, and/or quote the value.");
                return false;
            }
            splitter._count = offset = splitter._plain = count - 1;
            size = checked(offset + length);
            return true;
        }

        private void Log(int end, string message) => splitter.LogFormat(splitter._fieldStart, end, message);
    }
}
