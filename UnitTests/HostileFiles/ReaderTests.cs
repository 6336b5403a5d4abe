using MlPipelines.HostileFiles.Readers;
using MlPipelines.HostileFiles.Running;

namespace MlPipelines.UnitTests.HostileFiles;

/// <summary>Some damaged files for every reader; <c>tools/hostile-files</c> gives each 100 000, in a process of its own.</summary>
[TestClass]
public sealed class ReaderTests
{
    private const int Mutations = 200;

    public static IEnumerable<object[]> Readers => ReaderCatalog.All.Select(reader => new object[] { reader.Name });

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public void Read_DamagedFiles_ReadsOrRefusesEachWithADocumentedError(string name)
    {
        var reader = ReaderCatalog.All.Single(candidate => candidate.Name == name);
        using var check = new ReaderCheck(reader, seed: 2);
        var outcomes = new Dictionary<Outcome, int>();
        for (var i = 0; i < Math.Max(5, Mutations / reader.OneOf); i++)
        {
            var (outcome, fault) = check.Check(i);
            Assert.IsNull(fault, $"--seed 2 --reader {name} --only {i}");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.IsTrue(outcomes.Keys.All(outcome => outcome is Outcome.Read or Outcome.Refused));
    }

    [TestMethod]
    public void FilesOf_TheSameNumber_AreTheSameAndDifferFromTheValidOnes()
    {
        foreach (var reader in ReaderCatalog.All.Where(reader => reader.Name is "csv-table" or "trees" or "pictures-zip"))
        {
            using var check = new ReaderCheck(reader, seed: 1);
            var seeds = reader.Seeds().SelectMany(seed => seed.Values).Select(Convert.ToHexString).ToHashSet();
            var changed = 0;
            for (var i = 0; i < 50; i++)
            {
                var (first, second) = (check.FilesOf(i), check.FilesOf(i));
                Assert.IsTrue(first.All(file => file.Value.AsSpan().SequenceEqual(second[file.Key])), $"{reader.Name} {i}");
                changed += first.Values.All(content => !seeds.Contains(Convert.ToHexString(content))) ? 1 : 0;
            }

            Assert.IsGreaterThan(35, changed, reader.Name);
        }
    }
}
