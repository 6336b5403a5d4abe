using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What report 003 says of its results, in our words.</summary>
internal static class Report003
{
    public static IReadOnlyList<Sentence> Sentences { get; } =
    [
        new("003:19", "Model 1 has 2081 parameters."),
        new("003:26", "Model 2 has 2245 parameters."),
        new("003:34", "Model 3 has 2205 parameters."),
        new("003:64", "All three models converge within the epochs that they were given."),
        new("003:66", "Model 1 is the slowest to converge and ends with the highest loss."),
        new("003:67", "Model 2 converges more smoothly than model 1 and to a lower loss. (Said again in line 74.)"),
        new("003:68", "Model 3 is the fastest to converge and predicts best."),
        new("003:73", "Model 3 is the best one. (The reason given, larger layers, cannot be tested: the three differ mostly in shape.)"),
        new("003:75", "Model 1 had the most trouble, but still follows the function reasonably well."),
        new(
            "003:77", "The size of the hidden layers matters much: larger ones can learn more.",
            "the three networks have nearly the same number of parameters and differ in shape, so they cannot show what size does; lines "
                + "66 to 68 judge how they differ"),
        new("003:78", "ReLU works well here. (That another activation, such as tanh, may give other results was not tried.)"),
        new(
            "003:80", "Other functions could show more of how well the models generalize.", "a plan for more experiments, not a result"),
        new(
            "003:109", "CNN1 is the simplest network: it converges faster, but its accuracy improves more slowly over the epochs than that "
                + "of the larger ones."),
        new("003:110", "CNN2 is more accurate than CNN1 and generalizes better; its training loss falls a little more slowly."),
        new("003:111", "CNN3 lies between CNN1 and CNN2 in size, accuracy and loss."),
        new(
            "003:146", "The weights of the first layer vary more at the beginning and are then stable; all weights together move more "
                + "smoothly."),
        new("003:148", "The gradient's norm falls during training, and so does the loss, with a spike from time to time."),
        new("003:150", "Where the gradient is almost 0, the network is usually in a local minimum or near one. (That the updates are small "
            + "there is not judged: Adam divides by the size of the gradient.)"),
        new(
            "003:152", "The minimal ratio is where the gradient's norm, divided by the parameters' norm, is almost 0.",
            "a definition; what holds there is judged at line 150"),
        new("003:165", "The network with one hidden layer has 1501 parameters."),
        new("003:169", "After 100 epochs the loss is not 0."),
        new(
            "003:207", "On the line through two trained networks the accuracy falls first and then rises sharply, on training and on test "
                + "rows."),
        new(
            "003:208", "A network with more parameters than there are data can learn these by heart, and then interpolates between them.",
            "a cause, for networks with more parameters than data; the ones here have 23 170 parameters and 60 000 images"),
        new(
            "003:210", "With more parameters a network generalizes less well, because it learns the training data by heart.",
            "the experiment has one network; it does not vary the number of parameters"),
        new("003:238", "The larger the batch, the less sensitive is the network to its inputs."),
        new(
            "003:239", "Sensitivity is highest near a batch of 4000 and falls beyond 5000, where the accuracy drops and the loss rises. "
                + "(Line 245 says again that batches above 5000 are worse.)"),
        new(
            "003:243", "That large batches make the network less sensitive means that its minima are flatter.",
            "a meaning given to the sensitivity; how flat the minima are was not measured in the report"),
    ];
}
