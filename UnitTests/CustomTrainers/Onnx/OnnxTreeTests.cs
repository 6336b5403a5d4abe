using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>Boosted trees and linear regression in ONNX Runtime: missing values, categories, mean targets, sums in double.</summary>
[TestClass]
public sealed class OnnxTreeTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly IDataView Training = OnnxRows.Load(Ml, 2000, seed: 1);

    private static readonly IDataView Rows = OnnxRows.Load(Ml, 1000, seed: 2);

    private static readonly GradientBoostedTreesOptions Options = new()
    {
        NumberOfTrees = 60,
        Threads = 1,
        MinimumExampleCountPerLeaf = 5,
        MinimumExampleCountPerCategoryGroup = 10,
        FeatureColumnName = "All",
    };

    /// <summary>Forms of categories: none, numbers in a slot, columns of keys, mean targets of each, one-hot with mean targets.</summary>
    public static IEnumerable<object[]> Forms =>
        new[] { "none", "slot", "keys", "slot, means", "keys, means", "one-hot, means" }.Select(form => new object[] { form });

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void Convert_SeveralClasses_PredictsTheSame(string form)
    {
        var (before, options) = Prepared(form, "Label");
        var model = before.Append(Ml.Transforms.Conversion.MapValueToKey("Label", "Class"))
            .Append(Ml.MulticlassClassification.Trainers.GradientBoostedTrees(options))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(Training);

        OnnxComparison.Print($"trees, {form}, several classes", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score"));
    }

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void Convert_TrueOrFalse_PredictsTheSame(string form)
    {
        var (before, options) = Prepared(form, "Truth");
        var model = before.Append(Ml.BinaryClassification.Trainers.GradientBoostedTrees(options)).Fit(Training);

        OnnxComparison.Print(
            $"trees, {form}, true or false", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score", "Probability"));
    }

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void Convert_Number_PredictsTheSameBits(string form)
    {
        var (before, options) = Prepared(form, "Number");
        var model = before.Append(Ml.Regression.Trainers.GradientBoostedTrees(options)).Fit(Training);

        Assert.AreEqual(0, OnnxComparison.Run(Ml, model, Rows, "Score"));
    }

    [TestMethod]
    public void Convert_KeysThatTrainingDidNotHave_PredictsTheSame()
    {
        var (before, options) = Prepared("keys", "Number");
        var model = before.Append(Ml.Regression.Trainers.GradientBoostedTrees(options)).Fit(Training);
        var rows = OnnxRows.Make(200, seed: 6);
        for (var i = 0; i < rows.Count; i += 2)
            rows[i].Colour = "a new one";
        for (var i = 0; i < rows.Count; i += 3)
            rows[i].Gaps[i % 5] = i % 2 == 0 ? float.PositiveInfinity : float.NegativeInfinity;

        Assert.AreEqual(0, OnnxComparison.Run(Ml, model, Ml.Data.LoadFromEnumerable(rows), "Score"));
    }

    [TestMethod]
    public void Convert_SplitsOfEveryKind_SendRowsTheSameWay()
    {
        // Sets of one, of many and of large categories, each with missing values on both sides, in one tree after the other.
        // A set of more than a hundred is a table, others are chains of comparisons.
        ImmutableArray<int>[] sets =
        [
            [], [0], [3, 5, 7], [.. Enumerable.Range(0, 40).Select(i => 2 * i)], [1, 31, 32, 33, 63, 64, 65535],
            [.. Enumerable.Range(0, 100).Select(i => 3 * i)], [.. Enumerable.Range(0, 20000).Select(i => (3 * i) + 1)],
        ];
        var trees = sets.SelectMany(set => new[] { true, false }.Select(missingLeft => Tree(set, missingLeft))).ToImmutableArray();
        var result = new BoostingResult(new TreeEnsemble(2, [0.25f], trees), [], 0);
        var model = new RegressionTreeTransformer(new TreeModel(result, new TreeFeatures(["x", "c"], [1], [])), "Features");
        float[] categories = [.. Enumerable.Range(-1, 70), 0.5f, 2.5f, 65535, 65536, 1e9f, float.NaN];
        float[] numbers = [0, -0f, 0.1f, MathF.BitIncrement(0.1f), 1, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        var rows = Ml.Data.LoadFromEnumerable(
            categories.SelectMany(category => numbers.Select(number => new Pair { Features = [number, category] })));

        Assert.AreEqual(0, OnnxComparison.Run(Ml, model, rows, "Score"));

        // The leaves' values tell the ways apart.
        Tree Tree(ImmutableArray<int> set, bool missingLeft)
        {
            TreeSplit Split(int feature, ImmutableArray<int> categories, int left, int right) => new()
            {
                Feature = feature,
                Threshold = feature == 1 ? float.NaN : 0.1f,
                MissingLeft = missingLeft,
                Gain = 1,
                IsCategorical = feature == 1,
                Categories = categories,
                Left = left,
                Right = right,
            };
            var seed = set.Length + (missingLeft ? 0.5f : 0);
            return new Tree(
                [Split(1, set, 1, 2), Split(0, [], ~0, ~1), Split(0, [], ~2, ~3)],
                [.. Enumerable.Range(0, 4).Select(i => new TreeLeaf(seed + (100 * i), 1, 1))]);
        }
    }

    [TestMethod]
    public void Convert_TreesOfOneLeaf_GivesTheirSum()
    {
        var leaf = new Tree([], [new TreeLeaf(2, 1, 1)]);
        var result = new BoostingResult(new TreeEnsemble(2, [0.25f], [leaf, leaf]), [], 0);
        var model = new RegressionTreeTransformer(new TreeModel(result, new TreeFeatures(["x", "c"], [], [])), "Features");
        var rows = Ml.Data.LoadFromEnumerable(new[] { 1, float.NaN, float.PositiveInfinity }.Select(x => new Pair { Features = [x, 0] }));

        Assert.AreEqual(0, OnnxComparison.Run(Ml, model, rows, "Score"));
        CollectionAssert.AreEqual(new[] { 4.25f, 4.25f, 4.25f }, model.Transform(rows).GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    public void Convert_LeastSquares_PredictsTheSame()
    {
        var model = Ml.Regression.Trainers.LeastSquares(new LeastSquaresOptions { LabelColumnName = "Number" }).Fit(Training);

        OnnxComparison.Print("least squares", OnnxComparison.Run(Ml, model, Rows, "Score"));
    }

    private static (IEstimator<ITransformer> Before, GradientBoostedTreesOptions Options) Prepared(string form, string label)
    {
        var options = Options with { LabelColumnName = label, TargetEncodingMinimumCategories = form.EndsWith("means") ? 4 : 0 };
        if (form.StartsWith("slot", StringComparison.Ordinal))
            return (Ml.Transforms.Concatenate("All", "Gaps", "Shop"), options with { CategorySlots = [OnnxRows.Width] });
        if (form.StartsWith("keys", StringComparison.Ordinal))
        {
            return (
                Ml.Transforms.Conversion.MapValueToKey("ColourKey", "Colour").Append(Ml.Transforms.Concatenate("All", "Gaps", "Shop")),
                options with { CategoryColumnNames = ["ColourKey"] });
        }

        return form.StartsWith("one-hot", StringComparison.Ordinal)
            ? (
                Ml.Transforms.Categorical.OneHotEncoding("Slots", "Colour").Append(Ml.Transforms.Concatenate("All", "Gaps", "Slots")),
                options)
            : (Ml.Transforms.Concatenate("All", "Gaps", "Shop"), options);
    }

    private sealed class Pair
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
