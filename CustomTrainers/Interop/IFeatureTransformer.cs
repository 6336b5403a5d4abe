using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>A transformer that predicts from one column of features, as <c>PermutationFeatureImportance</c> finds it in a chain.</summary>
internal interface IFeatureTransformer : ISingleFeaturePredictionTransformer;
