using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.Programmes;

/// <summary>Writes <c>gaps.csv</c>.</summary>
public static class GapsFile
{
    /// <summary>
    /// Writes each gap's persons in order, then the counts of persons by number of lists (<c>persons_in_1_lists</c>, …) with the
    /// count as detail and no person.
    /// </summary>
    public static void Write(string path, Gaps gaps, CancellationToken cancellation = default)
    {
        var persons = gaps.Persons;
        var district = new EncodedColumn(persons[Elements.DistrictCode]);
        var village = new EncodedColumn(persons[Elements.VillageCode]);
        var entityId = new IdField('E');
        using var csv = new CsvWriter(path, "gap", "entity_id", "district_code", "village_code", "detail");
        foreach (var gap in gaps.All)
        {
            cancellation.ThrowIfCancellationRequested();
            var id = EncodedText.Of(gap.Rule.Id);
            var details = new Details(gaps, gap.Rule.Detail);
            foreach (var entity in gap.Persons)
            {
                csv.Field(id);
                csv.Field(entityId.Of(entity));
                csv.Field(district[entity]);
                csv.Field(village[entity]);
                csv.Field(details.Of(entity));
                csv.EndRow();
            }
        }
        for (var lists = 1; lists <= gaps.PersonsByLists.Count; lists++)
        {
            csv.Field($"persons_in_{lists}_lists");
            csv.Empty();
            csv.Empty();
            csv.Empty();
            csv.Field(gaps.PersonsByLists[lists - 1]);
            csv.EndRow();
        }
    }

    /// <summary>The details of a gap; most persons share theirs with many, so each is made once.</summary>
    private sealed class Details(Gaps gaps, IReadOnlyList<GapDetail> parts)
    {
        private readonly Dictionary<(ulong, ulong, int), EncodedText> made = [];
        private readonly bool deciles = parts.Contains(GapDetail.Deciles);
        private readonly bool programmes = parts.Contains(GapDetail.Programmes);
        private readonly bool aid = parts.Contains(GapDetail.StatedAid);

        public EncodedText Of(int entity)
        {
            var standing = gaps.Standing;
            // Deciles take four bits; the key holds those of sixteen lists.
            if (standing.Deciles.Length > 16) return EncodedText.Of(standing.Detail(entity, parts));
            var packed = 0UL;
            if (deciles)
                foreach (var (_, lowest) in standing.Deciles) packed = packed << 4 | lowest[entity];
            var key = (packed, programmes ? standing.ProgrammeMask(entity) : 0, aid ? gaps.Persons[Elements.ActiveAid].Codes[entity] : 0);
            if (!made.TryGetValue(key, out var text)) made.Add(key, text = EncodedText.Of(standing.Detail(entity, parts)));
            return text;
        }
    }
}
