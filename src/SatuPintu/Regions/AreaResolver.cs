using System.Collections.Concurrent;

namespace SatuPintu.Regions;

/// <summary>
/// Finds the official area that a list means, from whatever it states: codes, names, or both, complete or not.
/// </summary>
/// <remarks>
/// Names repeat all over the country, so they are looked up from the top down, each among the areas of its parent; what the list
/// leaves out is taken from its <see cref="AreaContext"/>. A valid code is believed before a name. Between a name that is near and
/// a name that is exact elsewhere, or between two names equally near, nothing is chosen: the area above is given and the
/// candidates with it. Distinct statements are resolved once; all members may be called from any thread.
/// </remarks>
public sealed class AreaResolver
{
    private readonly AreaCatalog areas;
    private readonly AreaLookup lookup;
    private readonly ConcurrentDictionary<(AreaText, string), AreaResolution> known = new();

    /// <summary>Makes a resolver over a list of areas; one serves a whole run.</summary>
    public AreaResolver(AreaCatalog areas)
    {
        this.areas = areas;
        lookup = areas.Lookup;
    }

    /// <summary>The regency a list is about; see <see cref="AreaContext.Infer(AreaCatalog, IReadOnlyList{AreaCount}, Func{IReadOnlyDictionary{string, int}}?)"/>.</summary>
    public AreaContext Infer(IReadOnlyList<AreaCount> statements, Func<IReadOnlyDictionary<string, int>>? nikPrefixes = null) =>
        AreaContext.Infer(lookup, areas, statements, nikPrefixes);

    /// <summary>The area that a statement means in a list of this context.</summary>
    public AreaResolution Resolve(AreaText text, AreaContext context) =>
        known.GetOrAdd((text, context.Regency?.Code ?? ""), _ => new Attempt(areas, lookup, text.WithWholeCodes(areas, lookup), context).Resolve());

    /// <summary>One statement on its way.</summary>
    private sealed class Attempt(AreaCatalog areas, AreaLookup lookup, AreaText text, AreaContext context)
    {
        private readonly List<AreaIssue> issues = [];
        private readonly AreaNameKey districtKey = AreaNameKey.Of(text.District, AreaLevel.District);
        private readonly AreaNameKey villageKey = AreaNameKey.Of(text.Village, AreaLevel.Village);

        public AreaResolution Resolve()
        {
            var village = Coded(text.VillageCode, AreaLevel.Village, AreaPart.VillageCode);
            var district = Coded(text.DistrictCode, AreaLevel.District, AreaPart.DistrictCode) ?? DistrictOfUnknownVillage(village);
            var regency = Coded(text.RegencyCode, AreaLevel.Regency, AreaPart.RegencyCode);
            var coded = village ?? district ?? regency;
            return coded is null ? ByNames() : ByCode(coded);
        }

        /// <summary>The area of a code; a code that is no area's is an issue.</summary>
        private Area? Coded(string code, AreaLevel level, AreaPart part)
        {
            if (code.Length == 0) return null;
            var area = areas.Find(AreaText.Digits(code));
            if (area?.Level == level) return area;
            issues.Add(new AreaIssue(AreaIssueKind.Unknown, part));
            return null;
        }

        /// <summary>
        /// The district of a village code that is not in the list but is built as one (the seventh digit is 1 for a kelurahan, 2 for
        /// a desa), when no name says more.
        /// </summary>
        private Area? DistrictOfUnknownVillage(Area? village)
        {
            if (village is not null || !districtKey.IsEmpty) return null;
            var digits = AreaText.Digits(text.VillageCode);
            return digits.Length == 10 && digits[6] is '1' or '2' ? areas.Find(digits.AsSpan(0, 6)) : null;
        }

        private AreaResolution ByCode(Area coded)
        {
            var agrees = Agrees(coded.At(AreaLevel.Regency), AreaNameKey.Of(text.Regency, AreaLevel.Regency), AreaPart.Regency);
            agrees &= Agrees(coded.At(AreaLevel.District), districtKey, AreaPart.District);
            agrees &= Agrees(coded.At(AreaLevel.Village), villageKey, AreaPart.Village);
            var confidence = agrees ? 1 : 0.9;
            if (coded.Level == AreaLevel.Regency && !districtKey.IsEmpty) return Done(Place(coded), coded, confidence);
            if (coded.Level != AreaLevel.Village && !villageKey.IsEmpty) return Done(PlaceVillage(coded), coded, confidence);
            return new AreaResolution(coded, AreaMatch.ByCode, confidence, issues, []);
        }

        /// <summary>Whether a name is that of the area the code says; says so if it is not.</summary>
        private bool Agrees(Area? coded, AreaNameKey key, AreaPart part)
        {
            if (coded is null || key.IsEmpty) return true;
            // A regency is told from the city of the same name only when both are looked at.
            var match = part == AreaPart.Regency ? lookup.RegenciesOf(null).Find(key) : lookup.Alone(coded).Find(key);
            if (match.Area is null ? match.Candidates.Contains(coded) : match.Area != coded) match = match.Area is null ? NameMatch.Of(AreaMatch.ByName, coded) : NameMatch.Unknown;
            if (match.How == AreaMatch.ByAlias) issues.Add(new AreaIssue(AreaIssueKind.Alias, part));
            if (match.How == AreaMatch.ByMisspelling) issues.Add(new AreaIssue(AreaIssueKind.Misspelt, part));
            if (match.Area is not null) return true;
            issues.Add(new AreaIssue(AreaIssueKind.CodeNameDiffer, part));
            return false;
        }

        private AreaResolution ByNames()
        {
            var province = Said(lookup.Provinces.Find(AreaNameKey.Of(text.Province, AreaLevel.Province)), AreaPart.Province);
            var named = lookup.RegenciesOf(province.Area).Find(AreaNameKey.Of(text.Regency, AreaLevel.Regency));
            // A regency that is not in the province stated is looked for everywhere: the more exact statement is believed.
            if (named.How == AreaMatch.Unknown && province.Area is not null) named = lookup.RegenciesOf(null).Find(AreaNameKey.Of(text.Regency, AreaLevel.Regency));
            if (named.How != AreaMatch.Ambiguous) Said(named, AreaPart.Regency);

            var choice = Choose(Possible(province.Area, named), named);
            if (choice is { } chosen) return Done(chosen.Placed, chosen.Regency, named.Area is null ? 0.97 : 0.99);
            if (named.How == AreaMatch.Ambiguous) issues.Add(new AreaIssue(AreaIssueKind.Ambiguous, AreaPart.Regency));
            else if (!districtKey.IsEmpty) issues.Add(new AreaIssue(AreaIssueKind.Unknown, AreaPart.District));
            else if (!villageKey.IsEmpty) issues.Add(new AreaIssue(AreaIssueKind.Unknown, AreaPart.Village));
            var how = issues.Count == 0 ? province.How : named.How == AreaMatch.Ambiguous ? AreaMatch.Ambiguous : AreaMatch.Unknown;
            return new AreaResolution(province.Area, how, province.Area is null ? 0 : 0.9, issues, named.Candidates);
        }

        /// <summary>The regencies that may be meant: the one named, those the name fits, that of the list, or those with a district of the name.</summary>
        private IReadOnlyList<Area> Possible(Area? province, NameMatch named)
        {
            if (named.Area is not null) return [named.Area];
            if (named.How == AreaMatch.Ambiguous) return named.Candidates;
            if (context.Regency is { } usual && (province is null || usual.Parent == province)) return [usual];
            if (districtKey.IsEmpty) return [];
            return lookup.DistrictsNamed(districtKey).Select(d => d.Parent!).Where(r => province is null || r.Parent == province).Distinct().ToList();
        }

        /// <summary>The one regency in which the names below it are found best; the list's own between equals.</summary>
        private (Area Regency, Placed Placed)? Choose(IReadOnlyList<Area> possible, NameMatch named)
        {
            if (possible.Count == 1 && (named.Area is not null || context.Regency is not null)) return (possible[0], Place(possible[0]));
            var all = possible.Select(r => (Regency: r, Placed: Place(r))).ToList();
            if (all.Count == 0) return null;
            var best = all.Max(p => p.Placed.Worth);
            if (best == 0 && context.Regency is null) return null;
            var equals = all.Where(p => p.Placed.Worth == best).ToList();
            if (equals.Count == 1) return equals[0];
            foreach (var choice in equals)
                if (choice.Regency == context.Regency) return choice;
            return null;
        }

        /// <summary>District and village as found below one regency.</summary>
        private sealed record Placed(NameMatch District, NameMatch Village, bool Outside)
        {
            public int Worth => Of(District, 2) + Of(Village, 4);
            private static int Of(NameMatch match, int exact) => match.IsExact ? exact : match.How == AreaMatch.ByMisspelling ? exact - 1 : 0;
        }

        private Placed Place(Area regency)
        {
            var district = lookup.DistrictsOf(regency).Find(districtKey);
            if (district.Area is not null) return PlaceVillage(district.Area) with { District = district };
            if (villageKey.IsEmpty) return new Placed(district, NameMatch.None, Outside: false);
            var within = district.Candidates.Select(c => lookup.VillagesOf(c).Find(villageKey)).Where(m => m.Area is not null).ToList();
            if (within.Count == 1) return new Placed(district, within[0], Outside: false);
            return new Placed(district, lookup.VillagesOfRegency(regency).Find(villageKey, cautious: true), Outside: false);
        }

        /// <summary>
        /// The village below a district; if its name is not there, but is exactly that of one village in another district of the
        /// regency, that one, unless a name in the district is near as well: then nothing decides.
        /// </summary>
        private Placed PlaceVillage(Area parent)
        {
            if (villageKey.IsEmpty) return new Placed(NameMatch.None, NameMatch.None, Outside: false);
            if (parent.Level == AreaLevel.Regency) return new Placed(NameMatch.None, lookup.VillagesOfRegency(parent).Find(villageKey, cautious: true), Outside: false);
            var here = lookup.VillagesOf(parent).Find(villageKey);
            if (here.IsExact || (here.How == AreaMatch.Ambiguous && lookup.VillagesOf(parent).FindExact(villageKey).How == AreaMatch.Ambiguous)) return new Placed(NameMatch.None, here, Outside: false);
            var elsewhere = lookup.VillagesOfRegency(parent.Parent!).FindExact(villageKey);
            if (elsewhere.Area is null) return new Placed(NameMatch.None, here, Outside: false);
            if (here.How == AreaMatch.Unknown) return new Placed(NameMatch.None, elsewhere, Outside: true);
            var candidates = here.Area is null ? here.Candidates : [here.Area];
            return new Placed(NameMatch.None, NameMatch.OneOf([.. candidates, elsewhere.Area]), Outside: false);
        }

        private AreaResolution Done(Placed placed, Area above, double confidence)
        {
            if (placed.District.How != AreaMatch.None) Said(placed.District, AreaPart.District);
            if (placed.Village.How != AreaMatch.None) Said(placed.Village, AreaPart.Village);
            if (placed.Outside) issues.Add(new AreaIssue(AreaIssueKind.OutsideParent, AreaPart.Village));
            var area = placed.Village.Area ?? placed.District.Area ?? above;
            var lowest = !villageKey.IsEmpty ? placed.Village : placed.District;
            var how = lowest.How == AreaMatch.None ? AreaMatch.ByName : lowest.How;
            foreach (var match in new[] { placed.District, placed.Village })
                confidence *= match.How switch { AreaMatch.ByMisspelling => match.Slips > 1 ? 0.9 : 0.96, AreaMatch.ByAlias => 0.99, _ => 1 };
            if (placed.Outside) confidence *= 0.8;
            return new AreaResolution(area, how, Math.Round(confidence, 3), issues, lowest.Candidates);
        }

        /// <summary>Notes what a look-up tells about the list.</summary>
        private NameMatch Said(NameMatch match, AreaPart part)
        {
            AreaIssueKind? kind = match.How switch
            {
                AreaMatch.ByAlias => AreaIssueKind.Alias,
                AreaMatch.ByMisspelling => AreaIssueKind.Misspelt,
                AreaMatch.Ambiguous => AreaIssueKind.Ambiguous,
                AreaMatch.Unknown => AreaIssueKind.Unknown,
                _ => null,
            };
            if (kind is { } issue) issues.Add(new AreaIssue(issue, part));
            return match;
        }
    }
}
