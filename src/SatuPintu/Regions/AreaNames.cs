namespace SatuPintu.Regions;

/// <summary>The names of the areas of one parent, to look names up in.</summary>
internal sealed class AreaNames
{
    private readonly record struct Entry(Area Area, AreaNameKey Key, bool Alias);

    private readonly AreaLevel level;
    private readonly List<Entry> entries = [];
    private readonly HashSet<string> full = new(StringComparer.Ordinal);

    public AreaNames(AreaLevel level, IEnumerable<Area> areas)
    {
        this.level = level;
        foreach (var area in areas)
        {
            var official = AreaNameKey.Of(area.Name, level);
            entries.Add(new Entry(area, official, Alias: false));
            foreach (var alias in AreaAliases.Of(area)) entries.Add(new Entry(area, AreaNameKey.Of(alias, level) with { Kind = official.Kind }, Alias: true));
        }
        foreach (var entry in entries) full.Add(entry.Key.Full);
    }

    /// <summary>Whether some area bears the name.</summary>
    public bool Holds(AreaNameKey key) => full.Contains(key.Full);

    /// <summary>The areas whose official name or alias this is, letter for letter.</summary>
    public NameMatch FindExact(AreaNameKey key)
    {
        if (key.IsEmpty) return NameMatch.None;
        var match = Exact(key, key.Kind);
        if (match.How == AreaMatch.Unknown && key.Kind.Length > 0) match = Exact(key, "");
        return match;
    }

    /// <summary>The area the name means, allowing for slips of the pen: one in a short name, two in a longer one.</summary>
    /// <param name="key">Key of the name.</param>
    /// <param name="cautious">Whether only one slip is allowed, in a name of at least six letters, with no other name nearly as near: for a wide area to search.</param>
    public NameMatch Find(AreaNameKey key, bool cautious = false)
    {
        var match = FindExact(key);
        if (match.How != AreaMatch.Unknown) return match;
        match = Near(key, key.Kind, cautious);
        if (match.How == AreaMatch.Unknown && key.Kind.Length > 0) match = Near(key, "", cautious);
        return match;
    }

    private NameMatch Exact(AreaNameKey key, string kind)
    {
        var match = Where(kind, alias: false, e => SameText(e.Key.WithKind ?? e.Key.Plain, key.WithKind ?? key.Plain));
        if (match.How == AreaMatch.Unknown) match = Where(kind, alias: false, e => SameText(e.Key.Plain, key.Plain));
        if (match.How == AreaMatch.Unknown && key.WithKind is { } whole) match = Where("", alias: false, e => SameText(e.Key.Plain, whole));
        if (match.How == AreaMatch.Unknown) match = Where(kind, alias: false, e => SameText(e.Key.Full, key.Full));
        if (match.How == AreaMatch.Unknown) match = Where(kind, alias: true, e => SameText(e.Key.Full, key.Full));
        return match;
    }

    private NameMatch Where(string kind, bool alias, Func<Entry, bool> fits)
    {
        var found = new List<Area>();
        foreach (var entry in entries)
            if (entry.Alias == alias && OfKind(entry, kind) && fits(entry) && !found.Contains(entry.Area)) found.Add(entry.Area);
        return found.Count switch
        {
            0 => NameMatch.Unknown,
            1 => NameMatch.Of(alias ? AreaMatch.ByAlias : AreaMatch.ByName, found[0]),
            _ => NameMatch.OneOf(found),
        };
    }

    private NameMatch Near(AreaNameKey key, string kind, bool cautious)
    {
        var least = int.MaxValue;
        var nearest = new List<Area>();
        foreach (var entry in entries)
        {
            if (!OfKind(entry, kind) || !SameDigits(entry.Key.Full, key.Full)) continue;
            var limit = cautious ? 2 : Limit(entry.Key.Full.Length, entry.Alias);
            var slips = limit > 0 && SameText(entry.Key.Loose, key.Loose) ? 1 : EditDistance.Between(entry.Key.Full, key.Full, limit);
            if (slips > limit || slips > least) continue;
            if (slips < least) nearest.Clear();
            least = slips;
            if (!nearest.Contains(entry.Area)) nearest.Add(entry.Area);
        }
        if (nearest.Count > 1) return NameMatch.OneOf(nearest);
        if (nearest.Count == 0 || (cautious && (least > 1 || key.Full.Length < 6 || HasRival(key, kind, nearest[0])))) return NameMatch.Unknown;
        return NameMatch.Of(AreaMatch.ByMisspelling, nearest[0], least);
    }

    private bool HasRival(AreaNameKey key, string kind, Area nearest)
    {
        foreach (var entry in entries)
            if (entry.Area != nearest && OfKind(entry, kind) && EditDistance.Between(entry.Key.Full, key.Full, 2) <= 2) return true;
        return false;
    }

    /// <summary>Slips allowed in a name of this many letters; a short alias is an abbreviation (KUTIM), where each letter counts.</summary>
    private static int Limit(int letters, bool alias) => letters switch { <= 3 => 0, <= 5 when alias => 0, <= 6 => 1, _ => 2 };

    private bool OfKind(Entry entry, string kind) => level != AreaLevel.Regency || kind.Length == 0 || SameText(entry.Key.Kind, kind);

    private static bool SameText(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    /// <summary>Numbers are never taken for slips: Parit 1 is not Parit 2.</summary>
    private static bool SameDigits(string a, string b)
    {
        var j = 0;
        foreach (var c in a)
        {
            if (!char.IsAsciiDigit(c)) continue;
            while (j < b.Length && !char.IsAsciiDigit(b[j])) j++;
            if (j == b.Length || b[j++] != c) return false;
        }
        return b.AsSpan(j).IndexOfAnyInRange('0', '9') < 0;
    }
}
