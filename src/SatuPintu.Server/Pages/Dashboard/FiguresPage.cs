using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Dashboard;
using SatuPintu.Dashboard.Keeping;
using SatuPintu.Dashboard.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>A page of figures: of an area, as of a moment.</summary>
public abstract class FiguresPage(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The code of the area; empty for the nation, null for the first of the reader's own.</summary>
    [BindProperty(SupportsGet = true, Name = "wilayah")]
    public string? Area { get; set; }

    /// <summary>The day or moment as of which; null for now.</summary>
    [BindProperty(SupportsGet = true, Name = "per")]
    public string? Per { get; set; }

    /// <summary>The source in whose areas what two share is counted.</summary>
    [BindProperty(SupportsGet = true)]
    public string? A { get; set; }

    /// <summary>The other.</summary>
    [BindProperty(SupportsGet = true)]
    public string? B { get; set; }

    /// <summary>The figures.</summary>
    public FiguresView View { get; private set; } = null!;

    /// <summary>The registry.</summary>
    protected RegistryDatabase Database => database;

    /// <summary>The texts of the page.</summary>
    protected PageTexts Texts => texts;

    /// <summary>What is chosen.</summary>
    internal FigureChoice Choice => new(A, B);

    /// <summary>The way from the largest area that the reader works in down to this one.</summary>
    public IReadOnlyList<(string Name, string? Link)> Crumbs
    {
        get
        {
            var top = View.Own.First(o => View.Area.StartsWith(o, StringComparison.Ordinal));
            string[] codes = [.. new[] { 0, 2, 4, 6, 10 }.Where(l => l >= top.Length && l <= View.Area.Length).Select(l => View.Area[..l])];
            return [.. codes.Select((c, i) => (AreaNames.Of(texts, c), i == codes.Length - 1 ? null : Link(c)))];
        }
    }

    /// <summary>The other areas that the reader works in.</summary>
    public IEnumerable<(string Name, string Link)> Others => View.Own.Count < 2 ? [] : View.Own.Select(o => (AreaNames.Of(texts, o), Link(o)));

    /// <summary>This page for another area, and the same moment and choice.</summary>
    public string Link(string area) => Address(Request.Path, area);

    /// <summary>A page for an area, and the same moment and choice.</summary>
    public string Address(string path, string area, params (string Name, string? Value)[] more)
    {
        var query = new QueryBuilder { { "wilayah", area } };
        foreach (var (name, value) in Chosen([.. more.Select(m => m.Name)])) query.Add(name, value);
        foreach (var (name, value) in more)
            if (value is not null) query.Add(name, value);
        return path + query.ToString();
    }

    /// <summary>The area and what the reader chose, but for what a form asks for itself; it carries them on in hidden fields.</summary>
    public IEnumerable<(string Name, string Value)> Carried(params string[] anew) => Chosen(anew).Prepend(("wilayah", View.Area));

    private IEnumerable<(string Name, string Value)> Chosen(string[] anew) =>
        from name in (string[])["per", "a", "b", "ukuran", "ciri"]
        let value = name switch { "per" => Per, "a" => A, "b" => B, _ => Request.Query[name].ToString() }
        where !string.IsNullOrWhiteSpace(value) && !anew.Contains(name)
        select (name, value);

    /// <summary>This page as of another moment; null for now.</summary>
    public string AddressAt(DateTimeOffset? at)
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key is not ("per" or "sesudah" or "langkah" or "sampai")).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())));
        if (at is { } moment && moment != View.Moments[0]) query.Add("per", Exact(moment));
        return Request.Path + query.ToString();
    }

    /// <summary>Where a table is taken away.</summary>
    public string Download(string table) => Address("/dasbor/unduh", View.Area, ("tabel", table));

    /// <summary>A moment as the page says it.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment as an address has it, to the last digit.</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Shows the page by what some tables need; whoever works elsewhere is told of nothing.</summary>
    private protected async Task<IActionResult> Show(Func<FigureMoment, IReadOnlyList<KeptSource>, IEnumerable<FigureColumn>> columns, bool villages = false)
    {
        try
        {
            await Look(columns, villages);
            return Page();
        }
        catch (UserError e) when (e.Key is "access.not_here" or "dashboard.area_unknown" or "dashboard.gap_unknown" or "dashboard.page_unknown")
        {
            return NotFound();
        }
        catch (UserError e) when (e.Key == "dashboard.moment")
        {
            Per = null;
            await Look(columns, villages);
            ModelState.AddModelError("per", e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task Look(Func<FigureMoment, IReadOnlyList<KeptSource>, IEnumerable<FigureColumn>> columns, bool villages) =>
        View = await ShowFigures.Run(database, HttpContext.Officer().Actor, new FiguresQuery(AreaAsked, FiguresQuery.Moment(Per), villages), columns, HttpContext.RequestAborted);

    // An empty field is bound as null; that the nation is asked for is seen in the address.
    private string? AreaAsked => Area ?? (Request.Query.TryGetValue("wilayah", out var written) && written == "" ? "" : null);
}
