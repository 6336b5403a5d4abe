namespace Microsoft.ML.Trainers.Sdca;

/// <summary>The order in which rows come out of a pool of the next 1000, as they do of a shuffling view.</summary>
internal static class PoolOrder
{
    private const int PoolSize = 1000;

    public static int[] Draw(Random random, int count)
    {
        int size = Math.Min(PoolSize, count);
        int[] pool = new int[PoolSize], order = new int[count];
        int head = 0, filled = 0, next = 0;
        for (int drawn = 0; drawn < count; drawn++)
        {
            for (; filled < size && next < count; filled++, next++)
                pool[(head + filled) % PoolSize] = next;
            int place = (random.Next(filled) + head) % PoolSize;
            order[drawn] = pool[place];
            pool[place] = pool[head];
            head = (head + 1) % PoolSize;
            filled--;
        }

        return order;
    }
}
