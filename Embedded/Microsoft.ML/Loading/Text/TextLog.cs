using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Counts and reports bad values and wrong formats of one reading; the first of each are named.</summary>
internal sealed class TextLog(IHost host) : IDisposable
{
    private const int MaxShown = 10;

    private readonly IChannel _channel = host.Start("ParseStats");
    private long _badValues;
    private long _badFormats;

    /// <summary>The file that is read.</summary>
    public string? Path { get; set; }

    /// <summary>The line that is read.</summary>
    public long Line { get; set; }

    /// <summary>The number of rows read.</summary>
    public long Rows { get; set; }

    /// <summary>A value was not understood and is missing.</summary>
    public void Value(string column, int slot)
    {
        if (++_badValues > MaxShown)
            return;
        var place = slot < 0 ? "" : $" at slot {slot}";
        _channel.Info(MessageSensitivity.Schema, $"  Bad value at line {Line} in column {column}{place}");
        if (_badValues == MaxShown)
            _channel.Info(MessageSensitivity.None, "  Suppressing further bad value messages");
    }

    /// <summary>The fields of a line were not understood.</summary>
    public void Format(int start, int end, string message)
    {
        if (++_badFormats > MaxShown)
            return;
        _channel.Warning(MessageSensitivity.None, $"Format error at {Path}({Line},{start + 1})-({Line},{end + 1}): {message}");
        if (_badFormats == MaxShown)
            _channel.Warning(MessageSensitivity.None, "Suppressing further format error messages");
    }

    public void Dispose()
    {
        if (_badValues > 0 || _badFormats > 0)
            _channel.Info(MessageSensitivity.None, $"Processed {Rows} rows with {_badValues} bad values and {_badFormats} format errors");
        _channel.Dispose();
    }
}
