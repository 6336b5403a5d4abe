using MlPipelines.Data;
using MlPipelines.Data.Generation;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data.Loading;

[TestClass]
public class GeneratedPicturesTests
{
    [TestMethod]
    [DataRow("pictures")]
    [DataRow("spliced-pictures")]
    public void Load_IsBalancedAndDependsOnTheSeedAlone(string name)
    {
        var options = new DataSetOptions { TrainRows = 41, ValidationRows = 20, TestRows = 30 };
        var set = DataSets.Load(name, options);
        Assert.AreEqual((41, 20, 30, LearningTask.Binary), (set.TrainRows, set.ValidationRows, set.TestRows, set.Task));
        Assert.AreEqual("3x32x32", $"{set.ImageShape}");
        Assert.IsTrue(Enumerable.Range(0, 41).All(row => set.Train.GetClass(row) == row % 2));
        var more = DataSets.Load(name, options with { TrainRows = 100 });
        Assert.AreEqual(set.Train.ContentHash, more.Train.Take(41).ContentHash);
        Assert.AreEqual(set.Test!.ContentHash, more.Test!.ContentHash);
        Assert.AreNotEqual(set.Train.ContentHash, DataSets.Load(name, options with { Seed = 2 }).Train.ContentHash);
        Assert.AreEqual(
            150, Rows(more.Train).Concat(Rows(set.Validation!)).Concat(Rows(set.Test!)).Select(Convert.ToHexString).Distinct().Count());
    }

    [TestMethod]
    public void Draw_OfOneStreamWithEitherEars_DiffersInManyPixels()
    {
        byte[] pointed = new byte[CreatureImage.Length], hanging = new byte[CreatureImage.Length];
        RandomStream first = new(3, StreamPurpose.Train, 5), second = new(3, StreamPurpose.Train, 5);
        CreatureImage.Draw(false, ref first, pointed);
        CreatureImage.Draw(true, ref second, hanging);
        Assert.IsGreaterThan(50, pointed.Zip(hanging).Count(pair => Math.Abs(pair.First - pair.Second) > 40));
    }

    [TestMethod]
    public void Apply_OfPlainPictures_MatchesTheColour()
    {
        var random = new RandomStream(1, StreamPurpose.SpliceTrain, 1);
        byte[] picture = [.. Enumerable.Repeat((byte)90, 3 * 32 * 32)], donor = [.. Enumerable.Repeat((byte)200, 3 * 32 * 32)];
        Splice.Apply(ref random, donor, 32, picture);
        Assert.IsTrue(picture.All(value => value == 90));
    }

    [TestMethod]
    public void Apply_OfTexture_ChangesAnEllipseAndKeepsItsMean()
    {
        var random = new RandomStream(1, StreamPurpose.SpliceTrain, 2);
        byte[] before = [.. Enumerable.Range(0, 3 * 32 * 32).Select(i => (byte)(60 + i % 7))];
        byte[] donor = [.. Enumerable.Range(0, 3 * 32 * 32).Select(i => (byte)(150 + i * i % 40))];
        byte[] after = [.. before];
        Splice.Apply(ref random, donor, 32, after);
        int[] changed = [.. Enumerable.Range(0, after.Length).Where(i => after[i] != before[i])];

        // Radii from 6 to 10 pixels: areas from 113 to 314 pixels in each plane.
        Assert.IsTrue(changed.Length is > 3 * 90 and < 3 * 400, $"{changed.Length}");
        Assert.IsTrue(Math.Abs(after.Average(value => value) - before.Average(value => value)) < 0.5);
        foreach (var corner in new[] { 0, 31, 31 * 32, 32 * 32 - 1 })
            Assert.AreEqual(before[corner], after[corner]);
    }

    private static IEnumerable<byte[]> Rows(MatrixDataView rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var pixels = new float[rows.FeatureCount];
            rows.CopyFeatures(row, pixels);
            yield return Array.ConvertAll(pixels, pixel => (byte)pixel);
        }
    }
}
