using MlPipelines.Serve;

try
{
    await using var service = PredictionService.Create(args);
    await service.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
