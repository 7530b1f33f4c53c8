using SatuPintu.Storage;

namespace SatuPintu.People;

/// <summary>Writes <c>links.csv</c>: the person of every usable record.</summary>
public static class LinksFile
{
    /// <summary>Writes a row for each record that takes part, by list, then row.</summary>
    public static void Write(string path, LinkedRecords linked, CancellationToken cancellation = default)
    {
        var ids = new RecordIds(linked.Lists);
        var entityId = new IdField('E');
        var matchedBy = Enum.GetValues<MatchedBy>().ToDictionary(m => m, m => EncodedText.Of(Name(m)));
        var probabilities = new EncodedText?[10001];
        using var csv = new CsvWriter(path, "source", "record_id", "entity_id", "match_probability", "matched_by");
        for (var list = 0; list < linked.Lists.Count; list++)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = EncodedText.Of(linked.Lists[list].Source.Id);
            var entityOf = linked.EntityOf[list];
            for (var row = 0; row < entityOf.Length; row++)
            {
                if (entityOf[row] < 0) continue;
                csv.Field(source);
                csv.Field(ids[new RecordRef(list, row)]);
                csv.Field(entityId.Of(entityOf[row]));
                csv.Field(Probability(linked.Probability[list][row]));
                csv.Field(matchedBy[linked.MatchedBy[list][row]]);
                csv.EndRow();
            }
        }

        EncodedText Probability(float p)
        {
            var tenThousandths = (int)Math.Round(Math.Clamp(p, 0, 1) * 10000d);
            return probabilities[tenThousandths] ??= EncodedText.Of((tenThousandths / 10000d).ToString("F4", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>What joined a record, as the file spells it.</summary>
    internal static string Name(MatchedBy matchedBy) => matchedBy switch
    {
        MatchedBy.Alone => "alone",
        MatchedBy.Nik => "nik",
        MatchedBy.Evidence => "evidence",
        MatchedBy.Family => "family",
        MatchedBy.Officer => "officer",
        _ => throw new ArgumentOutOfRangeException(nameof(matchedBy), matchedBy, null),
    };
}
