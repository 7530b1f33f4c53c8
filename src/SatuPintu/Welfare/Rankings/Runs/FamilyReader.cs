using System.Text.Json;
using Npgsql;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>Reads the families of a regency as the registry knew them at a moment.</summary>
internal static class FamilyReader
{
    // A member may be known to live elsewhere, or nowhere; it belongs to the family all the same.
    private const string Sql = """
        with known as not materialized (
            select person_id, family_id, area, birth_date, sex, marital_status, relation, elements from registry.person where recorded_from <= $1
            union all
            select person_id, family_id, area, birth_date, sex, marital_status, relation, elements from registry.person_past where recorded @> $1::timestamptz
        )
        select k.family_id, k.person_id, k.area, k.birth_date, k.sex, k.marital_status, k.relation, k.elements::text
        from known k where k.family_id in (select family_id from known where area like $2 || '%' and family_id is not null) order by k.family_id, k.person_id
        """;

    /// <summary>The families, in the order of their ids.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="area">The regency.</param>
    /// <param name="day">The day by which ages count.</param>
    /// <param name="knownAt">The moment.</param>
    /// <param name="house">The elements of the house that are asked for.</param>
    /// <param name="cancellation">Stops.</param>
    public static async IAsyncEnumerable<KnownFamily> Read(RegistrySession session, string area, DateOnly day, DateTimeOffset knownAt, IReadOnlySet<string> house, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, session.Connection) { CommandTimeout = 0, Parameters = { new() { Value = knownAt.ToUniversalTime() }, new() { Value = area } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (family, members) = (Guid.Empty, new List<KnownMember>());
        while (await reader.ReadAsync(cancellation))
        {
            var of = reader.GetGuid(0);
            if (of != family && members.Count > 0)
            {
                if (new KnownFamily(family, members, day) is var whole && whole.Area.StartsWith(area, StringComparison.Ordinal)) yield return whole;
                members.Clear();
            }
            family = of;
            members.Add(new KnownMember(reader.GetGuid(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateOnly>(3), Text(reader, 4), Text(reader, 5), Text(reader, 6), House(reader.GetString(7), house)));
        }
        if (members.Count > 0 && new KnownFamily(family, members, day) is var last && last.Area.StartsWith(area, StringComparison.Ordinal)) yield return last;
    }

    /// <summary>How many persons of a regency were in no family.</summary>
    public static Task<long> WithoutFamily(RegistrySession session, string area, DateTimeOffset knownAt, CancellationToken cancellation) => session.One<long>("""
        select (select count(*) from registry.person where recorded_from <= $1 and area like $2 || '%' and family_id is null)
            + (select count(*) from registry.person_past where recorded @> $1::timestamptz and area like $2 || '%' and family_id is null)
        """, cancellation, knownAt.ToUniversalTime(), area);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static Dictionary<string, string> House(string json, IReadOnlySet<string> wanted)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (wanted.Count == 0) return found;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var element = reader.GetString()!;
            reader.Read();
            if (wanted.Contains(element) && reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value) found[element] = value;
        }
        return found;
    }
}
