using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace MlPipelines.UnitTests.CustomTrainers.Interop;

/// <summary>What an assembly uses of ML.NET that ML.NET keeps internal, read from the assembly's own metadata.</summary>
internal static class ClosedMembers
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The assemblies whose internal members CustomTrainers may use.</summary>
    private static readonly Assembly[] Opened =
        [typeof(IHostEnvironment).Assembly, typeof(TransformerChain<>).Assembly, typeof(OneVersusAllModelParameters).Assembly];

    /// <summary>
    /// The closed types, by their names, and the closed members of them and of open types: <c>Microsoft.ML.ModelSaveContext.Writer</c>,
    /// <c>Microsoft.ML.ModelSaveContext.SetVersionInfo(1)</c> with the number of parameters.
    /// </summary>
    public static IReadOnlySet<string> UsedBy(string assemblyFile)
    {
        using var image = new PEReader(File.OpenRead(assemblyFile));
        var metadata = image.GetMetadataReader();
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
        {
            if (Find(metadata, handle) is { } type && !type.IsVisible)
                used.Add(type.FullName!);
        }
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (TypeOf(metadata, member.Parent) is { } type && Closed(metadata, member, type) is { } name)
                used.Add(name);
        }

        return used;
    }

    /// <summary>Whether genuine ML.NET has a type or member, by the name that <see cref="UsedBy"/> gives it.</summary>
    public static bool Exists(string name)
    {
        if (IsType(name))
            return true;
        var constructor = name.IndexOf("..ctor(", StringComparison.Ordinal);
        var dot = constructor >= 0 ? constructor : name.LastIndexOf('.');
        return Opened.Select(assembly => assembly.GetType(name[..dot])).FirstOrDefault(found => found is not null) is { } type
            && type.GetMembers(All).Any(member => NameOf(type, member) == name);
    }

    /// <summary>Whether a name is that of a type.</summary>
    public static bool IsType(string name) => Opened.Any(assembly => assembly.GetType(name) is not null);

    /// <summary>Whether a public type has that short name as well, with other type arguments.</summary>
    public static bool IsPublicToo(string shortName)
        => Opened.SelectMany(assembly => assembly.GetExportedTypes()).Any(type => type.Name.Split('`')[0] == shortName);

    private static string? Closed(MetadataReader metadata, MemberReference member, Type type)
    {
        var name = metadata.GetString(member.Name);
        var signature = metadata.GetBlobReader(member.Signature);
        var header = signature.ReadSignatureHeader();
        if (header.Kind == SignatureKind.Field)
            return type.GetField(name, All) is { IsPublic: false, IsFamily: false } || !type.IsVisible ? $"{type.FullName}.{name}" : null;
        if (header.IsGeneric) signature.ReadCompressedInteger();
        var parameters = signature.ReadCompressedInteger();
        var open = type.IsVisible && type.GetMembers(All).OfType<MethodBase>()
            .Any(
                method => method.Name == name
                    && method.GetParameters().Length == parameters
                    && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly));
        return open ? null : $"{type.FullName}.{name}({parameters})";
    }

    private static string? NameOf(Type type, MemberInfo member) => member switch
    {
        FieldInfo => $"{type.FullName}.{member.Name}",
        MethodBase method => $"{type.FullName}.{method.Name}({method.GetParameters().Length})",
        _ => null,
    };

    private static Type? TypeOf(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
            return Find(metadata, (TypeReferenceHandle)parent);
        if (parent.Kind != HandleKind.TypeSpecification)
            return null;
        // A generic type with its arguments: GENERICINST, class or struct, the type.
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadByte() != (byte)SignatureTypeCode.GenericTypeInstance)
            return null;
        signature.ReadByte();
        return signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } handle ? Find(metadata, (TypeReferenceHandle)handle) : null;
    }

    private static Type? Find(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var reference = metadata.GetTypeReference(handle);
        var name = metadata.GetString(reference.Name);
        if (reference.ResolutionScope.Kind == HandleKind.TypeReference)
            return Find(metadata, (TypeReferenceHandle)reference.ResolutionScope)?.GetNestedType(name, All);
        if (reference.ResolutionScope.Kind != HandleKind.AssemblyReference)
            return null;
        var assembly = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name);
        return Opened.FirstOrDefault(opened => opened.GetName().Name == assembly)?.GetType(
            $"{metadata.GetString(reference.Namespace)}.{name}");
    }
}
