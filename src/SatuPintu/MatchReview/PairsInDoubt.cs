using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Deliveries.Merging;
using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.MatchReview;

/// <summary>Keeps the pairs that a linkage left to officers.</summary>
internal static class PairsInDoubt
{
    /// <summary>The elements that officers see of both records, in order.</summary>
    public static readonly IReadOnlyList<string> Compared =
    [
        Elements.FullName, Elements.Nik, Elements.DateOfBirth, Elements.PlaceOfBirth, Elements.Sex, Elements.Relation, Elements.MaritalStatus, Elements.HeadName, Elements.FamilyCard,
        Elements.FullAddress, Elements.Street, Elements.HouseNumber, Elements.Rt, Elements.Rw, Elements.VillageName, Elements.DistrictName,
        Elements.HomeOwnership, Elements.Roof, Elements.Wall, Elements.Floor, Elements.Lighting, Elements.CookingFuel, Elements.Decile, Elements.ActiveAid,
    ];

    private sealed record Pair(Guid Id, RecordKey A, RecordKey B, string Reason, float Weight, float Probability, string Evidence, byte[] Sealed);

    private static readonly RowBatch<Pair> Batch = new RowBatch<Pair>()
        .With("pair_id", "uuid", p => p.Id).With("source_a", "text", p => p.A.Source).With("key_a", "uuid", p => p.A.Key).With("source_b", "text", p => p.B.Source).With("key_b", "uuid", p => p.B.Key)
        .With("reason", "text", p => p.Reason).With("weight", "real", p => p.Weight).With("probability", "real", p => p.Probability).With("evidence", "jsonb", p => p.Evidence).With("compared", "bytea", p => p.Sealed);

    /// <summary>Writes the pairs of a merge after its persons: those it looked at that are no longer in doubt stand no more.</summary>
    public static async Task Write(RegistrySession session, MergePlan plan, Guid change, KeyRing keys, CancellationToken cancellation)
    {
        using var cipher = new FieldCipher(keys, "review.compared");
        var pairs = plan.Linked.Review.Select(p => Of(plan, p, cipher)).DistinctBy(p => p.Id).ToArray();
        if (plan.IsWhole) await session.Run("update registry.review_pair set stands = false where stands", cancellation);
        else
        {
            var seen = new List<RecordKey>();
            for (var list = 0; list < plan.Lists.Count; list++)
                for (var row = 0; row < plan.Linked.EntityOf[list].Length; row++)
                    if (plan.Linked.EntityOf[list][row] >= 0) seen.Add(KeyOf(plan, new RecordRef(list, row)));
            await session.Run("""
                with seen as (select * from unnest($1::text[], $2::uuid[]) s(source, record_key)), concerned as (
                    select pair_id from registry.review_pair p join seen s on s.record_key = p.key_a and s.source = p.source_a where stands
                    union select pair_id from registry.review_pair p join seen s on s.record_key = p.key_b and s.source = p.source_b where stands
                )
                update registry.review_pair p set stands = false from concerned c where p.pair_id = c.pair_id
                """, cancellation, seen.Select(s => s.Source).ToArray(), seen.Select(s => s.Key).ToArray());
        }
        if (pairs.Length > 0)
            await session.Run($"""
                insert into registry.review_pair ({Batch.Names}, because) select {Batch.Names}, {Batch.Parameter(1)} from {Batch.Rows}
                on conflict (pair_id) do update set reason = excluded.reason, weight = excluded.weight, probability = excluded.probability, evidence = excluded.evidence, compared = excluded.compared,
                    because = excluded.because, stands = true
                """, cancellation, Batch.Of(pairs, change));
        await Refresh(session, persons: null, cancellation);
    }

    /// <summary>Brings the standing pairs of persons, as they were before a change, up to date with whose their records are now; null for all.</summary>
    public static Task Refresh(RegistrySession session, Guid[]? persons, CancellationToken cancellation) =>
        session.Run("select registry.refresh_review_pairs($1)", cancellation, new NpgsqlParameter { Value = persons ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });

    /// <summary>What binds sealed values to their pair.</summary>
    public static byte[] Context(Guid pair) => pair.ToByteArray(bigEndian: true);

    private static Pair Of(MergePlan plan, ReviewPair pair, FieldCipher cipher)
    {
        var (first, second) = (pair.A, pair.B);
        if (string.CompareOrdinal(Name(KeyOf(plan, first)), Name(KeyOf(plan, second))) > 0) (first, second) = (second, first);
        var (a, b) = (KeyOf(plan, first), KeyOf(plan, second));
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name(a)} {Name(b)}")).AsSpan(0, 16), bigEndian: true);
        var compared = JsonSerializer.Serialize(new[] { Values(plan, first), Values(plan, second) });
        return new Pair(id, a, b, ReviewFile.Name(pair.Reason), (float)pair.Weight, (float)pair.Probability,
            JsonSerializer.Serialize(pair.Evidence.Select(e => new object[] { e.Field, e.Level, Math.Round(e.Weight, 3) })), cipher.Encrypt(compared, Context(id)));
    }

    private static Dictionary<string, string> Values(MergePlan plan, RecordRef record)
    {
        var table = plan.Lists[record.List].Check.Table;
        return Compared.Select(e => (Element: e, Value: table.Value(record.Row, e))).Where(v => v.Value.Length > 0).ToDictionary(v => v.Element, v => v.Value, StringComparer.Ordinal);
    }

    private static RecordKey KeyOf(MergePlan plan, RecordRef record) => new(plan.Lists[record.List].Delivery.Source, plan.Lists[record.List].Identity.Keys[record.Row]);

    private static string Name(RecordKey record) => $"{record.Source} {record.Key:N}";
}
