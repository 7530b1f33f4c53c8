using System.Globalization;
using System.Text;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.People;

/// <summary>Writes <c>review.csv</c>: the pairs of records that a person must decide, side by side.</summary>
public static class ReviewFile
{
    private static readonly string[] SideBySide =
    [
        Elements.FullName, Elements.DateOfBirth, Elements.Sex, Elements.Nik, Elements.FamilyCard, Elements.HeadName, Elements.VillageName, Elements.FullAddress,
    ];

    /// <summary>
    /// Writes the pairs in the order of linkage: both records and their persons, why the pair is here, the main elements of both, the
    /// weight of each comparison in bits with the level reached, and a sentence in both languages.
    /// </summary>
    public static void Write(string path, LinkedRecords linked, CancellationToken cancellation = default)
    {
        var fields = linked.Summary.Comparisons.Select(c => c.Field)
            .Concat(linked.Review.SelectMany(p => p.Evidence).Select(e => e.Field))
            .Distinct(StringComparer.Ordinal).ToList();
        var ids = new RecordIds(linked.Lists);
        string[] headings =
        [
            "source_a", "record_a", "entity_a", "source_b", "record_b", "entity_b", "reason", "probability", "weight",
            .. SideBySide.SelectMany(e => new[] { e + "_a", e + "_b" }), .. fields.SelectMany(f => new[] { "weight_" + f, "level_" + f }),
            "summary_id", "summary_en",
        ];
        using var csv = new CsvWriter(path, headings);
        foreach (var pair in linked.Review)
        {
            cancellation.ThrowIfCancellationRequested();
            Record(pair.A);
            Record(pair.B);
            csv.Field(Name(pair.Reason));
            csv.Field(pair.Probability, "F4");
            csv.Field(pair.Weight, "F2");
            foreach (var element in SideBySide)
            {
                csv.Field(linked.Lists[pair.A.List].Value(pair.A.Row, element));
                csv.Field(linked.Lists[pair.B.List].Value(pair.B.Row, element));
            }
            foreach (var field in fields)
            {
                if (pair.Evidence.FirstOrDefault(e => e.Field == field) is { Field: not null } evidence)
                {
                    csv.Field(evidence.Weight, "F2");
                    csv.Field(evidence.Level);
                }
                else
                {
                    csv.Empty();
                    csv.Empty();
                }
            }
            csv.Field(ReviewSentence.Of(pair, Language.Indonesian));
            csv.Field(ReviewSentence.Of(pair, Language.English));
            csv.EndRow();
        }

        void Record(RecordRef record)
        {
            csv.Field(linked.Lists[record.List].Source.Id);
            csv.Field(ids[record]);
            var entity = linked.EntityOf[record.List][record.Row];
            csv.Field(entity < 0 ? "" : GoldenPersons.EntityId(entity));
        }
    }

    /// <summary>Why a pair is here, as the file spells it.</summary>
    internal static string Name(ReviewReason reason) => reason switch
    {
        ReviewReason.InDoubt => "in_doubt",
        ReviewReason.DifferentNik => "different_nik",
        ReviewReason.SharedNik => "shared_nik",
        ReviewReason.Contradiction => "contradiction",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}

/// <summary>Says in a sentence or two why a pair is here and what speaks for and against one person.</summary>
internal static class ReviewSentence
{
    // Weights below this, in bits, say nothing worth a reader's time.
    private const double Telling = 0.5;

    /// <summary>The sentence in one language.</summary>
    public static string Of(ReviewPair pair, Language language)
    {
        var text = new StringBuilder(Catalogue.Say(
            language,
            "review.reason." + ReviewFile.Name(pair.Reason),
            ("percent", Numbers.Percent(Math.Min(pair.Probability, 0.9999), 1, language))));
        Add("review.for", pair.Evidence.Where(e => e.Weight >= Telling).OrderByDescending(e => e.Weight));
        Add("review.against", pair.Evidence.Where(e => e.Weight <= -Telling).OrderBy(e => e.Weight));
        return text.ToString();

        void Add(string key, IEnumerable<FieldEvidence> evidence)
        {
            var fields = string.Join(", ", evidence.Select(e => $"{FieldName(e.Field, language)} ({(e.Weight > 0 ? "+" : "−")}{Numbers.Decimal(Math.Abs(e.Weight), 1, language)})"));
            if (fields.Length > 0) text.Append(' ').Append(Catalogue.Say(language, key, ("fields", fields)));
        }
    }

    /// <summary>A comparison in the reader's words; its id when it is a new one that has no words yet.</summary>
    internal static string FieldName(string field, Language language)
    {
        var key = "review.field." + field;
        return Catalogue.Keys.Contains(key) ? Catalogue.Say(language, key) : field.ToLower(CultureInfo.InvariantCulture).Replace('_', ' ');
    }
}
