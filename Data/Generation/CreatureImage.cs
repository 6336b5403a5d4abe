namespace MlPipelines.Data.Generation;

/// <summary>
/// Draws one made-up animal before a textured ground, 32x32 colour pixels. Its ears decide its kind: they are pointed and stand up, or are
/// round and hang down. Colours, stripes, size, place, turn, light, ground, clutter and grain are random and say nothing of the kind.
/// </summary>
internal static class CreatureImage
{
    public const int Size = 32;

    /// <summary>Number of bytes of one picture.</summary>
    public const int Length = 3 * Size * Size;

    [ThreadStatic]
    private static Canvas? _canvas;

    /// <summary>Draws a picture; the same stream gives the same pixels.</summary>
    /// <param name="hanging">Whether the ears hang.</param>
    /// <param name="random">The row's stream.</param>
    /// <param name="pixels">The picture, [3, 32, 32], overwritten.</param>
    public static void Draw(bool hanging, ref RandomStream random, Span<byte> pixels)
    {
        var canvas = _canvas ??= new Canvas(Size);
        DrawGround(canvas, ref random);
        var clutter = random.Below(5);
        for (var i = 0; i < clutter; i++)
            canvas.Fill(Clutter(ref random), Coat(ref random));
        DrawAnimal(canvas, hanging, ref random);

        // Light from one side, then grain.
        var direction = random.Uniform(0, 2 * Math.PI);
        double strength = random.Uniform(0, 0.45), level = random.Uniform(0.7, 1.15), grain = random.Uniform(2, 10);
        double lightX = strength * Math.Cos(direction) / Size, lightY = strength * Math.Sin(direction) / Size;
        for (var i = 0; i < Length; i++)
        {
            int y = i / Size % Size, x = i % Size;
            var light = level * (1 + lightX * (x - Size / 2) + lightY * (y - Size / 2));
            var value = 255 * light * canvas.Mean(i / (Size * Size), y, x) + grain * random.Normal();
            pixels[i] = (byte)Math.Clamp(value + 0.5, 0, 255);
        }
    }

    /// <summary>Two colours, mixed by three waves.</summary>
    private static void DrawGround(Canvas canvas, ref RandomStream random)
    {
        Paint first = Coat(ref random), second = Coat(ref random);
        Span<double> waves = stackalloc double[9];
        for (var i = 0; i < waves.Length; i += 3)
        {
            var pitch = random.Uniform(0.1, 1.4);
            var direction = random.Uniform(0, 2 * Math.PI);
            waves[i] = pitch * Math.Cos(direction);
            waves[i + 1] = pitch * Math.Sin(direction);
            waves[i + 2] = random.Uniform(0, 2 * Math.PI);
        }

        var kept = waves.ToArray();
        canvas.Cover((y, x) =>
        {
            var mix = 0.5;
            for (var i = 0; i < kept.Length; i += 3)
                mix += Math.Sin(kept[i] * x + kept[i + 1] * y + kept[i + 2]) / 6;
            return (first.Red + mix * (second.Red - first.Red), first.Green + mix * (second.Green - first.Green),
                first.Blue + mix * (second.Blue - first.Blue));
        });
    }

    private static Form Clutter(ref RandomStream random)
    {
        var turn = random.Uniform(0, 2 * Math.PI);
        double wide = random.Uniform(1, 5), high = random.Uniform(2, 7);
        return new Form(
            random.Below(2) == 0, random.Uniform(0, Size), random.Uniform(0, Size), wide * Math.Cos(turn), wide * Math.Sin(turn),
            -high * Math.Sin(turn), high * Math.Cos(turn));
    }

    private static Paint Coat(ref RandomStream random)
    {
        var bright = random.Uniform(0.15, 0.9);
        var pitch = random.Uniform(0.8, 2.2);
        var direction = random.Uniform(0, 2 * Math.PI);
        return new Paint(
            Shade(ref random), Shade(ref random), Shade(ref random), random.Uniform(0, 0.3), pitch * Math.Cos(direction),
            pitch * Math.Sin(direction), random.Uniform(0, 2 * Math.PI));

        double Shade(ref RandomStream stream) => Math.Clamp(bright + stream.Uniform(-0.25, 0.25), 0, 1);
    }

    private static void DrawAnimal(Canvas canvas, bool hanging, ref RandomStream random)
    {
        var coat = Coat(ref random);
        var ears = coat.Scaled(random.Uniform(0.65, 1.25));
        var head = new Frame(
            random.Uniform(10, 22), random.Uniform(11, 19), random.Uniform(4.2, 7.5), 0.3 * random.Normal(), random.Below(2) == 0);

        // The body is behind the head and lies to one side.
        var body = coat.Scaled(random.Uniform(0.85, 1.1));
        double back = random.Uniform(0.2, 1.6), low = random.Uniform(0.9, 1.6), tail = random.Uniform(-0.8, 0.8);
        canvas.Fill(head.Ellipse(2 * back + 0.8, low + tail, random.Uniform(0.7, 1.1), 0.16, -0.6), body);
        canvas.Fill(head.Ellipse(back, low, random.Uniform(1.1, 1.7), random.Uniform(0.75, 1.1), 0.2), body);
        for (var leg = -1; leg <= 1; leg += 2)
            canvas.Fill(head.Ellipse(back + 0.7 * leg, low + 0.9, 0.22, 0.7, 0), body);

        canvas.Fill(head.Ellipse(0, 0, random.Uniform(0.9, 1.1), random.Uniform(0.85, 1.1), 0), coat);
        var spread = random.Uniform(0.5, 0.75);
        for (var side = -1; side <= 1; side += 2)
            canvas.Fill(hanging ? HangingEar(head, side, ref random) : PointedEar(head, side, spread, ref random), ears);

        // Eyes, muzzle and nose; the muzzle may be turned to the side.
        var aside = random.Uniform(-0.25, 0.25);
        canvas.Fill(head.Ellipse(aside, 0.45, random.Uniform(0.35, 0.55), random.Uniform(0.28, 0.42), 0), coat.Scaled(1.2));
        var eye = random.Below(3) == 0 ? new Paint(0.85, 0.8, 0.3) : new Paint(0.06, 0.05, 0.05);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            canvas.Fill(head.Ellipse(aside + 0.4 * side, -0.12, 0.15, 0.17, 0), eye);
        canvas.Fill(head.Ellipse(aside, 0.38, 0.16, 0.12, 0), new Paint(0.12, 0.08, 0.1));
    }

    private static Form PointedEar(in Frame head, int side, double spread, ref RandomStream random) => head.Triangle(
        side * spread, -0.55, random.Uniform(0.28, 0.42), random.Uniform(0.7, 1.05), side * random.Uniform(0.1, 0.4));

    private static Form HangingEar(in Frame head, int side, ref RandomStream random) => head.Ellipse(
        side * random.Uniform(0.8, 1), random.Uniform(-0.35, 0.1), random.Uniform(0.24, 0.36), random.Uniform(0.5, 0.75),
        -side * random.Uniform(0, 0.5));

    /// <summary>Coordinates of a head: its middle is (0, 0), its radius 1, y goes down; it is scaled, turned, perhaps mirrored.</summary>
    private readonly record struct Frame(double X, double Y, double Scale, double Turn, bool Mirrored)
    {
        /// <summary>An ellipse with a turn of its own, in radians.</summary>
        public Form Ellipse(double x, double y, double radiusX, double radiusY, double turn) =>
            Place(false, x, y, radiusX, radiusY, turn);

        /// <summary>A triangle that stands on (x, y) and points up, tilted to the right by <paramref name="turn"/>.</summary>
        public Form Triangle(double x, double y, double halfWidth, double height, double turn) =>
            Place(true, x, y, halfWidth, -height, turn);

        private Form Place(bool triangle, double x, double y, double wide, double high, double turn)
        {
            double cos = Math.Cos(turn), sin = Math.Sin(turn);
            var (ux, uy) = Map(wide * cos, wide * sin);
            var (vx, vy) = Map(-high * sin, high * cos);
            var (px, py) = Map(x, y);
            return new Form(triangle, X + px, Y + py, ux, uy, vx, vy);
        }

        private (double X, double Y) Map(double x, double y)
        {
            var mirrored = Mirrored ? -x : x;
            double cos = Scale * Math.Cos(Turn), sin = Scale * Math.Sin(Turn);
            return (cos * mirrored - sin * y, sin * mirrored + cos * y);
        }
    }
}
