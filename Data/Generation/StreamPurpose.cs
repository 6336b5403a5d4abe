namespace MlPipelines.Data.Generation;

/// <summary>What a random stream is for; uses of one seed never share numbers.</summary>
internal enum StreamPurpose
{
    Train = 1,
    Validation = 2,
    Test = 3,
    Map = 4,
    Shape = 5,
    Split = 6,
    SpliceTrain = 7,
    SpliceValidation = 8,
    SpliceTest = 9,
}
