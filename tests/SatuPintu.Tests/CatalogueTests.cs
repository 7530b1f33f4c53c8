using System.Reflection;
using System.Text.RegularExpressions;

namespace SatuPintu.Tests;

public sealed partial class CatalogueTests
{
    [Fact]
    public void Every_text_stands_in_both_languages_with_the_same_placeholders()
    {
        // Whatever assembly of the program brings texts of its own is held to it, a new one too.
        var own = Catalogue.Keys.Count;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "SatuPintu*.dll")) Catalogue.Add(Assembly.LoadFrom(file));
        own.ShouldBePositive();
        Catalogue.Keys.ShouldContain("server.start.title");
        foreach (var key in Catalogue.Keys)
        {
            var text = Catalogue.Find(key);
            text.Id.ShouldNotBeNullOrWhiteSpace(key);
            text.En.ShouldNotBeNullOrWhiteSpace(key);
            Placeholders(text.Id).ShouldBe(Placeholders(text.En), key);
        }
    }

    private static string[] Placeholders(string text) =>
        Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal).ToArray();

    [GeneratedRegex(@"\{[a-z_]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
