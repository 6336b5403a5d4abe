using System.Numerics;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>Is shown every step of a training.</summary>
public interface ITrainingObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Called once before the first step, on the training's thread: an observer that this network or these options do not suit throws here, before time is spent. By default nothing.</summary>
    /// <exception cref="ArgumentException">They do not suit.</exception>
    void OnStart(Network<T> network, TrainingOptions options)
    {
    }

    /// <summary>Called on the training's thread when a step's loss and gradients are known, before the weights change. An exception ends the training and reaches its caller.</summary>
    void OnIteration(in TrainingIteration<T> iteration);

    /// <summary>Called once when the training has ended without an exception, on the same thread; its time counts as that of the monitors. By default nothing.</summary>
    void OnEnd(TrainingEnd<T> end)
    {
    }
}
