using System.Text;
using SatuPintu.Integration.Report;

namespace SatuPintu.Linking.Report;

/// <summary>A chart drawn as SVG on two axes. It is as wide as a phone in its own units; the style sheet sets the size of its letters by the width of the screen.</summary>
internal sealed class Plot
{
    private const double Width = 360, Left = 36, Top = 28, Bottom = 34;

    private readonly StringBuilder drawing = new();
    private readonly double height, right, fromX, toX, fromY, toY;

    /// <summary>Makes a chart for values within two ranges.</summary>
    public Plot((double From, double To) x, (double From, double To) y, double height = 220, double right = 12)
    {
        (fromX, toX) = x;
        (fromY, toY) = y;
        this.height = height;
        this.right = right;
    }

    /// <summary>Where a value lies from left to right.</summary>
    public double X(double value) => Left + ((Math.Clamp(value, fromX, toX) - fromX) / (toX - fromX) * (Width - Left - right));

    /// <summary>Where a value lies from the top down.</summary>
    public double Y(double value) => height - Bottom - ((Math.Clamp(value, fromY, toY) - fromY) / (toY - fromY) * (height - Top - Bottom));

    /// <summary>The axis on the left: a line across for each mark, and what it measures.</summary>
    public void AxisY(LocalText name, IEnumerable<(double Value, string Label)> marks)
    {
        foreach (var (value, label) in marks)
        {
            Line(Left, Y(value), Width - right, Y(value), "grid");
            Number(Left - 6, Y(value) + 3, "end", label);
        }
        Text(2, 8, "start", name, "axis-name");
    }

    /// <summary>The axis below: a mark for each value, and what it measures.</summary>
    public void AxisX(LocalText name, IEnumerable<(double Value, string Label)> marks)
    {
        Line(Left, height - Bottom, Width - right, height - Bottom, "axis-line");
        foreach (var (value, label) in marks)
        {
            Line(X(value), height - Bottom, X(value), height - Bottom + 3, "axis-line");
            Number(X(value), height - Bottom + 13, "middle", label);
        }
        Text(Left + ((Width - Left - right) / 2), height - 5, "middle", name, "axis-name");
    }

    /// <summary>A bar from the axis below up to a value.</summary>
    public void Bar(double from, double to, double value, string kind) =>
        drawing.Append($"<rect class=\"{kind}\" x=\"{At(X(from))}\" y=\"{At(Y(value))}\" width=\"{At(Math.Max(0, X(to) - X(from)))}\" height=\"{At(height - Bottom - Y(value))}\"/>");

    /// <summary>A line down the whole chart with a name at its top.</summary>
    public void Threshold(double x, LocalText name, string anchor)
    {
        Line(X(x), Top - 12, X(x), height - Bottom, "threshold");
        Text(X(x) + (anchor == "end" ? -3 : 3), Top - 6, anchor, name, "");
    }

    /// <summary>A line through points, each marked.</summary>
    public void Curve(IReadOnlyList<(double X, double Y)> points, string kind, bool square)
    {
        drawing.Append($"<polyline class=\"curve {kind}\" points=\"{string.Join(' ', points.Select(p => $"{At(X(p.X))},{At(Y(p.Y))}"))}\"/>");
        foreach (var (x, y) in points) Point(x, y, kind, square);
    }

    /// <summary>A point.</summary>
    public void Point(double x, double y, string kind, bool square = false) => drawing.Append(square
        ? $"<rect class=\"{kind}\" x=\"{At(X(x) - 2.5)}\" y=\"{At(Y(y) - 2.5)}\" width=\"5\" height=\"5\"/>"
        : $"<circle class=\"{kind}\" cx=\"{At(X(x))}\" cy=\"{At(Y(y))}\" r=\"3\"/>");

    /// <summary>A line between two values.</summary>
    public void Segment((double X, double Y) from, (double X, double Y) to, string kind) => Line(X(from.X), Y(from.Y), X(to.X), Y(to.Y), kind);

    /// <summary>A text in both languages.</summary>
    public void Text(double x, double y, string anchor, LocalText text, string kind)
    {
        if (text.Id == text.En) Write(x, y, anchor, text.Id, kind, "");
        else
        {
            Write(x, y, anchor, text.Id, $"id {kind}", " lang=\"id\"");
            Write(x, y, anchor, text.En, $"en {kind}", " lang=\"en\"");
        }
    }

    /// <summary>Names of lines at their right ends, moved apart where they would meet.</summary>
    public void NameEnds(params ReadOnlySpan<(double X, double Y, LocalText Name)> ends)
    {
        const double Apart = 12;
        var last = double.NegativeInfinity;
        foreach (var (x, y, name) in ends.ToArray().OrderBy(e => Y(e.Y)))
        {
            last = Math.Max(Y(y), last + Apart);
            Text(X(x) + 6, last + 3, "start", name, "");
        }
    }

    /// <summary>The chart with what it shows in words (an attribute made by <see cref="Html.Label"/>).</summary>
    public string Svg(string label) => $"<svg class=\"plot\" viewBox=\"0 0 {At(Width)} {At(height)}\" role=\"img\" {label}>{drawing}</svg>";

    private static string At(double value) => Html.Plain(value);

    private void Number(double x, double y, string anchor, string text) => Write(x, y, anchor, text, "n", "");

    private void Line(double x1, double y1, double x2, double y2, string kind) =>
        drawing.Append($"<line class=\"{kind}\" x1=\"{At(x1)}\" y1=\"{At(y1)}\" x2=\"{At(x2)}\" y2=\"{At(y2)}\"/>");

    private void Write(double x, double y, string anchor, string text, string kind, string attributes) =>
        drawing.Append($"<text class=\"{kind}\" x=\"{At(x)}\" y=\"{At(y)}\" text-anchor=\"{anchor}\"{attributes}>{Html.Escape(text)}</text>");
}
