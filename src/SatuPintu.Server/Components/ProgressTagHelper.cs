using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SatuPintu.Server.Components;

/// <summary>How far a job is. The page asks again by itself through the header <c>Refresh</c>, and the reader can stop that.</summary>
[HtmlTargetElement("sp-progress", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProgressTagHelper(PageTexts texts) : TagHelper
{
    /// <summary>The value in an address that stops the asking.</summary>
    public const string Parameter = "segarkan";

    /// <summary>What is being done.</summary>
    public required string Label { get; set; }

    /// <summary>How much is done.</summary>
    public long Done { get; set; }

    /// <summary>How much there is to do; 0 while that is unknown.</summary>
    public long Total { get; set; }

    /// <summary>Seconds until the page asks again; 0 for never.</summary>
    public int Seconds { get; set; }

    /// <summary>The page.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext Page { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var isStopped = Page.HttpContext.Request.Query[Parameter] == "tidak";
        var asksAgain = Seconds > 0 && !(Total > 0 && Done >= Total);
        if (asksAgain && !isStopped) Page.HttpContext.Response.Headers["Refresh"] = Seconds.ToString(CultureInfo.InvariantCulture);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "progress");
        var id = $"kemajuan-{Page.HttpContext.Items[typeof(ProgressTagHelper)] = 1 + (Page.HttpContext.Items[typeof(ProgressTagHelper)] as int? ?? 0)}";
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Label);
        var bar = new TagBuilder("progress");
        bar.Attributes["id"] = id;
        if (Total > 0)
        {
            bar.Attributes["max"] = Total.ToString(CultureInfo.InvariantCulture);
            bar.Attributes["value"] = Math.Min(Done, Total).ToString(CultureInfo.InvariantCulture);
        }
        var words = new TagBuilder("span");
        words.InnerHtml.Append(Total > 0
            ? texts.Say("server.progress.of", ("done", Numbers.Whole(Done, texts.Language)), ("total", Numbers.Whole(Total, texts.Language)))
            : Numbers.Whole(Done, texts.Language));
        output.Content.AppendHtml(label).AppendHtml(bar).AppendHtml(words);
        if (asksAgain) output.Content.AppendHtml(Switch(isStopped));
    }

    private TagBuilder Switch(bool isStopped)
    {
        var line = new TagBuilder("p");
        var link = new TagBuilder("a");
        link.Attributes["href"] = Page.HttpContext.Request.Path + (isStopped ? "" : $"?{Parameter}=tidak");
        link.InnerHtml.Append(isStopped ? texts["server.progress.again"] : texts.Say("server.progress.stop", ("seconds", Seconds)));
        line.InnerHtml.AppendHtml(link);
        return line;
    }
}
