namespace SatuPintu.Regions;

/// <summary>A distinct statement of a list about areas, and how many rows make it.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Rows">How many rows.</param>
public readonly record struct AreaCount(AreaText Text, int Rows);

/// <summary>
/// The regency a list as a whole is about, for rows that do not say: a programme list often names only village and district, and
/// both names occur all over the country.
/// </summary>
/// <param name="Regency">The regency; null when the list does not tell, or speaks of several without one being the most.</param>
public sealed record AreaContext(Area? Regency)
{
    /// <summary>Nothing is known of the list.</summary>
    public static AreaContext None { get; } = new((Area?)null);

    /// <summary>
    /// Infers the regency from the codes of a list; without codes from the names of regencies; without these as the regency whose
    /// districts and villages explain the most names, the regency of most NIK deciding between equals.
    /// </summary>
    /// <param name="areas">The official list.</param>
    /// <param name="statements">The distinct statements of the list.</param>
    /// <param name="nikPrefixes">The first four digits of the NIK of the list with their number; asked for only to decide between equals.</param>
    public static AreaContext Infer(AreaCatalog areas, IReadOnlyList<AreaCount> statements, Func<IReadOnlyDictionary<string, int>>? nikPrefixes = null) =>
        Infer(areas.Lookup, areas, statements, nikPrefixes);

    internal static AreaContext Infer(AreaLookup lookup, AreaCatalog areas, IReadOnlyList<AreaCount> statements, Func<IReadOnlyDictionary<string, int>>? nikPrefixes)
    {
        var regency = ByCodes(areas, statements) ?? ByRegencyNames(lookup, statements) ?? ByNames(lookup, statements, nikPrefixes);
        return regency is null ? None : new AreaContext(regency);
    }

    private static Area? ByCodes(AreaCatalog areas, IReadOnlyList<AreaCount> statements)
    {
        var votes = new Dictionary<Area, long>();
        foreach (var (text, rows) in statements)
        {
            var area = areas.Find(AreaText.Digits(text.VillageCode)) ?? areas.Find(AreaText.Digits(text.DistrictCode)) ?? areas.Find(AreaText.Digits(text.RegencyCode));
            if (area?.At(AreaLevel.Regency) is { } regency) Vote(votes, regency, rows);
        }
        return Majority(votes);
    }

    private static Area? ByRegencyNames(AreaLookup lookup, IReadOnlyList<AreaCount> statements)
    {
        var votes = new Dictionary<Area, long>();
        foreach (var group in statements.Where(s => s.Text.Regency.Length > 0).GroupBy(s => (s.Text.Province, s.Text.Regency)))
        {
            var province = lookup.Provinces.Find(AreaNameKey.Of(group.Key.Province, AreaLevel.Province)).Area;
            var match = lookup.RegenciesOf(province).Find(AreaNameKey.Of(group.Key.Regency, AreaLevel.Regency));
            if (match.Area is not null) Vote(votes, match.Area, group.Sum(s => (long)s.Rows));
        }
        return Majority(votes);
    }

    private static Area? ByNames(AreaLookup lookup, IReadOnlyList<AreaCount> statements, Func<IReadOnlyDictionary<string, int>>? nikPrefixes)
    {
        // Each distinct name speaks once for every regency that has it: 43 villages outweigh one that happens to be everywhere.
        var votes = new Dictionary<Area, long>();
        var districts = Distinct(statements, t => t.District, AreaLevel.District);
        foreach (var key in districts)
            foreach (var regency in lookup.DistrictsNamed(key).Select(d => d.Parent!).Distinct()) Vote(votes, regency, 1);
        var best = votes.Count == 0 ? 0 : votes.Values.Max();
        if (best == 0)
        {
            foreach (var key in Distinct(statements, t => t.Village, AreaLevel.Village))
                foreach (var regency in lookup.VillagesNamed(key).Select(v => v.Parent!.Parent!).Distinct()) Vote(votes, regency, 1);
        }
        else
        {
            var villages = Distinct(statements, t => t.Village, AreaLevel.Village);
            foreach (var regency in votes.Keys.Where(r => votes[r] * 2 >= best).ToList())
            {
                var names = lookup.VillagesOfRegency(regency);
                foreach (var key in villages)
                    if (names.Holds(key)) Vote(votes, regency, 1);
            }
        }
        if (votes.Count == 0) return null;
        best = votes.Values.Max();
        var equals = votes.Keys.Where(r => votes[r] == best).OrderBy(r => r.Code, StringComparer.Ordinal).ToList();
        if (equals.Count == 1) return equals[0];
        if (nikPrefixes is null) return null;
        var prefixes = nikPrefixes();
        var most = equals.MaxBy(r => prefixes.GetValueOrDefault(r.Code))!;
        var support = prefixes.GetValueOrDefault(most.Code);
        return support > 0 && equals.Count(r => prefixes.GetValueOrDefault(r.Code) == support) == 1 ? most : null;
    }

    private static List<AreaNameKey> Distinct(IReadOnlyList<AreaCount> statements, Func<AreaText, string> name, AreaLevel level) =>
        statements.Select(s => name(s.Text)).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)
            .Select(n => AreaNameKey.Of(n, level)).Where(k => !k.IsEmpty).DistinctBy(k => k.Full, StringComparer.Ordinal).ToList();

    private static void Vote(Dictionary<Area, long> votes, Area regency, long rows) => votes[regency] = votes.GetValueOrDefault(regency) + rows;

    /// <summary>The regency of more than half the rows that name one.</summary>
    private static Area? Majority(Dictionary<Area, long> votes)
    {
        if (votes.Count == 0) return null;
        var (regency, rows) = votes.MaxBy(v => v.Value);
        return rows * 2 > votes.Values.Sum() ? regency : null;
    }
}
