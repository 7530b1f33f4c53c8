using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Access;
using SatuPintu.Programmes;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>The guides speak of the program as it is: their links lead somewhere, their paths are opened by it, and what they print in bold is what its pages say.</summary>
public sealed partial class GuideTests
{
    private static readonly string Folder = Repository.File("docs/guide");

    [Fact]
    public void Each_role_has_a_page()
    {
        var index = File.ReadAllText(Path.Combine(Folder, "README.md"));
        var pages = Directory.GetFiles(Folder, "*.md").Select(Path.GetFileName).Where(p => p != "README.md").ToList();
        pages.Count.ShouldBe(Actions.Roles.Count);
        foreach (var page in pages) index.ShouldContain($"({page})");
        foreach (var role in Actions.Roles) index.ShouldContain(Catalogue.Say(Language.Indonesian, "role." + role), Case.Insensitive);
    }

    [Fact]
    public void Links_lead_somewhere_and_what_is_bold_is_said_by_the_pages()
    {
        // The switch of languages calls each by its own name.
        var said = Catalogue.Keys.Select(k => Catalogue.Say(Language.Indonesian, k)).Concat(GapRules.Load().Rules.Select(g => g.Title.In(Language.Indonesian))).Concat(["English", "Bahasa Indonesia"]).Select(Plain).ToList();
        var wrong = new List<string>();
        foreach (var (page, text) in Pages())
        {
            foreach (var link in Link().Matches(text).Select(m => m.Groups["it"].Value.Split('#')[0]).Where(l => l.Length > 0 && !l.StartsWith("http", StringComparison.Ordinal)))
                if (!File.Exists(Path.Combine(Folder, link))) wrong.Add($"{page}: no {link}");
            foreach (var bold in Bold().Matches(text).Select(m => m.Groups["it"].Value))
                foreach (var part in bold.Split('…', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    if (!said.Any(s => s.Contains(Plain(part), StringComparison.OrdinalIgnoreCase))) wrong.Add($"{page}: no page says {part}");
        }
        string.Join('\n', wrong).ShouldBeEmpty();
    }

    [Fact]
    public async Task Paths_are_those_of_the_pages()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await RunningServer.Start(more: services => services.AddTestRegistry(registry));
        var routes = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText!.Trim('/').Split('/')).ToList();
        var wrong = new List<string>();
        foreach (var (page, text) in Pages())
        {
            foreach (var path in Code().Matches(text).Select(m => m.Groups["it"].Value))
            {
                var parts = path.Split('?')[0].Trim('/').Split('/');
                if (!routes.Any(r => r.Length == parts.Length && r.Zip(parts).All(p => p.First.StartsWith('{') || p.First == p.Second))) wrong.Add($"{page}: {path}");
            }
        }
        string.Join('\n', wrong).ShouldBeEmpty();
    }

    /// <summary>A text with the same mark for whatever number or place of one stands in it.</summary>
    private static string Plain(string text) => Filled().Replace(text, "#");

    private static IEnumerable<(string Page, string Text)> Pages() => Directory.GetFiles(Folder, "*.md").Select(f => (Path.GetFileName(f), File.ReadAllText(f)));

    [GeneratedRegex(@"\]\((?<it>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?<it>[^*]+)\*\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bold();

    [GeneratedRegex(@"\{\w+\}|\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Filled();

    [GeneratedRegex(@"`(?<it>/[^`]*)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
