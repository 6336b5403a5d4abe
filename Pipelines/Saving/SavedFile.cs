namespace MlPipelines.Pipelines.Saving;

/// <summary>A file of a pipeline's archive.</summary>
/// <param name="Name">Its name in the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
internal sealed record SavedFile(string Name, long Bytes, string Sha256);
