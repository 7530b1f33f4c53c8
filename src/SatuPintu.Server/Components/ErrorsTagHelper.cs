using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SatuPintu.Server.Components;

/// <summary>All errors of a form at the top of the page, each leading to its field; it takes the focus when the page opens.</summary>
[HtmlTargetElement("sp-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorsTagHelper(PageTexts texts) : TagHelper
{
    /// <summary>The page.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext Page { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Page.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice bad");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("aria-labelledby", "galat-judul");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute(new TagHelperAttribute("autofocus"));
        var title = new TagBuilder("h2");
        title.Attributes["id"] = "galat-judul";
        title.InnerHtml.Append(texts["server.errors.title"]);
        var list = new TagBuilder("ul");
        foreach (var (name, entry) in Page.ModelState)
        {
            foreach (var error in entry.Errors)
            {
                var item = new TagBuilder("li");
                var link = new TagBuilder(name.Length == 0 ? "span" : "a");
                if (name.Length > 0) link.Attributes["href"] = "#" + FieldTagHelper.IdOf(name);
                link.InnerHtml.Append(error.ErrorMessage);
                item.InnerHtml.AppendHtml(link);
                list.InnerHtml.AppendHtml(item);
            }
        }
        output.Content.AppendHtml(title).AppendHtml(list);
    }
}
