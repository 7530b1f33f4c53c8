using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SatuPintu.Server.Components;

/// <summary>The way through the pages of a long list; keeps whatever else the address asks for.</summary>
[HtmlTargetElement("sp-pages", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagesTagHelper(PageTexts texts) : TagHelper
{
    /// <summary>The name of the page's number in an address.</summary>
    public const string Parameter = "halaman";

    /// <summary>The page shown, from 1.</summary>
    public int Number { get; set; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Of { get; set; } = 1;

    /// <summary>The page.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext Page { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of <= 1)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pages");
        output.Attributes.SetAttribute("aria-label", texts["server.pages"]);
        var list = new TagBuilder("ul");
        if (Number > 1) list.InnerHtml.AppendHtml(Item(Number - 1, texts["server.pages.before"], "prev"));
        foreach (var number in Shown()) list.InnerHtml.AppendHtml(number == 0 ? Gap() : Item(number, Numbers.Whole(number, texts.Language), null));
        if (Number < Of) list.InnerHtml.AppendHtml(Item(Number + 1, texts["server.pages.after"], "next"));
        output.Content.AppendHtml(list);
    }

    // The ends, the page itself and those beside it; 0 stands for those left out.
    private IEnumerable<int> Shown()
    {
        var before = 0;
        foreach (var number in new[] { 1, Number - 1, Number, Number + 1, Of }.Where(n => n >= 1 && n <= Of).Distinct())
        {
            if (number > before + 1) yield return 0;
            yield return before = number;
        }
    }

    private TagBuilder Item(int number, string text, string? rel)
    {
        var item = new TagBuilder("li");
        var link = new TagBuilder("a");
        link.Attributes["href"] = Address(number);
        if (rel is not null) link.Attributes["rel"] = rel;
        else link.Attributes["aria-label"] = texts.Say("server.pages.one", ("number", text));
        if (rel is null && number == Number) link.Attributes["aria-current"] = "page";
        link.InnerHtml.Append(text);
        item.InnerHtml.AppendHtml(link);
        return item;
    }

    private static TagBuilder Gap()
    {
        var item = new TagBuilder("li");
        item.InnerHtml.Append("…");
        return item;
    }

    private string Address(int number)
    {
        var query = new QueryBuilder(Page.HttpContext.Request.Query.Where(q => q.Key != Parameter)) { { Parameter, number.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        return Page.HttpContext.Request.Path + query.ToString();
    }
}
