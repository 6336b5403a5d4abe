using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

/// <summary>
/// Small seeded data with categories and missing values: the price of a house in one of six towns. Towns 1, 4 and 5 cost 10 more; a house
/// without a known size 5 more; else twice the size, from 0 to 1. The age means nothing.
/// </summary>
internal static class Towns
{
    public const int Count = 6;

    internal sealed class Row
    {
        /// <summary>Size, and age.</summary>
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(Count)] // 0 to 5; 6 is read as missing
        public uint Town { get; set; }

        public float TownNumber { get; set; }

        public float Label { get; set; }

        public bool Dear { get; set; }

        public float Weight { get; set; } = 1;
    }

    public static bool IsDear(uint town) => town is 1 or 4 or 5;

    public static List<Row> Rows(int count, int seed)
    {
        var random = new Random(seed);
        var rows = new List<Row>(count);
        for (var i = 0; i < count; i++)
        {
            var town = (uint)random.Next(Count);
            var size = random.Next(4) == 0 ? float.NaN : random.NextSingle();
            var price = (IsDear(town) ? 10 : 0) + (float.IsNaN(size) ? 5 : 2 * size);
            rows.Add(
                new Row { Features = [size, random.NextSingle()], Town = town, TownNumber = town, Label = price, Dear = IsDear(town) });
        }

        return rows;
    }

    public static IDataView Load(MLContext ml, int count = 400, int seed = 1) => ml.Data.LoadFromEnumerable(Rows(count, seed));
}
