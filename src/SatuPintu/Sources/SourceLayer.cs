namespace SatuPintu.Sources;

/// <summary>One definition or mapping file as written: only what it says, to be laid over what it extends.</summary>
internal sealed record SourceLayer
{
    public required string Id { get; init; }
    public string? Extends { get; init; }
    public LocalText? Name { get; init; }
    public string? Agency { get; init; }
    public SourceKind? Kind { get; init; }
    public string? Programme { get; init; }
    public bool? ExtremePoverty { get; init; }
    public int? Trust { get; init; }
    public string? AsOf { get; init; }
    public int? StaleAfterMonths { get; init; }
    public DateOrder? DateOrder { get; init; }
    public IReadOnlyDictionary<string, ColumnLayer> Columns { get; init; } = new Dictionary<string, ColumnLayer>(StringComparer.Ordinal);
    public IReadOnlyList<FlagDefinition> Flags { get; init; } = [];
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Lays this layer over a definition. A heading this layer claims is taken from whatever claimed it below.</summary>
    public SourceDefinition Over(SourceDefinition below)
    {
        var claimed = Columns.Values.SelectMany(c => c.Headings).Concat(Flags.SelectMany(f => f.Headings)).Concat(Ignore)
            .Select(HeadingText.Normalise).ToHashSet(StringComparer.Ordinal);
        return below with
        {
            Id = Id,
            Name = Name ?? (Id == below.Id ? below.Name : new LocalText(Id, Id)),
            Agency = Agency ?? below.Agency,
            Kind = Kind ?? below.Kind,
            Programme = Programme ?? below.Programme,
            ExtremePoverty = ExtremePoverty ?? below.ExtremePoverty,
            Trust = Trust ?? below.Trust,
            AsOf = AsOf ?? below.AsOf,
            StaleAfterMonths = StaleAfterMonths ?? below.StaleAfterMonths,
            DateOrder = DateOrder ?? below.DateOrder,
            Columns = MergeColumns(below.Columns, claimed),
            Flags = MergeFlags(below.Flags, claimed),
            Ignore = [.. Ignore, .. below.Ignore.Where(h => !claimed.Contains(HeadingText.Normalise(h)))],
        };
    }

    private Dictionary<string, ColumnDefinition> MergeColumns(IReadOnlyDictionary<string, ColumnDefinition> below, HashSet<string> claimed)
    {
        var merged = new Dictionary<string, ColumnDefinition>(StringComparer.Ordinal);
        foreach (var element in below.Keys.Union(Columns.Keys, StringComparer.Ordinal))
        {
            var old = below.GetValueOrDefault(element) ?? new ColumnDefinition();
            var now = Columns.GetValueOrDefault(element) ?? new ColumnLayer();
            var codes = new Dictionary<string, string>(old.Codes, StringComparer.OrdinalIgnoreCase);
            foreach (var (written, standard) in now.Codes) codes[written] = standard;
            merged.Add(element, new ColumnDefinition
            {
                Headings = [.. now.Headings, .. Unclaimed(old.Headings, claimed)],
                Codes = codes,
                Required = now.Required ?? old.Required,
            });
        }
        return merged;
    }

    private List<FlagDefinition> MergeFlags(IReadOnlyList<FlagDefinition> below, HashSet<string> claimed)
    {
        var merged = new List<FlagDefinition>();
        foreach (var flag in Flags.Concat(below))
        {
            var own = Flags.Contains(flag);
            var headings = own ? flag.Headings : Unclaimed(flag.Headings, claimed).ToList();
            var at = merged.FindIndex(f => f.Element == flag.Element && f.Value == flag.Value);
            if (at < 0) merged.Add(flag with { Headings = headings });
            else merged[at] = merged[at] with { Headings = [.. merged[at].Headings, .. headings] };
        }
        return merged;
    }

    private static IEnumerable<string> Unclaimed(IEnumerable<string> headings, HashSet<string> claimed) =>
        headings.Where(h => !claimed.Contains(HeadingText.Normalise(h)));
}

/// <summary>What a layer says of one element.</summary>
internal sealed record ColumnLayer
{
    public IReadOnlyList<string> Headings { get; init; } = [];
    public IReadOnlyDictionary<string, string> Codes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public bool? Required { get; init; }
}
