namespace MlPipelines.Numerics.Kernels;

/// <summary>How often a window that moves over a padded row or column fits.</summary>
internal static class WindowPlaces
{
    /// <summary>⌊(size + 2 · padding − window) / stride⌋ + 1, and 0 where the window does not fit.</summary>
    public static int Count(int size, int window, int stride, int padding) =>
        size + 2 * padding < window ? 0 : (size + 2 * padding - window) / stride + 1;

    /// <exception cref="ArgumentException">The window is larger than the padded input.</exception>
    public static void Check(string who, string input, int height, int width, int windowHeight, int windowWidth, int paddingY, int paddingX)
    {
        if (windowHeight <= height + 2 * paddingY && windowWidth <= width + 2 * paddingX)
            return;
        var padded = paddingY > 0 || paddingX > 0 ? $", padded to {height + 2 * paddingY} × {width + 2 * paddingX}" : "";
        throw new ArgumentException($"A {who} with a window of {windowHeight} × {windowWidth} leaves no pixel of an input of "
            + $"{input}{padded}; use a smaller window, more padding or fewer layers before it.");
    }
}
