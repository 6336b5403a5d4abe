using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class SchemaShape
{
    /// <summary>What is known of a column.</summary>
    public struct Column
    {
        /// <summary>The name.</summary>
        public readonly string Name;

        /// <summary>Scalar, vector of one length, or vector of any length.</summary>
        public readonly VectorKind Kind;

        /// <summary>The type of the value or of the vector's items; of a key, the number type that holds it.</summary>
        public readonly DataViewType ItemType;

        /// <summary>Whether the items are keys.</summary>
        public readonly bool IsKey;

        /// <summary>What is known of the annotations.</summary>
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
        {
            Name = Check.NotEmpty(name);
            Check.NotNull(itemType);
            Check.Param(itemType is not KeyDataViewType, nameof(itemType), "Item type cannot be a key");
            Check.Param(itemType is not VectorDataViewType, nameof(itemType), "Item type cannot be a vector");
            Check.Param(!isKey || KeyDataViewType.IsValidDataType(itemType.RawType), nameof(itemType), "The item type must be valid for a key");
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? Empty;
        }

        /// <summary>The kinds of columns.</summary>
        public enum VectorKind
        {
            /// <summary>One value.</summary>
            Scalar,

            /// <summary>A vector of one length.</summary>
            Vector,

            /// <summary>A vector whose length may differ from row to row.</summary>
            VariableVector,
        }

        internal readonly bool IsValid => Name is not null;

        /// <summary>Whether <paramref name="source"/> serves where this column is required.</summary>
        internal readonly bool IsCompatibleWith(Column source)
        {
            if (Name != source.Name || Kind != source.Kind || IsKey != source.IsKey || !ItemType.Equals(source.ItemType))
                return false;
            foreach (var annotation in Annotations)
            {
                if (!source.Annotations.TryFindColumn(annotation.Name, out var found) || !annotation.IsCompatibleWith(found))
                    return false;
            }
            return true;
        }

        /// <summary>The type, for a message.</summary>
        internal readonly string GetTypeString()
        {
            var item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString()!;
            return Kind switch
            {
                VectorKind.Vector => $"Vector<{item}>",
                VectorKind.VariableVector => $"VarVector<{item}>",
                _ => item,
            };
        }
    }
}
