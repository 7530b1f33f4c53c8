using System.Globalization;
using SatuPintu.Access;
using SatuPintu.Dashboard.Keeping;
using SatuPintu.Regions;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Looking;

/// <summary>Which area to show figures of, as of when.</summary>
/// <param name="Area">The code of the area; null for the first of the actor's own.</param>
/// <param name="At">The moment as of which; null for now.</param>
/// <param name="Villages">Whether the villages of a regency are shown at once, and not its districts.</param>
public sealed record FiguresQuery(string? Area = null, DateTimeOffset? At = null, bool Villages = false)
{
    /// <summary>The moment that somebody wrote: a day, which counts to its end (UTC), or a moment in ISO 8601; null where nothing was written.</summary>
    /// <exception cref="UserError">It is neither.</exception>
    public static DateTimeOffset? Moment(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-10);
        return DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : throw new UserError(ExitCode.Usage, "dashboard.moment");
    }
}

/// <summary>A column of figures: what is counted.</summary>
/// <param name="Kind">The kind of figure.</param>
/// <param name="A">What it is about.</param>
/// <param name="B">The other that it is about.</param>
public readonly record struct FigureColumn(string Kind, string A = "", string B = "");

/// <summary>The figures of an area, in the order of the columns.</summary>
/// <param name="Area">The code of the area.</param>
/// <param name="Values">The figures.</param>
public sealed record FigureAreaRow(string Area, IReadOnlyList<ShownCount> Values);

/// <summary>Figures of an area and of those directly below it.</summary>
public sealed record FiguresView
{
    /// <summary>The code of the area.</summary>
    public required string Area { get; init; }
    /// <summary>The areas that the actor works in.</summary>
    public required IReadOnlyList<string> Own { get; init; }
    /// <summary>What the figures were counted from and when; null where there are none yet.</summary>
    public required FigureMoment? Moment { get; init; }
    /// <summary>Whether later figures have taken their place.</summary>
    public required bool IsPast { get; init; }
    /// <summary>The latest moments at which figures changed, the newest first.</summary>
    public required IReadOnlyList<DateTimeOffset> Moments { get; init; }
    /// <summary>The sources of which the actor sees something.</summary>
    public required IReadOnlyList<KeptSource> Sources { get; init; }
    /// <summary>What is counted.</summary>
    public required IReadOnlyList<FigureColumn> Columns { get; init; }
    /// <summary>The area with all that lies below it.</summary>
    public required FigureAreaRow Total { get; init; }
    /// <summary>The areas directly below it.</summary>
    public required IReadOnlyList<FigureAreaRow> Below { get; init; }
    /// <summary>What is in none of these, or not known to be; null where that is nothing.</summary>
    public required FigureAreaRow? Rest { get; init; }
    /// <summary>Whether the actor may see who is counted.</summary>
    public required bool MaySeePersons { get; init; }

    /// <summary>A figure of a row.</summary>
    public ShownCount Of(FigureAreaRow row, string kind, string a = "", string b = "") => Columns.Index().FirstOrDefault(c => c.Item == new FigureColumn(kind, a, b), (-1, default)) is ( >= 0 and var at, _) ? row.Values[at] : 0;
}

/// <summary>Shows figures of an area, and of those directly below it, as they were kept; nothing is counted for it.</summary>
public static class ShowFigures
{
    private const int MomentsShown = 24;

    /// <summary>Shows them.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="query">Of where and when.</param>
    /// <param name="columns">What to show, by what the figures were counted from and the sources that the actor sees.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not, or there is no such area.</exception>
    public static Task<FiguresView> Run(RegistryDatabase database, Actor actor, FiguresQuery query, Func<FigureMoment, IReadOnlyList<KeptSource>, IEnumerable<FigureColumn>> columns, CancellationToken cancellation = default)
    {
        var own = FigureReader.AreasOf(actor);
        var area = FigureReader.AreaFor(actor, query.Area);
        var names = Actions.Areas(actor, "gap.list").Any(a => area.StartsWith(a, StringComparison.Ordinal));
        return database.Analyse(actor, async session =>
        {
            var moment = await FigureReader.Moment(session, query.At, cancellation);
            var moments = await session.Read("select recorded_at from registry.figure_set order by recorded_at desc limit $1", r => r.GetFieldValue<DateTimeOffset>(0), cancellation, MomentsShown);
            var isPast = moment is null ? query.At is not null && moments.Count > 0 : moment.At < moments[0];
            var at = isPast ? query.At : null;
            var seen = moment is null ? [] : (await FigureReader.Read(session, at, own, [FigureKinds.Records], cancellation)).Rows.Select(f => f.Key.A).ToHashSet(StringComparer.Ordinal);
            IReadOnlyList<KeptSource> sources = moment is null ? [] : [.. moment.Sources.Where(s => seen.Contains(s.Source))];
            FigureColumn[] shown = moment is null ? [] : [.. columns(moment, sources)];
            var below = AreaCatalog.Official.Children(area).Select(c => c.Code).ToArray();
            if (area.Length == 0) below = [.. AreaCatalog.Official.Provinces.Select(p => p.Code)];
            if (area.Length == 4 && query.Villages) below = [.. below.SelectMany(d => AreaCatalog.Official.VillagesOf(d)).Select(v => v.Code)];
            var hide = !names && area.Length == 10;
            var figures = await FigureReader.Read(session, at, [area, .. below, .. hide ? SmallNumbers.Around(area) : []], shown.Select(c => c.Kind).Distinct(StringComparer.Ordinal), cancellation);
            var total = Row(area);
            var rows = below.Select(Row).ToList();
            // A country or a province is shown by where there is something; in a city every district is, as in the published tables.
            if (area.Length < 4) rows.RemoveAll(r => r.Values.All(v => v == 0));
            var rest = rows.Count == 0 ? null : shown.Select((_, c) => total.Values[c] - rows.Sum(r => r.Values[c])).ToArray();
            if (rest?.All(v => v == 0) == true) rest = null;
            return new FiguresView
            {
                Area = area,
                Own = own,
                Moment = moment,
                IsPast = isPast,
                Moments = moments,
                Sources = sources,
                Columns = shown,
                Total = new FigureAreaRow(area, [.. shown.Select((c, i) => hide ? SmallNumbers.Of(area, code => figures[code, c.Kind, c.A, c.B]) : total.Values[i])]),
                Below = Hidden(rows.ConvertAll(r => (r.Area, r.Values)), rest, !names && below is [{ Length: 10 }, ..], out var shownRest),
                Rest = shownRest is null ? null : new FigureAreaRow(area, shownRest),
                MaySeePersons = names,
            };

            (string Area, long[] Values) Row(string code) => (code, [.. shown.Select(c => figures[code, c.Kind, c.A, c.B])]);
        }, cancellation);
    }

    /// <summary>The rows of the areas below, and what is in none of them; small numbers are hidden column by column.</summary>
    private static List<FigureAreaRow> Hidden(List<(string Area, long[] Values)> rows, long[]? rest, bool hide, out IReadOnlyList<ShownCount>? shownRest)
    {
        var all = rest is null ? rows : [.. rows, ("", rest)];
        if (!hide)
        {
            shownRest = rest is null ? null : [.. rest.Select(v => (ShownCount)v)];
            return rows.ConvertAll(r => new FigureAreaRow(r.Area, [.. r.Values.Select(v => (ShownCount)v)]));
        }
        // Sums are known by district; where one district alone is shown, what lies in none of its villages is part of its sum.
        var shown = new ShownCount[all.Count][];
        foreach (var district in all.Index().GroupBy(r => r.Item.Area.Length == 0 && rows.Select(v => v.Area[..6]).Distinct(StringComparer.Ordinal).Count() == 1 ? rows[0].Area[..6] : r.Item.Area.Length == 0 ? "" : r.Item.Area[..6], StringComparer.Ordinal))
        {
            var (at, values) = (district.Select(r => r.Index).ToArray(), district.Select(r => r.Item.Values).ToArray());
            var columns = Enumerable.Range(0, values[0].Length).Select(c => SmallNumbers.Of([.. values.Select(v => v[c])])).ToArray();
            for (var i = 0; i < at.Length; i++) shown[at[i]] = [.. columns.Select(c => c[i])];
        }
        shownRest = rest is null ? null : shown[^1];
        return [.. rows.Select((r, i) => new FigureAreaRow(r.Area, shown[i]))];
    }
}
