using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

// An experiment: data, two learners, a claim and a picture. It runs into the folder that is given, or goes on there.
var linear = new LearnerSpec("lbfgs-maximum-entropy", "linear", Settings.Empty);
var net = new LearnerSpec("mlp", "net", Settings.Parse("hidden=32 optimizer=adam rate=0.01 epochs=20"));
var accuracy = Measure.Metric(Split.Test, Metric.Accuracy);
var experiment = new Experiment
{
    Name = "map",
    Question = "Does a small network draw the borders of countries better than a linear model?",
    DataSets = ["countries-map"],
    TrainRows = 1_000,
    ValidationRows = 200,
    TestRows = 1_000,
    Learners = [linear, net],
    Seeds = 5,
    Claims = [Claim.Higher("the network is more accurate", net, linear, accuracy)],
    Pictures = [new BarsSpec("accuracy", accuracy)],
};

var report = ExperimentRun.Run(new Suite("borders", "who draws borders better", [experiment]), args[0], new RunOptions { Resume = true });

foreach (var claim in report.Claims)
    Console.WriteLine($"{claim.Verdict}: {claim.Claim} by {claim.Effect:0.000} ({claim.Low:0.000} to {claim.High:0.000})");
Console.WriteLine($"tables and pictures: {report.Folder}");
