using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MlPipelines.LineLength;

/// <summary>Warns of lines that are longer than <c>max_line_length</c> of <c>.editorconfig</c>; of none where that is not set.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LineLengthAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "LINE0001", "A line is too long", "The line has {0} characters; at most {1} are read well: break it", "Style",
            DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxTreeAction(Analyze);
    }

    private static void Analyze(SyntaxTreeAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Tree);
        if (!options.TryGetValue("max_line_length", out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
        {
            return;
        }

        foreach (var line in context.Tree.GetText(context.CancellationToken).Lines)
        {
            if (line.Span.Length <= most)
                continue;
            var rest = Location.Create(context.Tree, TextSpan.FromBounds(line.Start + most, line.End));
            context.ReportDiagnostic(Diagnostic.Create(Rule, rest, line.Span.Length, most));
        }
    }
}
