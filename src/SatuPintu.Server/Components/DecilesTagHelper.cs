using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SatuPintu.People.Looking;

namespace SatuPintu.Server.Components;

/// <summary>Draws deciles over time, a line for each ranking. What it shows stands in a table beside it for those who do not see it.</summary>
[HtmlTargetElement("sp-deciles", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DecilesTagHelper : TagHelper
{
    private const int Width = 640, Height = 230, Left = 34, Right = 120, Top = 10, Bottom = 26, Lines = 4, ShortestDays = 60;

    /// <summary>The deciles.</summary>
    public required IReadOnlyList<PersonDecile> Deciles { get; set; }

    /// <summary>What the picture shows.</summary>
    public required string Label { get; set; }

    /// <summary>The day up to which it is drawn.</summary>
    public DateOnly Until { get; set; } = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Deciles.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        var end = Deciles.Select(d => d.To ?? d.From).Append(Until).Max().DayNumber;
        var begin = Math.Min(Deciles.Min(d => d.From).DayNumber, end - ShortestDays);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "chart");
        output.Attributes.SetAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}"));
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        var svg = new StringBuilder();
        for (var decile = 1; decile <= 10; decile++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Y(decile)}H{Width - Right}\"/>");
            if (decile is 1 or 5 or 10) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(decile) + 4}\" text-anchor=\"end\">{decile}</text>");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 6}\">{DateOnly.FromDayNumber(begin):yyyy-MM}</text><text x=\"{Width - Right}\" y=\"{Height - 6}\" text-anchor=\"end\">{DateOnly.FromDayNumber(end):yyyy-MM}</text>");
        var taken = new List<int>();
        foreach (var (number, ranking) in Deciles.GroupBy(d => d.Ranking).Index())
        {
            var path = new StringBuilder();
            var before = (int?)null;
            foreach (var time in ranking.OrderBy(d => d.From))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(before == time.From.DayNumber ? 'L' : 'M')}{X(time.From.DayNumber)} {Y(time.Decile)}H{X(time.To?.DayNumber ?? end)}");
                before = time.To?.DayNumber;
            }
            var last = ranking.MaxBy(d => d.From)!;
            var at = Y(last.Decile);
            while (taken.Exists(t => Math.Abs(t - at) < 14)) at += at > Height / 2 ? -14 : 14;
            taken.Add(at);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line l{number % Lines}\" d=\"{path}\"/><text x=\"{Width - Right + 8}\" y=\"{at + 4}\">");
            svg.Append(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(ranking.Key)).Append(CultureInfo.InvariantCulture, $" {last.Decile}</text>");
        }
        output.Content.SetHtmlContent(svg.ToString());

        int X(int day) => Left + (int)Math.Round((double)(day - begin) / (end - begin) * (Width - Left - Right));

        static int Y(int decile) => Top + (int)Math.Round((10 - decile) / 9.0 * (Height - Top - Bottom));
    }
}
