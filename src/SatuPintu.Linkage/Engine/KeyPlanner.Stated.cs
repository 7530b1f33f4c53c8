using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

// Keys that somebody stated.
internal sealed partial class KeyPlanner
{
    /// <summary>The keys that the user named, each part a field, <c>field:n</c> or <c>field:property</c>.</summary>
    /// <exception cref="LinkageException">A part names no field, or no key is left of those named.</exception>
    public static (IReadOnlyList<RecordAttribute> Attributes, IReadOnlyList<PlannedKey> Keys) Given(RowTable rows, IReadOnlyList<FieldColumn> columns, IReadOnlyList<IReadOnlyList<string>> blocking, IReadOnlyList<(string Field, string Why)> leftOut, int workers)
    {
        var planner = new KeyPlanner(rows, columns, workers);
        var attributes = new List<RecordAttribute>();
        var keys = new List<PlannedKey>();
        foreach (var parts in blocking.Select(key => WithoutLeftOut(key, columns, leftOut)))
        {
            if (parts.Count == 0) continue;
            var places = new int[parts.Count];
            double expected = rows.DistinctPairs;
            for (var i = 0; i < parts.Count; i++)
            {
                var (field, hash) = Part(columns, parts[i]);
                places[i] = attributes.Count;
                attributes.Add(new RecordAttribute(field, parts[i], hash, 0, planner.ByChance(planner.SampledHashes(field, hash))));
                expected *= attributes[^1].ByChance;
            }
            keys.Add(new PlannedKey(string.Join(" + ", parts), places, expected));
        }
        if (keys.Count == 0) throw new LinkageException("unknown_field", blocking.SelectMany(key => key).FirstOrDefault() ?? "");
        // The other properties serve to split blocks that are too large.
        attributes.AddRange(planner.Attributes);
        return (attributes, keys);
    }

    /// <summary>
    /// The parts of a key that are compared: one that is the same in every record parts nothing and goes; of one that hardly any record has,
    /// or that another field holds, nothing is left of the key.
    /// </summary>
    private static IReadOnlyList<string> WithoutLeftOut(IReadOnlyList<string> key, IReadOnlyList<FieldColumn> columns, IReadOnlyList<(string Field, string Why)> leftOut)
    {
        var why = key.Select(part => columns.Any(c => c.Name == part) ? null
            : leftOut.Where(l => part == l.Field || part.StartsWith(l.Field + ":", StringComparison.Ordinal)).Select(l => l.Why).FirstOrDefault()).ToList();
        return why.Any(w => w is not null and not "constant") ? [] : [.. key.Where((_, i) => why[i] is null)];
    }

    private static (int Field, Func<int, ulong> Hash) Part(IReadOnlyList<FieldColumn> columns, string part)
    {
        var colon = part.LastIndexOf(':');
        var (name, property) = colon > 0 && Named(part) < 0 ? (part[..colon], part[(colon + 1)..]) : (part, "");
        var field = Named(name);
        if (field < 0) throw new LinkageException("unknown_field", part);
        if (property.Length == 0 || int.TryParse(property, out _)) return (field, columns[field].Prefix(property.Length == 0 ? 0 : int.Parse(property)));
        return columns[field].Attributes.FirstOrDefault(a => a.Id == property) is { } attribute ? (field, attribute.Hash) : throw new LinkageException("unknown_field", part);

        int Named(string text) => Enumerable.Range(0, columns.Count).FirstOrDefault(f => columns[f].Name == text, -1);
    }
}
