using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SatuPintu.Server.Components;

/// <summary>The state of a thing in one or two words.</summary>
[HtmlTargetElement("sp-status")]
public sealed class StatusTagHelper : TagHelper
{
    /// <summary>What the state means.</summary>
    public Tone Kind { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", "status " + Kind.ToString().ToLower(CultureInfo.InvariantCulture));
    }
}

/// <summary>A box with something the reader should know.</summary>
[HtmlTargetElement("sp-notice")]
public sealed class NoticeTagHelper : TagHelper
{
    /// <summary>What it means.</summary>
    public Tone Kind { get; set; }

    /// <summary>What it says first.</summary>
    public required string Title { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "notice " + Kind.ToString().ToLower(CultureInfo.InvariantCulture));
        if (Kind is Tone.Bad or Tone.Warning) output.Attributes.SetAttribute("role", "alert");
        var title = new TagBuilder("p");
        title.AddCssClass("head");
        title.InnerHtml.Append(Title);
        output.PreContent.AppendHtml(title).AppendHtml("<div>");
        output.PostContent.AppendHtml("</div>");
    }
}
