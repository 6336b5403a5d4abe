namespace MlPipelines.Serve;

/// <summary>
/// What the service is told by the command line (<c>--Model model.zip</c>), by environment variables or by <c>appsettings.json</c>.
/// </summary>
public sealed record ServiceOptions
{
    /// <summary>The file of the trained pipeline.</summary>
    public string Model { get; init; } = "model.zip";

    /// <summary>The most bytes that the body of a request may have.</summary>
    public int MaximumBodyBytes { get; init; } = 4 << 20;

    /// <summary>The most records in a batch.</summary>
    public int MaximumBatchRecords { get; init; } = 10_000;

    /// <summary>The same options, if they can be.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public ServiceOptions Validated()
    {
        if (string.IsNullOrWhiteSpace(Model))
            throw new ArgumentException("Model names no file. Start the service with --Model FILE.");
        if (MaximumBodyBytes < 1)
            throw new ArgumentException($"MaximumBodyBytes is {MaximumBodyBytes}; at least 1 was expected.");
        if (MaximumBatchRecords < 1)
            throw new ArgumentException($"MaximumBatchRecords is {MaximumBatchRecords}; at least 1 was expected.");
        return this;
    }
}
