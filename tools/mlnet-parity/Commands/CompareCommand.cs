using System.Globalization;

namespace MlPipelines.MLNetParity.Commands;

/// <summary>Runs every program and compares it with its genuine record.</summary>
internal static class CompareCommand
{
    private const int ShownMismatches = 5;

    /// <summary>0 when all agree, else 1.</summary>
    public static int Run(string folder)
    {
        Console.WriteLine($"{Library.Name} against the genuine records in {folder}");
        var failed = 0;
        foreach (var program in ProgramCatalog.All)
        {
            var comparison = Comparison.Of(program, GenuineRecords.Read(folder, program));
            failed += comparison.Agrees ? 0 : 1;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{program.Name,-32} {comparison.Values,5} values   largest difference {comparison.LargestDifference:0.0e+0}   tolerance {program.Tolerance:0e+0}   {(comparison.Agrees ? "equal" : "DIFFERS")}"));
            foreach (var mismatch in comparison.Mismatches.Take(ShownMismatches))
                Console.WriteLine($"    {mismatch}");
            if (comparison.Mismatches.Count > ShownMismatches)
                Console.WriteLine($"    and {comparison.Mismatches.Count - ShownMismatches} more");
        }
        Console.WriteLine($"{ProgramCatalog.All.Count - failed} of {ProgramCatalog.All.Count} programs agree");
        return failed == 0 ? 0 : 1;
    }
}
