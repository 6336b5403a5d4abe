namespace MlPipelines.Numerics.Onnx;

/// <summary>Collects the nodes of trees for the operator <c>TreeEnsembleRegressor</c>.</summary>
public sealed class OnnxTrees
{
    private readonly List<long> _trees = [];
    private readonly List<long> _ids = [];
    private readonly List<long> _features = [];
    private readonly List<string> _modes = [];
    private readonly List<float> _values = [];
    private readonly List<long> _true = [];
    private readonly List<long> _false = [];
    private readonly List<long> _missing = [];
    private readonly List<long> _leafTrees = [];
    private readonly List<long> _leafIds = [];
    private readonly List<long> _leafTargets = [];
    private readonly List<float> _leafValues = [];

    /// <summary>Adds a node that compares; gives its place, for <see cref="SetSide"/>.</summary>
    /// <param name="tree">The tree's number.</param>
    /// <param name="id">The node's number in its tree; 0 for the root.</param>
    /// <param name="feature">The column that is compared.</param>
    /// <param name="mode"><c>BRANCH_LEQ</c>: at most the value; <c>BRANCH_EQ</c>: equal to it.</param>
    /// <param name="value">What is compared with.</param>
    /// <param name="missingIsTrue">Whether NaN counts as if the comparison held.</param>
    public int AddSplit(long tree, long id, long feature, string mode, float value, bool missingIsTrue)
    {
        _trees.Add(tree);
        _ids.Add(id);
        _features.Add(feature);
        _modes.Add(mode);
        _values.Add(value);
        _true.Add(0);
        _false.Add(0);
        _missing.Add(missingIsTrue ? 1 : 0);
        return _ids.Count - 1;
    }

    /// <summary>Sets the node that follows where the comparison of another holds, or where it does not.</summary>
    /// <param name="place">What <see cref="AddSplit"/> gave for the other.</param>
    /// <param name="whenTrue">Whether it follows where the comparison holds.</param>
    /// <param name="id">The node's number in its tree.</param>
    public void SetSide(int place, bool whenTrue, long id) => (whenTrue ? _true : _false)[place] = id;

    /// <summary>Adds a leaf, which adds its value to a target.</summary>
    public void AddLeaf(long tree, long id, long target, float value)
    {
        AddSplit(tree, id, 0, "LEAF", 0, missingIsTrue: false);
        _leafTrees.Add(tree);
        _leafIds.Add(id);
        _leafTargets.Add(target);
        _leafValues.Add(value);
    }

    /// <summary>
    /// Adds a tree that counts the thresholds below a column's value, a search by halves; its target and its number are the column's. NaN
    /// is above none.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="thresholds">Ascending; equal ones count each.</param>
    public void AddSearch(int column, float[] thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        // A threshold of several equal ones is compared with once; above it are as many as end with the last of them.
        int[] ends = [.. Enumerable.Range(1, thresholds.Length)
            .Where(end => end == thresholds.Length || thresholds[end] != thresholds[end - 1])];
        var next = 0L;
        AddPart(0, ends.Length);

        long AddPart(int first, int end)
        {
            var id = next++;
            if (first == end)
            {
                AddLeaf(column, id, column, first == 0 ? 0 : ends[first - 1]);
                return id;
            }

            var middle = (first + end) / 2;
            var place = AddSplit(column, id, column, "BRANCH_LEQ", thresholds[ends[middle] - 1], missingIsTrue: true);
            SetSide(place, whenTrue: true, AddPart(first, middle));
            SetSide(place, whenTrue: false, AddPart(middle + 1, end));
            return id;
        }
    }

    /// <summary>The settings of the operator.</summary>
    /// <param name="targets">Number of targets.</param>
    public IReadOnlyList<OnnxSetting> ToSettings(int targets) =>
    [
        OnnxSetting.Of("n_targets", targets), OnnxSetting.Of("aggregate_function", "SUM"),
        OnnxSetting.Of("post_transform", "NONE"),
        OnnxSetting.Of("nodes_treeids", [.. _trees]), OnnxSetting.Of("nodes_nodeids", [.. _ids]),
        OnnxSetting.Of("nodes_featureids", [.. _features]), OnnxSetting.Of("nodes_modes", [.. _modes]),
        OnnxSetting.Of("nodes_values", [.. _values]), OnnxSetting.Of("nodes_truenodeids", [.. _true]),
        OnnxSetting.Of("nodes_falsenodeids", [.. _false]),
        OnnxSetting.Of("nodes_missing_value_tracks_true", [.. _missing]),
        OnnxSetting.Of("target_treeids", [.. _leafTrees]), OnnxSetting.Of("target_nodeids", [.. _leafIds]),
        OnnxSetting.Of("target_ids", [.. _leafTargets]), OnnxSetting.Of("target_weights", [.. _leafValues]),
    ];
}
