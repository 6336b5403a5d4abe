using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlPipelines.FolderGraph;

/// <summary>A use of one folder's code by another's, with one place that shows it.</summary>
/// <param name="From">The folder that looks, relative to its project; <c>.</c> for the project's own.</param>
/// <param name="To">The folder that is looked at.</param>
/// <param name="Place">A file, a line and the name that stands there.</param>
public sealed record FolderArrow(string From, string To, string Place);

/// <summary>One C# project as its sources: which folder uses names of which other, found by the compiler's own binding of names.</summary>
public sealed class SourceProject
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly CSharpCompilation _compilation;
    private readonly string _folder;

    private SourceProject(string folder, CSharpCompilation compilation) => (_folder, _compilation) = (folder, compilation);

    /// <summary>The project's name: that of its folder.</summary>
    public string Name => Path.GetFileName(_folder);

    /// <summary>The source files, in the order of their paths.</summary>
    public IEnumerable<SyntaxTree> Files => _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0);

    /// <summary>Reads the project of a folder.</summary>
    /// <param name="folder">The folder of the project file.</param>
    /// <param name="references">Assemblies that its names may come from.</param>
    public static SourceProject Read(string folder, IEnumerable<MetadataReference> references)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Parse);
        var full = Path.GetFullPath(folder);
        var trees = Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
            .Where(file => Owner(file) == full)
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options));
        var own = $"MlPipelines.{Path.GetFileName(full)}.dll";
        var others = references.Where(reference => Path.GetFileName(reference.Display) != own);
        var compilation = CSharpCompilation.Create(
            Path.GetFileName(full), trees, others,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, metadataImportOptions: MetadataImportOptions.All));
        return new SourceProject(full, compilation);
    }

    /// <summary>Every arrow between two folders of the project, once, with its first place.</summary>
    public IReadOnlyList<FolderArrow> Arrows()
    {
        var arrows = new ConcurrentDictionary<(string From, string To), string>();
        Parallel.ForEach(Files, tree => AddArrows(tree, arrows));
        return [.. arrows.Select(pair => new FolderArrow(pair.Key.From, pair.Key.To, pair.Value)).OrderBy(arrow => (arrow.From, arrow.To))];
    }

    /// <summary>How many public types the project has, and how many of them have a comment.</summary>
    public (int All, int Documented) PublicTypes()
    {
        var types = Files.SelectMany(
            tree => tree.GetRoot().DescendantNodes(node => node is not BlockSyntax).OfType<BaseTypeDeclarationSyntax>())
            .Where(IsPublic)
            .ToList();
        var documented = types.Count(
            type => type.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)));
        return (types.Count, documented);
    }

    /// <summary>The folder of the nearest project file above a source file.</summary>
    private static string? Owner(string file)
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !Directory.EnumerateFiles(folder, "*.csproj").Any())
            folder = Path.GetDirectoryName(folder);
        return folder;
    }

    private static bool IsPublic(BaseTypeDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.PublicKeyword) && type.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(IsPublic);

    private void AddArrows(SyntaxTree tree, ConcurrentDictionary<(string From, string To), string> arrows)
    {
        var model = _compilation.GetSemanticModel(tree);
        var from = FolderOf(tree);
        foreach (var node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax))
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
                continue;
            var info = model.GetSymbolInfo(node);
            foreach (var target in (info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols).SelectMany(FoldersOf))
            {
                if (target != from)
                {
                    arrows.TryAdd(
                        (from, target), $"{Relative(tree)}:{tree.GetLineSpan(node.Span).StartLinePosition.Line + 1} {Word(node)}");
                }
            }
        }
    }

    private static string Word(SyntaxNode node) => node is SimpleNameSyntax name ? name.Identifier.Text : "new";

    /// <summary>
    /// The folders in which a symbol, or the type that it is a member of, is declared; none for those of other assemblies and for names
    /// inside methods.
    /// </summary>
    private IEnumerable<string> FoldersOf(ISymbol symbol)
    {
        if (symbol is INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol or ILabelSymbol)
            return [];
        if (symbol is IMethodSymbol { ReducedFrom: { } reduced })
            symbol = reduced;
        symbol = symbol.OriginalDefinition;
        var declarations = symbol.DeclaringSyntaxReferences.Length > 0 || symbol.ContainingType is null
            ? symbol.DeclaringSyntaxReferences
            : symbol.ContainingType.OriginalDefinition.DeclaringSyntaxReferences;
        return declarations.Select(declaration => FolderOf(declaration.SyntaxTree)).Distinct();
    }

    private string FolderOf(SyntaxTree tree) =>
        Path.GetDirectoryName(Relative(tree)) is { Length: > 0 } folder ? folder.Replace('\\', '/') : ".";

    private string Relative(SyntaxTree tree) => Path.GetRelativePath(_folder, tree.FilePath);
}
