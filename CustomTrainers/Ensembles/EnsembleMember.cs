using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>A member that an ensemble kept: its weight, and a model for each fold.</summary>
public sealed class EnsembleMember
{
    internal EnsembleMember(string name, double weight, IReadOnlyList<ITransformer> models, IReadOnlyList<bool[]?> known)
    {
        Name = name;
        Weight = weight;
        Models = models;
        Known = known;
    }

    /// <summary>The member's name.</summary>
    public string Name { get; }

    /// <summary>Its share of the prediction, above 0; those of all members sum to 1. Each of its models has the same part of it.</summary>
    public double Weight { get; }

    /// <summary>[folds]: the models, each trained on the rows of all other folds.</summary>
    public IReadOnlyList<ITransformer> Models { get; }

    /// <summary>[folds]: for each class whether the model's training rows had it; null where they had all.</summary>
    internal IReadOnlyList<bool[]?> Known { get; }
}

/// <summary>How a member did on rows that its models were not trained on.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Weight">Its weight; 0 for a member that was left out.</param>
/// <param name="Loss">The mean log-loss of its probabilities, or its mean squared error, over all folds together.</param>
public sealed record EnsembleMemberReport(string Name, double Weight, double Loss);

/// <summary>How an ensemble was put together.</summary>
/// <param name="Members">All members, in the order of the options.</param>
/// <param name="Folds">The folds.</param>
/// <param name="Loss">
/// The mean log-loss or squared error of the weighted mean on the rows that the models were not trained on. The weights were chosen by it,
/// so that it is a little lower than on new rows.
/// </param>
/// <param name="CalibratedLoss">
/// The mean log-loss after the calibration, on the same rows that it was fitted on; null where there is none.
/// </param>
public sealed record EnsembleReport(
    IReadOnlyList<EnsembleMemberReport> Members, int Folds, double Loss, double? CalibratedLoss);
