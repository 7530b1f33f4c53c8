using System.Text.RegularExpressions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Checks;

public sealed partial class CheckRulesTests
{
    private static readonly CheckRules Rules = CheckRules.Load();

    [Fact]
    public void Every_rule_says_in_both_languages_what_is_wrong_and_what_to_do()
    {
        Rules.All.Count.ShouldBeGreaterThan(80);
        foreach (var rule in Rules.All)
        {
            Names(rule.Text.Id).ShouldBe(Names(rule.Text.En), rule.Id);
            foreach (var text in new[] { rule.Text.Id, rule.Text.En })
            {
                text.ShouldEndWith(".", Case.Sensitive, rule.Id);
                // A message that began with a value could be a formula.
                char.IsLetter(text[0]).ShouldBeTrue(rule.Id);
                Names(text).ShouldBeSubsetOf(["{value}", "{field}", "{detail}"], rule.Id);
            }
            if (rule.Severity >= Severity.Warning) rule.Text.Id.TrimEnd('.').IndexOfAny(['.', ';', ',']).ShouldBeGreaterThan(0, rule.Id + " should also say what to do");
        }
    }

    [Fact]
    public void Every_rule_is_about_elements_of_the_standard()
    {
        var known = typeof(Elements).GetFields().Select(f => (string)f.GetValue(null)!).ToHashSet();
        foreach (var element in Rules.All.SelectMany(r => r.Elements).Concat(Rules.Required).Concat(Rules.Ranges.Select(r => r.Element)))
            (element is "*" or "" || known.Contains(element)).ShouldBeTrue(element);
    }

    [Fact]
    public void Relations_and_marital_statuses_are_those_of_the_code_lists()
    {
        var roles = Rules.Relations;
        IReadOnlyList<string>[] all = [roles.Head, roles.Wife, roles.Husband, roles.Spouse, roles.Child, roles.Grandchild, roles.Parent];
        foreach (var relation in all.SelectMany(r => r)) CodeLists.Find(Elements.Relation)!.Find(relation).ShouldNotBeNull(relation);
        foreach (var status in Rules.Married) CodeLists.Find(Elements.MaritalStatus)!.Find(status).ShouldNotBeNull(status);
    }

    [Fact]
    public void Only_an_error_withdraws_a_value() =>
        Rules.All.Where(r => r.Withdraws).ShouldAllBe(r => r.Severity == Severity.Error);

    [Fact]
    public void A_sentence_is_filled_in()
    {
        var finding = new Finding(0, Elements.Nik, "nik_date_differs", "3672") { Detail = "1985-05-12" };
        Rules["nik_date_differs"].Say(Language.English, finding, "NO_NIK")
            .ShouldBe("The birth date inside the NIK “3672” (digits 7 to 12) differs from the birth date 1985-05-12. Compare both with the identity card.");
        Rules["value_missing"].Say(Language.Indonesian, finding, "TGL LAHIR").ShouldStartWith("Kolom “TGL LAHIR” kosong.");
    }

    [Fact]
    public void The_page_of_rules_shows_the_catalogue()
    {
        var page = Path.Combine(Root(), "docs", "checks.md");
        var rows = File.ReadLines(page).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ToArray();
        rows.ShouldBe(Rules.All.Select(r => $"| `{r.Id}` | {Element(r)} | {QualityFile.Word(r.Dimension)} | {SeverityWord.Of(r.Severity)} | {r.Text.Id} |"));
    }

    private static string Element(CheckRule rule) => string.Join(", ", rule.Elements.Select(e => e switch { "*" => "any", "" => "row", _ => e }));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SatuPintu.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static string[] Names(string text) => [.. Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
