using MlPipelines.Experiments.Judging;
using MlPipelines.ReportPages;

// Makes the pages of docs/results from runs: one page for each report, with every sentence, its verdict, its figures and the remark in
// remarks.json; the tables of claims and sentences of all runs together; and the pictures that remarks name.
// The folder of the pages can be given as the first run too: it has the claims and sentences of the runs before, which may be gone.
// Exit code 1 where a sentence has no remark, a remark no sentence, or a picture no file.
if (args.Length < 2)
{
    Console.Error.WriteLine(
        "report-pages PAGES RUN…: the folder of the pages, and the folders of the runs, a repetition after what it repeats");
    return 2;
}

var (pages, runs) = (args[0], args[1..]);
var results = RunResults.Read(runs);
var remarks = Remarks.Read(pages);
var bySource = remarks.Lines.ToDictionary(line => line.Source);
List<string> faults =
[
    .. results.Sentences.Where(answered => !bySource.ContainsKey(answered.Sentence.Source))
        .Select(answered => $"no remark for {answered.Sentence.Source} ({answered.Verdict.Words()}): {answered.Sentence.Text}"),
    .. bySource.Keys.Except(results.Sentences.Select(answered => answered.Sentence.Source)).Select(source => $"no sentence {source}"),
];
foreach (var file in remarks.Lines.SelectMany(line => line.Pictures ?? []).SelectMany(name => new[] { $"{name}.svg", $"{name}-dark.svg" }))
{
    var found = runs.Select(run => Path.Combine(run, "pictures", file)).LastOrDefault(File.Exists);
    if (found is not null)
        File.Copy(found, Path.Combine(pages, file), overwrite: true);
    else if (!File.Exists(Path.Combine(pages, file)))
        faults.Add($"no picture {file}");
}

foreach (var fault in faults)
    Console.Error.WriteLine(fault);
if (faults.Count > 0)
    return 1;
foreach (var opening in remarks.Reports)
{
    List<SentenceVerdict> own =
        [.. results.Sentences.Where(answered => answered.Sentence.Source.StartsWith($"{opening.Report}:", StringComparison.Ordinal))];
    File.WriteAllText(Path.Combine(pages, $"report-{opening.Report}.md"), ReportPage.Text(opening, own, bySource));
    Console.WriteLine($"report {opening.Report}: {own.Count} sentences: {ReportPage.Counts(own.Select(answered => answered.Verdict))}");
}

File.WriteAllText(Path.Combine(pages, ClaimsTable.FileName), ClaimsTable.Text(results.Claims));
File.WriteAllText(Path.Combine(pages, SentencesTable.FileName), SentencesTable.Text(results.Sentences));
Console.WriteLine($"{results.Claims.Count} claims: {ReportPage.Counts(results.Claims.Select(claim => claim.Verdict))}");
Console.WriteLine($"{results.Sentences.Count} sentences: {ReportPage.Counts(results.Sentences.Select(answered => answered.Verdict))}");
return 0;
