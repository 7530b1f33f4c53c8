using Npgsql;
using NpgsqlTypes;
using SatuPintu.Deliveries.Merging;
using SatuPintu.Storage;

namespace SatuPintu.MatchReview;

/// <summary>A decision on persons that is put down.</summary>
/// <param name="Kind"><c>same</c> and <c>different</c> of a pair; <c>merge</c>, <c>split</c>, <c>undo</c>.</param>
/// <param name="Area">The area in which all of it lies.</param>
/// <param name="Why">Why.</param>
/// <param name="Groups">The records it is about.</param>
internal sealed record NewDecision(string Kind, string Area, string? Why, IReadOnlyList<PersonGroup> Groups)
{
    /// <summary>Its id.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>The pair it was made on.</summary>
    public Guid? Pair { get; init; }

    /// <summary>The decision it takes back.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>Puts it down with what holds from now on; what was decided otherwise of the same records holds no more.</summary>
    public async Task Put(RegistrySession session, IReadOnlyList<Verdict> verdicts, CancellationToken cancellation)
    {
        await session.Run("insert into registry.review_decision (decision_id, kind, pair_id, undoes, by, why, area, groups) values ($1, $2, $3, $4, $5, $6, $7, $8)", cancellation,
            Id, Kind, Pair, Undoes, session.Actor.User, Why, Area, new NpgsqlParameter { Value = PersonGroup.Write(Groups), NpgsqlDbType = NpgsqlDbType.Jsonb });
        if (verdicts.Count == 0) return;
        object[] rows = [verdicts.Select(v => v.A.Source).ToArray(), verdicts.Select(v => v.A.Key).ToArray(), verdicts.Select(v => v.B.Source).ToArray(), verdicts.Select(v => v.B.Key).ToArray(), verdicts.Select(v => v.IsSame).ToArray()];
        await session.Run("""
            update registry.verdict v set ended_by = $6
            from unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[], $5::boolean[]) n(source_a, key_a, source_b, key_b, is_same)
            where v.ended_by is null and ((v.key_a = n.key_a and v.source_a = n.source_a and v.key_b = n.key_b and v.source_b = n.source_b) or (v.key_a = n.key_b and v.source_a = n.source_b and v.key_b = n.key_a and v.source_b = n.source_a))
            """, cancellation, [.. rows, Id]);
        await session.Run("""
            insert into registry.verdict (decision_id, source_a, key_a, source_b, key_b, is_same)
            select $6, n.* from unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[], $5::boolean[]) n
            """, cancellation, [.. rows, Id]);
        // Nothing is left to do for those who stay two.
        if (Kind == "different") await session.Run("insert into registry.review_applied (decision_id, outcome) values ($1, 'nothing')", cancellation, Id);
    }
}
