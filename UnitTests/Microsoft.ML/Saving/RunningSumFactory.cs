using Microsoft.ML.Transforms;

namespace MlPipelines.UnitTests.MicrosoftML.Saving;

/// <summary>A custom mapping with a state that can be saved by its contract.</summary>
[CustomMappingFactoryAttribute(Contract)]
public sealed class RunningSumFactory : StatefulCustomMappingFactory<Tenfold.Input, Tenfold.Output, RunningSumFactory.Sum>
{
    public const string Contract = "RunningSum";

    public override Action<Tenfold.Input, Tenfold.Output, Sum> GetMapping() => (input, output, sum) => output.Tenfold = sum.Value += input.A;

    public override Action<Sum> GetStateInitAction() => sum => sum.Value = 10;

    public sealed class Sum
    {
        public float Value { get; set; }
    }
}
