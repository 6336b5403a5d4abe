using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What report 001 says of its results, in our words, with its lines.</summary>
internal static class Report001
{
    /// <summary>Why the figures on images cannot be met.</summary>
    public const string NoFaces =
        "we do not have the report's pictures of faces; ours are other pictures, and on 400 of them an accuracy has a standard error of "
        + "0.025";

    /// <summary>On networks of dense layers and the map of countries: the suite <c>countries</c>.</summary>
    public static IReadOnlyList<Sentence> Countries { get; } =
    [
        new("001:9", "At the rate 1 the loss goes up and down and does not get better during the training."),
        new("001:11", "At the rate 0.01 the loss moves up and down, but it falls quickly and then stays near its lowest value."),
        new("001:13", "At the lowest rate the loss falls steadily but slowly: it needs very many epochs."),
        new("001:16", "The best rates are 0.01 and 0.001. The rate 0.001 is steadier and slower."),
        new("001:23", "Too many epochs may over-fit: some trainings are less accurate after epoch 80, others are more accurate."),
        new("001:25", "The loss comes near its lowest value in epoch 10 to 20, and then moves only a little."),
        new("001:29", "With batch normalization the loss is lower, it falls much sooner, and the accuracy is better and comes earlier."),
        new("001:36", "The accuracy by epoch moves up and down a lot in the trainings with different batches."),
        new("001:39", "The batches 1024 and 128 give better accuracies than 1 and 16. (That the number of epochs has a part in this "
            + "is said without figures.)"),
        new("001:41", "The network with 6 layers of 64 units is the best of all shapes."),
        new("001:45", "The best network has 0.962 of the validation rows right."),
        new("001:48", "The network with 1 layer of 16 units is the worst of all shapes; it has 0.900 of the validation rows right."),
        new("001:52", "The best network is as good on new rows as on training rows."),
        new("001:54", "Batch normalization helps against over-fitting: after 100 epochs the loss of the best network is steady, and it "
            + "does not over-fit."),
        new("001:56", "The worst network does not over-fit in 100 epochs, and its training loss falls with every epoch."),
        new("001:63", "More layers give a better accuracy."),
        new("001:65", "More layers take more time, and trees already have a very high accuracy on these data."),
        new("001:68", "For these data deep networks are not worth their cost: trees are better and take less time."),
        new("001:74", "Wider layers fluctuate more, over-fit more and make the accuracy worse."),
        new("001:81", "In a network of 100 layers only the last layer gets some gradient at first; then it is flat. No gradient is above "
            + "0.00175."),
    ];

    /// <summary>On images of two classes: the suite <c>transfer</c>.</summary>
    public static IReadOnlyList<Sentence> Transfer { get; } =
    [
        new("001:87", "To prepare the training pictures for boosting takes 35 seconds.", ReportClaims.OfAnotherMachine),
        new("001:88", "To prepare the test pictures for boosting takes 10 seconds.", ReportClaims.OfAnotherMachine),
        new("001:89", "Boosted trees have all training pictures right."),
        new("001:90", "Boosted trees have 0.73 of the test pictures right.", NoFaces),
        new("001:93", "From scratch, one epoch gives 0.475, 0.535, 0.45 and 0.556 at the rates 0.1, 0.01, 0.001 and 0.0001.", NoFaces),
        new("001:94", "With only the head trained, one epoch gives 0.72, 0.695, 0.635 and 0.495 at the same rates.", NoFaces),
        new("001:95", "With all layers fine-tuned, one epoch gives 0.5, 0.563, 0.725 and 0.73 at the same rates.", NoFaces),
        new("001:99", "There are five pictures that the best network has right and the worst has wrong.",
            "a choice of pictures, which our picture of five images repeats; it says nothing that could be wrong"),
        new("001:103", "The best of all is fine-tuning at the rate 0.001, with 0.725. (The report's table has 0.73 at 0.0001. We judge "
            + "whether the same holds for our pictures, here and in the lines below.)"),
        new("001:105", "The worst of all is training from scratch at the rate 0.001."),
        new("001:107", "From scratch, lower rates are better on new pictures, after one epoch. (The report says training pictures; its "
            + "table is of test pictures.)"),
        new("001:109", "With only the head trained, higher rates are more accurate, after one epoch. (That more epochs may turn this "
            + "round is said, and was not tried.)"),
        new("001:111", "With fine-tuning, lower rates are more accurate."),
    ];

    /// <summary>The sentences of some lines.</summary>
    public static IEnumerable<Sentence> Of(params IEnumerable<string> sources) =>
        Countries.Concat(Transfer).Where(sentence => sources.Contains(sentence.Source));
}
