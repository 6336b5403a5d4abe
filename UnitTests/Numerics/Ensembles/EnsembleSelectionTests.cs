using MlPipelines.Numerics.Ensembles;

namespace MlPipelines.UnitTests.Numerics.Ensembles;

[TestClass]
public sealed class EnsembleSelectionTests
{
    /// <summary>
    /// Two members whose errors are opposite, so that their mean is right, and one that is always far off: worked by hand.
    /// </summary>
    [TestMethod]
    public void OfNumbers_OppositeErrors_TakesBothInHalves()
    {
        float[] targets = [1, 2, 3, 4];
        float[][] predictions = [[9, 9, 9, 9], [2, 1, 4, 3], [0, 3, 2, 5]];

        var selection = EnsembleSelection.OfNumbers(predictions, targets, [], 50);

        CollectionAssert.AreEqual(new[] { 0, 0.5, 0.5 }, selection.Weights);
        Assert.AreEqual(0, selection.Loss);
        Assert.AreEqual(2, selection.Rounds, "the first of equal losses");
        CollectionAssert.AreEqual(new[] { (64 + 49 + 36 + 25) / 4.0, 1, 1 }, selection.MemberLosses);
    }

    /// <summary>
    /// The errors are 1 and −3, so that three parts of the first and one of the second are exact: more rounds find it, worked by hand.
    /// </summary>
    [TestMethod]
    public void OfNumbers_UnequalErrors_FindsTheSharesWithReplacement()
    {
        float[][] predictions = [[1, 1], [-3, -3]];

        var selection = EnsembleSelection.OfNumbers(predictions, [0, 0], [], 10);

        CollectionAssert.AreEqual(new[] { 0.75, 0.25 }, selection.Weights);
        Assert.AreEqual(0, selection.Loss);
        CollectionAssert.AreEqual(
            new[] { 1.0, 0 }, EnsembleSelection.OfNumbers(predictions, [0, 0], [], 1).Weights, "one round is the best member");
    }

    [TestMethod]
    public void OfNumbers_EqualMembers_TakesTheEarlier() => CollectionAssert.AreEqual(
        new[] { 1.0, 0, 0 }, EnsembleSelection.OfNumbers([[1, 3], [1, 3], [1, 3]], [1, 2], [], 20).Weights);

    /// <summary>Only the second row counts, where the second member is right.</summary>
    [TestMethod]
    public void OfNumbers_Weights_Count() => CollectionAssert.AreEqual(
        new[] { 0.0, 1 }, EnsembleSelection.OfNumbers([[1, 9], [9, 2]], [1, 2], [0, 3], 20).Weights);

    /// <summary>
    /// scikit-learn 1.2.1's log_loss of each member and of the chosen mean; no mean of any counts up to 12 has a lower one, by trying all.
    /// </summary>
    [TestMethod]
    public void OfClasses_Probabilities_GivesScikitLearnsLosses()
    {
        var (predictions, labels) = Classes();

        var selection = EnsembleSelection.OfClasses(predictions, 3, labels, [], 12);

        double[] losses = [0.9276424891319989, 0.7306355416101054, 0.7803547949929406];
        for (var member = 0; member < 3; member++)
            Assert.AreEqual(losses[member], selection.MemberLosses[member], 1e-6);
        Assert.AreEqual(0.7297385222722327, selection.Loss, 1e-6);
        CollectionAssert.AreEqual(new[] { 0, 8 / 9.0, 1 / 9.0 }, selection.Weights);
    }

    [TestMethod]
    public void BadInput_IsRefused()
    {
        StringAssert.StartsWith(Error(() => EnsembleSelection.OfNumbers([], [1], [], 1)), "There are no members to select from.");
        StringAssert.StartsWith(
            Error(() => EnsembleSelection.OfNumbers([[1, 2]], [1], [], 1)),
            "Member 0 has 2 predictions for 1 rows; as many were expected, and at least one.");
        StringAssert.StartsWith(
            Error(() => EnsembleSelection.OfNumbers([[1], [float.NaN]], [1], [], 1)),
            "Member 1 predicts NaN for row 0, where a finite number was expected.");
        StringAssert.StartsWith(
            Error(() => EnsembleSelection.OfNumbers([[1]], [1], [0], 1)), "All rows have the weight 0; at least one must count.");
        StringAssert.StartsWith(
            Error(() => EnsembleSelection.OfClasses([[0.5f, 1.5f]], 2, [1], [], 1)),
            "Row 0 has 1.5 for class 1, where a probability from 0 to 1 was expected.");
        StringAssert.StartsWith(
            Error(() => EnsembleSelection.OfClasses([[0.5f, 0.5f]], 2, [2], [], 1)),
            "Row 0 has the label 2, where a class from 0 to 1 was expected.");
    }

    private static string Error(Func<object> action) => Assert.ThrowsExactly<ArgumentException>(action).Message;

    /// <summary>Three members, ten rows, three classes: whole numbers from 1 to 9 in each row, divided by their sum.</summary>
    private static (float[][] Predictions, int[] Labels) Classes()
    {
        int[] labels = [.. Enumerable.Range(0, 10).Select(row => row * 7 % 3)];
        var predictions = new float[3][];
        for (var member = 0; member < 3; member++)
        {
            predictions[member] = new float[30];
            for (var row = 0; row < 10; row++)
            {
                var parts = Enumerable.Range(0, 3).Select(
                    label => 1 + (((row * 5) + (label * 3) + (member * (row + 1))) % 7) + (label == labels[row] ? 3 : 0)).ToArray();
                for (var label = 0; label < 3; label++)
                    predictions[member][(row * 3) + label] = (float)parts[label] / parts.Sum();
            }
        }

        return (predictions, labels);
    }
}
