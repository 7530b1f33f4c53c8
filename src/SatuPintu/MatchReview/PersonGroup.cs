using System.Text.Json;
using SatuPintu.Deliveries.Merging;
using SatuPintu.People;

namespace SatuPintu.MatchReview;

/// <summary>By what a record was found to be a person's.</summary>
/// <param name="Probability">How sure that is.</param>
/// <param name="By">By what.</param>
internal readonly record struct Found(float Probability, MatchedBy By);

/// <summary>Records that are one person's.</summary>
/// <param name="Person">The id that the person has or had; null for a person who is new.</param>
/// <param name="Family">The family; null where it is to be found.</param>
/// <param name="Records">The records.</param>
internal sealed record PersonGroup(Guid? Person, Guid? Family, IReadOnlyList<RecordKey> Records)
{
    /// <summary>By what the records were found to be the person's; what is not named is so by an officer's decision.</summary>
    public IReadOnlyDictionary<RecordKey, Found> How { get; init; } = new Dictionary<RecordKey, Found>();

    /// <summary>Groups as the database keeps them.</summary>
    public static string Write(IEnumerable<PersonGroup> groups) => JsonSerializer.Serialize(groups.Select(g => new
    {
        person = g.Person,
        family = g.Family,
        records = g.Records.Select(r => g.How.TryGetValue(r, out var how) ? new object[] { r.Source, r.Key, how.Probability, how.By.ToString() } : [r.Source, r.Key]),
    }));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<PersonGroup> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(g =>
        {
            var records = g.GetProperty("records").EnumerateArray().ToList();
            return new PersonGroup(Id(g, "person"), Id(g, "family"), [.. records.Select(Key)])
            {
                How = records.Where(r => r.GetArrayLength() > 2).ToDictionary(Key, r => new Found(r[2].GetSingle(), Enum.Parse<MatchedBy>(r[3].GetString()!))),
            };
        })];

        static Guid? Id(JsonElement group, string name) => group.GetProperty(name) is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null;
        static RecordKey Key(JsonElement record) => new(record[0].GetString()!, record[1].GetGuid());
    }
}
