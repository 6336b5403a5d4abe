namespace MlPipelines.Data.Csv;

/// <summary>Where a field lies in the reader's buffer, without its quotes.</summary>
internal readonly record struct CsvField(int Start, int Length, bool Quoted, int DoubledQuotes);
