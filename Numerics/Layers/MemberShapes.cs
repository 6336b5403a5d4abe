namespace MlPipelines.Numerics.Layers;

/// <summary>Shapes of the layers of several members.</summary>
internal static class MemberShapes
{
    /// <summary>[members, outputs], for an input of [members, inputs] or [inputs].</summary>
    /// <exception cref="ArgumentException">Another input.</exception>
    public static Shape Output(Shape input, int members, int outputs) =>
        input.Rank == 1 || (input.Rank == 2 && input[0] == members)
        ? new Shape(members, outputs)
        : throw new ArgumentException($"A layer of {members} members takes the shape [inputs] or [{members}, inputs]; found {input}.");

    public static void Require(int members, int outputs)
    {
        if (members < 1)
            throw new ArgumentOutOfRangeException(nameof(members), members, "There must be at least 1 member.");
        if (outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(outputs), outputs, "Each member needs at least 1 output.");
    }
}
