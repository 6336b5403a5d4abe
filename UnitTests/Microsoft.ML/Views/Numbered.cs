using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Views;

/// <summary>Sixty rows with values to split and filter by.</summary>
internal sealed class Numbered
{
    public int Id { get; set; }

    public string Text { get; set; } = "";

    public float Single { get; set; }

    [KeyType(10)]
    public uint Key { get; set; }

    public byte Byte { get; set; }

    public string Letters { get; set; } = "";

    public static IDataView Load(MLContext ml) => ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Numbered
    {
        Id = i,
        Text = $"t{i % 7}",
        Single = i * 0.5f,
        Key = (uint)(i % 10),
        Byte = (byte)(i % 11),
        Letters = i % 8 == 0 ? "" : $"äö{i % 4}xyzw€",
    }).ToList());

    /// <summary>The numbers of the rows, with blanks between them.</summary>
    public static string Ids(IDataView view) => string.Join(' ', view.GetColumn<int>(nameof(Id)));
}
