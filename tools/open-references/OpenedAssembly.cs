using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlPipelines.OpenReferences;

/// <summary>
/// A copy of an assembly for the compiler alone, in which everything internal is public: types, methods and fields. Nothing else changes:
/// only the bits of visibility in the tables of ECMA-335, II.22 (TypeDef .37, MethodDef .26, Field .15).
/// </summary>
internal static class OpenedAssembly
{
    /// <summary>The opened copy of an assembly's bytes.</summary>
    /// <exception cref="BadImageFormatException">The bytes are not an assembly.</exception>
    public static byte[] Of(byte[] assembly)
    {
        using var image = new PEReader(ImmutableArray.Create(assembly));
        var metadata = image.GetMetadataReader();
        var opened = (byte[])assembly.Clone();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (!IsCompilersOwn(metadata.GetString(type.Name)))
                Write32(Row(TableIndex.TypeDef, handle), (uint)Open(type.Attributes));
            // An event and the field behind it have one name: opening the field would make the name ambiguous.
            var events = type.GetEvents().Select(e => metadata.GetString(metadata.GetEventDefinition(e).Name)).ToHashSet();
            foreach (var field in type.GetFields())
            {
                var definition = metadata.GetFieldDefinition(field);
                if (!events.Contains(metadata.GetString(definition.Name)))
                    Write16(Row(TableIndex.Field, field), (ushort)Open(definition.Attributes));
            }
        }

        const int flags = 6; // behind the method's address (4 bytes) and ImplFlags (2)
        foreach (var handle in metadata.MethodDefinitions)
            Write16(Row(TableIndex.MethodDef, handle) + flags, (ushort)Open(metadata.GetMethodDefinition(handle).Attributes));
        return opened;

        int Row(TableIndex table, EntityHandle handle)
            => image.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(table)
                + ((MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(table));

        void Write16(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(opened.AsSpan(offset), value);

        void Write32(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(opened.AsSpan(offset), value);
    }

    private static bool IsCompilersOwn(string name) => name.StartsWith('<');

    private static TypeAttributes Open(TypeAttributes attributes) => (attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.NotPublic => attributes & ~TypeAttributes.VisibilityMask | TypeAttributes.Public,
        TypeAttributes.NestedAssembly or TypeAttributes.NestedFamANDAssem or TypeAttributes.NestedFamORAssem
            => attributes & ~TypeAttributes.VisibilityMask | TypeAttributes.NestedPublic,
        _ => attributes,
    };

    private static MethodAttributes Open(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Assembly or MethodAttributes.FamANDAssem or MethodAttributes.FamORAssem
            => attributes & ~MethodAttributes.MemberAccessMask | MethodAttributes.Public,
        _ => attributes,
    };

    private static FieldAttributes Open(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask) switch
    {
        FieldAttributes.Assembly or FieldAttributes.FamANDAssem or FieldAttributes.FamORAssem
            => attributes & ~FieldAttributes.FieldAccessMask | FieldAttributes.Public,
        _ => attributes,
    };
}
