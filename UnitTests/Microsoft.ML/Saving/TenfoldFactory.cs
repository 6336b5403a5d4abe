using Microsoft.ML.Transforms;

namespace MlPipelines.UnitTests.MicrosoftML.Saving;

/// <summary>A custom mapping that can be saved by its contract.</summary>
[CustomMappingFactoryAttribute(Contract)]
public sealed class TenfoldFactory : CustomMappingFactory<Tenfold.Input, Tenfold.Output>
{
    public const string Contract = "Tenfold";

    public override Action<Tenfold.Input, Tenfold.Output> GetMapping() => (input, output) => output.Tenfold = 10 * input.A;
}
