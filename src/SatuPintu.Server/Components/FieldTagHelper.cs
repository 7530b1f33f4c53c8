using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SatuPintu.Server.Components;

/// <summary>One field of a form: its label, hint and error, tied to it for those who do not see the page.</summary>
[HtmlTargetElement("sp-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper : TagHelper
{
    /// <summary>The property it fills.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>What is asked for.</summary>
    public required string Label { get; set; }

    /// <summary>How to answer, if that needs saying.</summary>
    public string? Hint { get; set; }

    /// <summary>The kind of input; <c>textarea</c> for a text of several lines.</summary>
    public string Type { get; set; } = "text";

    /// <summary>What there is to choose from, by value; with it the field is a list.</summary>
    public IReadOnlyDictionary<string, string>? Choices { get; set; }

    /// <summary>What a browser may fill in.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Whether it must be filled in.</summary>
    public bool Required { get; set; }

    /// <summary>The page.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext Page { get; set; } = null!;

    /// <summary>The id of a property's input, to which the error summary leads.</summary>
    public static string IdOf(string name) => "f-" + TagBuilder.CreateSanitizedId(name, "-");

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = IdOf(For.Name);
        Page.ModelState.TryGetValue(For.Name, out var state);
        var error = state?.Errors.FirstOrDefault()?.ErrorMessage;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "field" : "field wrong");
        var label = Element("label", null, Label);
        label.Attributes["for"] = id;
        output.Content.AppendHtml(label);
        if (Hint is not null) output.Content.AppendHtml(Element("p", $"{id}-petunjuk", Hint, "hint"));
        if (error is not null) output.Content.AppendHtml(Element("p", $"{id}-galat", error, "error"));

        // What was typed stays, but a password is never sent back.
        var value = Type == "password" ? null : state?.AttemptedValue ?? For.Model?.ToString();
        var input = Choices is not null ? Select(Choices, value) : Type == "textarea" ? Area(value) : Input(value);
        input.Attributes["id"] = id;
        input.Attributes["name"] = For.Name;
        if (Autocomplete is not null) input.Attributes["autocomplete"] = Autocomplete;
        if (Autocomplete is "username") { input.Attributes["autocapitalize"] = "none"; input.Attributes["spellcheck"] = "false"; }
        if (Required) input.Attributes["required"] = "required";
        if (error is not null) input.Attributes["aria-invalid"] = "true";
        var described = string.Join(' ', new[] { Hint is null ? null : $"{id}-petunjuk", error is null ? null : $"{id}-galat" }.OfType<string>());
        if (described.Length > 0) input.Attributes["aria-describedby"] = described;
        output.Content.AppendHtml(input);
    }

    private TagBuilder Input(string? value)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = Type;
        if (value is not null && Type != "file") input.Attributes["value"] = value;
        return input;
    }

    private static TagBuilder Area(string? value)
    {
        var area = new TagBuilder("textarea");
        area.Attributes["rows"] = "10";
        area.Attributes["spellcheck"] = "false";
        // The first line break after the tag is not part of the text.
        area.InnerHtml.AppendHtml("\n").Append(value ?? "");
        return area;
    }

    private static TagBuilder Select(IReadOnlyDictionary<string, string> choices, string? value)
    {
        var select = new TagBuilder("select");
        foreach (var (key, text) in choices)
        {
            var option = new TagBuilder("option");
            option.Attributes["value"] = key;
            if (key == value) option.Attributes["selected"] = "selected";
            option.InnerHtml.Append(text);
            select.InnerHtml.AppendHtml(option);
        }
        return select;
    }

    private static TagBuilder Element(string name, string? id, string text, string? cssClass = null)
    {
        var element = new TagBuilder(name);
        if (id is not null) element.Attributes["id"] = id;
        if (cssClass is not null) element.AddCssClass(cssClass);
        element.InnerHtml.Append(text);
        return element;
    }
}
