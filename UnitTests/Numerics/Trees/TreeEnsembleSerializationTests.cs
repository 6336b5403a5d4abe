using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Serialization;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class TreeEnsembleSerializationTests
{
    private static TreeEnsemble Trained()
    {
        var features = TreeData.Features(300, 4, 4, missing: 0.05);
        var binning = new BinningOptions { CategoricalColumns = [1] };
        return GradientBooster.Train(TreeData.Rows(features, 4, TreeData.Targets(features, 4, 1), binning), new SquaredLoss(),
            new() { NumberOfTrees = 5, CategoricalL2 = 0 }).Ensemble;
    }

    [TestMethod]
    public void Read_WhatWasWritten_PredictsTheSameBits()
    {
        var ensemble = Trained();
        using var stream = new MemoryStream();
        TreeEnsembleWriter.Write(stream, ensemble);
        stream.Position = 0;
        var read = TreeEnsembleReader.Read(stream);
        Assert.AreEqual(stream.Length, stream.Position);
        var fresh = TreeData.Features(100, 4, 9, missing: 0.05);
        TreeData.AreSameBits(ensemble.PredictBatch(fresh), read.PredictBatch(fresh));
        CollectionAssert.AreEqual(ensemble.FeatureGains(), read.FeatureGains());
        CollectionAssert.AreEqual(ensemble.Trees[2].Leaves, read.Trees[2].Leaves);
    }

    [TestMethod]
    public void Read_AnyByteChanged_IsRefused()
    {
        using var stream = new MemoryStream();
        TreeEnsembleWriter.Write(stream, Trained().Take(1));
        var bytes = stream.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 0x41;
            Assert.ThrowsExactly<InvalidDataException>(() => TreeEnsembleReader.Read(new MemoryStream(changed)), $"byte {i}");
        }
    }

    [TestMethod]
    public void Read_CutShort_IsRefused()
    {
        using var stream = new MemoryStream();
        TreeEnsembleWriter.Write(stream, Trained().Take(1));
        for (var length = 0; length < stream.Length; length += 7)
        {
            var error = Assert.ThrowsExactly<InvalidDataException>(
                () => TreeEnsembleReader.Read(new MemoryStream(stream.ToArray()[..length])));
            Assert.AreEqual("The tree ensemble is cut short: the file ends before its last tree does.", error.Message);
        }
    }

    [TestMethod]
    public void Read_AnotherFile_IsRefused()
    {
        var error = Assert.ThrowsExactly<InvalidDataException>(
            () => TreeEnsembleReader.Read(new MemoryStream(new byte[100])));
        Assert.AreEqual("This is not a tree ensemble: the file does not begin with MPTREES1.", error.Message);
    }

    [TestMethod]
    public void Tree_SplitsThatAreNoTree_AreRefused()
    {
        static TreeSplit Split(int left, int right) =>
            new()
            {
                Feature = 0,
                Threshold = 0,
                MissingLeft = false,
                Gain = 1,
                IsCategorical = false,
                Categories = [],
                Left = left,
                Right = right,
            };
        var three = new TreeLeaf[3];
        StringAssert.StartsWith(Refused([Split(1, ~0), Split(0, ~1)], three), "The splits are no tree: node 0 is reached twice.");
        StringAssert.StartsWith(Refused([Split(1, ~0), Split(~1, ~3)], three), "The splits are no tree: leaf 3 does not exist.");
        StringAssert.StartsWith(
            Refused([Split(~0, ~1), Split(~2, ~1)], three), "The splits are no tree: 2 nodes and leaves are not reached from the root.");
        StringAssert.StartsWith(Refused([Split(~0, ~1)], three), "A tree with 1 splits has 2 leaves, not 3.");

        static string Refused(TreeSplit[] splits, TreeLeaf[] leaves) =>
            Assert.ThrowsExactly<ArgumentException>(() => new Tree([.. splits], [.. leaves])).Message;
    }

    [TestMethod]
    public void Tree_SplitsThatCannotBeFollowed_AreRefused()
    {
        TreeSplit split = new()
        {
            Feature = 0,
            Threshold = 1,
            MissingLeft = false,
            Gain = 1,
            IsCategorical = false,
            Categories = [],
            Left = ~0,
            Right = ~1,
        };
        var category = split with { Threshold = float.NaN, IsCategorical = true };
        _ = new Tree([split with { Threshold = float.PositiveInfinity }], [default, default]);
        _ = new Tree([category with { Categories = [0, 65535] }], [default, default]);
        StringAssert.StartsWith(Refused(split with { Threshold = float.NaN }), "Node 0 of a tree has no threshold: it is NaN.");
        StringAssert.StartsWith(Refused(split with { Categories = [1] }), "Node 0 of a tree divides a quantity, but lists 1 categories.");
        StringAssert.StartsWith(Refused(category with { Categories = [4, 4] }),
            "The categories of node 0 of a tree must ascend from 0 to 65535; 4 comes after 4.");
        StringAssert.StartsWith(Refused(category with { Categories = [-1] }),
            "The categories of node 0 of a tree must ascend from 0 to 65535; -1 is the first.");
        StringAssert.StartsWith(Refused(category with { Categories = [3, 65536] }),
            "The categories of node 0 of a tree must ascend from 0 to 65535; 65536 comes after 3.");

        static string Refused(TreeSplit split) =>
            Assert.ThrowsExactly<ArgumentException>(() => new Tree([split], [default, default])).Message;
    }
}
