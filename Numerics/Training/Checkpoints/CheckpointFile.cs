using System.Numerics;
using System.Text.Json.Serialization.Metadata;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Numerics.Training.Checkpoints;

/// <summary>The checkpoint of a training whose arrays have one length from its beginning to its end.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="arrays">The training's arrays, written from and read into these places.</param>
/// <param name="type">How the state is JSON.</param>
internal sealed class CheckpointFile<T, TState>(
    CheckpointStore store, IReadOnlyList<(string Name, Memory<T> Values)> arrays, JsonTypeInfo<TState> type)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TState : class
{
    /// <summary>Writes the arrays as they are and a state.</summary>
    public void Save(TState state) =>
        store.Save(state, type, [.. arrays.Select(a => Tensor.Create<T>(a.Name, [a.Values.Length], a.Values.Span))]);

    /// <summary>Fills the arrays from the newest sound generation and gives its state; null when there is no file.</summary>
    /// <param name="isSound">Whether the training can go on from a state; one that is not is damaged.</param>
    /// <exception cref="InvalidDataException">No generation is sound.</exception>
    /// <exception cref="ArgumentException">The file belongs to another training; the message names the first setting that differs.
    ///</exception>
    public TState? Load(Func<TState, bool> isSound)
    {
        TState? found = null;
        store.Load(type, (state, tensors) =>
        {
            if (!tensors.Select(t => (t.Name, t.Length)).SequenceEqual(arrays.Select(a => (a.Name, a.Values.Length))))
                return "its arrays are not those of this training";
            if (!isSound(state))
                return "its state is not one of this training";
            foreach (var (tensor, array) in tensors.Zip(arrays))
                tensor.CopyTo(array.Values.Span);
            found = state;
            return null;
        });
        return found;
    }
}
