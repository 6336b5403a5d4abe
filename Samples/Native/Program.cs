using System.Globalization;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;

// usage: native NETWORK.safetensors < rows.csv
// Each line of the input is a row of numbers with commas between them; each line of the output has the network's scores of a row.
if (args.Length != 1)
    return Refuse("One argument was expected: the file of a network, network.safetensors of a model.zip or what NetworkFile writes.");

RowPredictor<float> predictor;
try
{
    using var file = File.OpenRead(args[0]);
    predictor = new RowPredictor<float>(NetworkFile.Read<float>(file, args[0]));
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
{
    return Refuse(exception.Message);
}

var (row, scores) = (new float[predictor.InputSize], new float[predictor.OutputSize]);
for (var line = 1; Console.In.ReadLine() is { } text; line++)
{
    var values = text.Split(',');
    if (values.Length != row.Length)
        return Refuse($"Line {line} has {values.Length} values; the network takes {row.Length}.");
    for (var i = 0; i < row.Length; i++)
    {
        if (!float.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out row[i]) || !float.IsFinite(row[i]))
            return Refuse($"Line {line}, value {i + 1} is '{values[i]}', where a finite number was expected.");
    }

    predictor.Predict(row, scores);
    Console.WriteLine(string.Join(',', scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture))));
}

return 0;

static int Refuse(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
