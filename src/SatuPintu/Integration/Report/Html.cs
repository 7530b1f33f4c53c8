using System.Globalization;
using System.Net;
using System.Text;

namespace SatuPintu.Integration.Report;

/// <summary>
/// Writes a page in both languages at once: a text is written twice, marked by language, and the style sheet shows one; a
/// number is written once, in the Indonesian way, and the page's script turns its marks around for English.
/// </summary>
internal sealed class Html
{
    private readonly StringBuilder text = new(1 << 16);

    /// <summary>Adds markup as it is.</summary>
    public Html Raw(string markup)
    {
        text.Append(markup).Append('\n');
        return this;
    }

    /// <summary>Adds an element around markup.</summary>
    public Html Tag(string tag, string inner, string attributes = "") =>
        Raw($"<{tag}{(attributes.Length > 0 ? " " + attributes : "")}>{inner}</{tag}>");

    /// <summary>Adds an element around a text of the catalogue.</summary>
    public Html Say(string tag, string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => Tag(tag, Both(key, arguments));

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>A text of the catalogue in both languages; arguments are markup already.</summary>
    public static string Both(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => Both(Catalogue.Find(key), arguments);

    /// <summary>A text in both languages; arguments are markup already.</summary>
    public static string Both(LocalText text, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var id = Catalogue.Fill(Escape(text.Id), arguments);
        var en = Catalogue.Fill(Escape(text.En), arguments);
        return id == en ? id : $"<span class=\"id\" lang=\"id\">{id}</span><span class=\"en\" lang=\"en\">{en}</span>";
    }

    /// <summary>Attributes that label an element in both languages; the Indonesian one holds without a script. Whole numbers are written in each language's way.</summary>
    public static string Label(string key, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var found = Catalogue.Find(key);
        var id = Escape(Catalogue.Fill(found.Id, Written(arguments, Language.Indonesian)));
        var en = Escape(Catalogue.Fill(found.En, Written(arguments, Language.English)));
        return $"aria-label=\"{id}\" data-id=\"{id}\" data-en=\"{en}\"";
    }

    private static (string Name, object? Value)[] Written(ReadOnlySpan<(string Name, object? Value)> arguments, Language language)
    {
        var written = arguments.ToArray();
        for (var i = 0; i < written.Length; i++)
            if (written[i].Value is long or int) written[i].Value = Numbers.Whole(Convert.ToInt64(written[i].Value, CultureInfo.InvariantCulture), language);
        return written;
    }

    /// <summary>Text made safe for a page.</summary>
    public static string Escape(string value) => WebUtility.HtmlEncode(value);

    /// <summary>A whole number.</summary>
    public static string Number(long value) => $"<span class=\"n\">{Numbers.Whole(value, Language.Indonesian)}</span>";

    /// <summary>A share (0 to 1) in per cent; a dash when there is none.</summary>
    public static string Percent(double share, int decimals = 1) => double.IsNaN(share) ? "–" : $"<span class=\"n\">{Numbers.Percent(share, decimals, Language.Indonesian)}</span>";

    /// <summary>A cell of a table with a whole number.</summary>
    public static string Cell(long value) => $"<td class=\"n\">{Numbers.Whole(value, Language.Indonesian)}</td>";

    /// <summary>A cell of a table with a decimal number.</summary>
    public static string Cell(double value, int decimals) => $"<td class=\"n\">{Numbers.Decimal(value, decimals, Language.Indonesian)}</td>";

    /// <summary>A number as a style sheet or a drawing writes it.</summary>
    public static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A date in words: 21 November 2026.</summary>
    public static string Date(DateOnly date) =>
        Both(new LocalText($"{date.Day} {Catalogue.Find($"report.month.{date.Month}").Id} {date.Year}", $"{date.Day} {Catalogue.Find($"report.month.{date.Month}").En} {date.Year}"));

    /// <summary>A name of the register of areas as people write it: "KOTA CILEGON" becomes "Kota Cilegon".</summary>
    public static string AreaName(string name) => Escape(name.Any(char.IsLower) ? name : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant()));
}
