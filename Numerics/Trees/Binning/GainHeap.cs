namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Items by what they gain, the largest first: a binary heap. Of items that gain alike its order is that of FastTree's: an item passes
/// others only if it gains more, and where one is removed, the last takes its place and sinks.
/// </summary>
/// <param name="items">Items are numbers from 0 to below this.</param>
internal sealed class GainHeap(int items)
{
    private readonly List<(long Gain, int Item)> _nodes = [];
    private readonly int[] _places = Enumerable.Repeat(-1, items).ToArray();

    public int Count => _nodes.Count;

    public bool Contains(int item) => _places[item] >= 0;

    public void Add(int item, long gain)
    {
        var node = (Gain: gain, item);
        int place = _nodes.Count;
        _nodes.Add(node);
        for (int parent; place > 0 && _nodes[parent = (place - 1) / 2].Gain < gain; place = parent) Put(_nodes[parent], place);
        Put(node, place);
    }

    public int Pop()
    {
        int item = _nodes[0].Item;
        Remove(item);
        return item;
    }

    public void Remove(int item)
    {
        int place = _places[item];
        var last = _nodes[^1];
        _nodes.RemoveAt(_nodes.Count - 1);
        _places[item] = -1;
        if (place < _nodes.Count) Sink(last, place);
    }

    private void Sink((long Gain, int Item) node, int place)
    {
        for (int child; (child = 2 * place + 1) < _nodes.Count; place = child)
        {
            if (child + 1 < _nodes.Count && _nodes[child].Gain < _nodes[child + 1].Gain) child++;
            if (node.Gain >= _nodes[child].Gain) break;
            Put(_nodes[child], place);
        }
        Put(node, place);
    }

    private void Put((long Gain, int Item) node, int place)
    {
        _nodes[place] = node;
        _places[node.Item] = place;
    }
}
