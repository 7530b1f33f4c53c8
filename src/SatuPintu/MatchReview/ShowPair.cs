using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.MatchReview;

/// <summary>What one comparison adds.</summary>
/// <param name="Field">What was compared; <c>prior</c> for what was known before anything was.</param>
/// <param name="Level">The level reached.</param>
/// <param name="Weight">What it adds, in bits; positive speaks for one person.</param>
public sealed record PairEvidence(string Field, string Level, double Weight);

/// <summary>A value of both records.</summary>
/// <param name="Element">Id of the element.</param>
/// <param name="A">The first record's; empty where it has none.</param>
/// <param name="B">The second's.</param>
public sealed record ComparedValue(string Element, string A, string B)
{
    /// <summary>Whether both have it and they differ.</summary>
    public bool Differs => A.Length > 0 && B.Length > 0 && A != B;
}

/// <summary>One of the two.</summary>
/// <param name="Source">The source of the record.</param>
/// <param name="Person">The person whose it is now.</param>
/// <param name="Area">Where that person lives.</param>
/// <param name="Records">In which lists the person stands.</param>
/// <param name="Programmes">What the person receives.</param>
/// <param name="Deciles">Where sources rank the person.</param>
/// <param name="Family">The others of the family.</param>
public sealed record PairSide(string Source, Guid? Person, string Area, IReadOnlyList<string> Records, IReadOnlyList<string> Programmes, IReadOnlyList<string> Deciles, IReadOnlyList<PairRelative> Family);

/// <summary>Somebody of the family of one of the two.</summary>
/// <param name="Name">The name.</param>
/// <param name="Relation">The relation to the head.</param>
/// <param name="Born">Date of birth.</param>
/// <param name="InBoth">Whether somebody of the same name, or born on the same day, lives in the other family.</param>
public sealed record PairRelative(string? Name, string? Relation, string? Born, bool InBoth);

/// <summary>A pair in doubt with all that speaks for and against it.</summary>
public sealed record PairView
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }
    /// <summary>Why it is here.</summary>
    public required string Reason { get; init; }
    /// <summary>The state.</summary>
    public required string State { get; init; }
    /// <summary>Whether the question still stands.</summary>
    public required bool Stands { get; init; }
    /// <summary>Probability that both are one person.</summary>
    public required double Probability { get; init; }
    /// <summary>Sum of the evidence, in bits.</summary>
    public required double Weight { get; init; }
    /// <summary>What each comparison adds, in order.</summary>
    public required IReadOnlyList<PairEvidence> Evidence { get; init; }
    /// <summary>What hangs on the answer.</summary>
    public required IReadOnlyList<string> Effects { get; init; }
    /// <summary>Whether two officers must say the same.</summary>
    public required bool NeedsTwo { get; init; }
    /// <summary>The values.</summary>
    public required IReadOnlyList<ComparedValue> Values { get; init; }
    /// <summary>The first record's side.</summary>
    public required PairSide A { get; init; }
    /// <summary>The second's.</summary>
    public required PairSide B { get; init; }
    /// <summary>What was said of it. What others said of a pair that is still to be decided is not told to whoever has yet to answer: a second opinion is one's own.</summary>
    public required IReadOnlyList<PairOpinion> Opinions { get; init; }
    /// <summary>How many opinions there are, told or not.</summary>
    public required int Seen { get; init; }
    /// <summary>Whether the actor may answer.</summary>
    public required bool MayDecide { get; init; }
    /// <summary>Whether the actor has answered.</summary>
    public required bool HasAnswered { get; init; }
}

/// <summary>Shows a pair in doubt with the values of both records, in full since nothing else decides; leaves <c>match.seen</c>.</summary>
public static class ShowPair
{
    /// <summary>Shows it; null where there is none that the actor may see.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<PairView?> Run(RegistryDatabase database, KeyRing keys, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        using var cipher = new FieldCipher(keys, "review.compared");
        var found = await session.Read("select source_a, source_b, reason, weight, probability, evidence::text, compared, person_a, person_b, area_a, area_b, effects, state, stands from registry.review_pair where pair_id = $1", r =>
            (SourceA: r.GetString(0), SourceB: r.GetString(1), Reason: r.GetString(2), Weight: r.GetFloat(3), Probability: r.GetFloat(4), Evidence: r.GetString(5), Compared: cipher.DecryptText(r.GetFieldValue<byte[]>(6), PairsInDoubt.Context(id)),
                A: r.IsDBNull(7) ? (Guid?)null : r.GetGuid(7), B: r.IsDBNull(8) ? (Guid?)null : r.GetGuid(8), AreaA: r.GetString(9), AreaB: r.GetString(10), Effects: r.GetFieldValue<string[]>(11), State: r.GetString(12), Stands: r.GetBoolean(13)), cancellation, id);
        if (found is not [var pair]) return null;
        Actions.Require(actor, "match.see", area: pair.AreaA, state: pair.State);
        Actions.Require(actor, "match.see", area: pair.AreaB, state: pair.State);
        var opinions = await PairOpinion.Of(session, id, cancellation);
        var answered = PairOpinion.SinceReopened(opinions).Any(o => o.By == actor.User && o.Verdict is "same" or "different" && o.By == actor.User);
        var isOpen = ReviewRules.InDoubt.Contains(pair.State, StringComparer.Ordinal);
        var relatives = await Relatives(session, pair.A, pair.B, cancellation);
        var view = new PairView
        {
            Id = id,
            Reason = pair.Reason,
            State = pair.State,
            Stands = pair.Stands,
            Probability = pair.Probability,
            Weight = pair.Weight,
            Evidence = EvidenceOf(pair.Evidence, pair.Weight),
            Effects = pair.Effects,
            NeedsTwo = ReviewRules.NeedsTwo(pair.Effects),
            Values = ValuesOf(pair.Compared),
            A = await Side(session, pair.SourceA, pair.A, pair.AreaA, relatives.A, cancellation),
            B = await Side(session, pair.SourceB, pair.B, pair.AreaB, relatives.B, cancellation),
            Opinions = isOpen && !answered ? [.. opinions.Where(o => o.By == actor.User || o.Verdict is "visit" or "reopened")] : opinions,
            Seen = opinions.Count,
            MayDecide = isOpen && pair.Stands && !answered && Actions.May(actor, "match.decide", area: pair.AreaA, state: pair.State) && Actions.May(actor, "match.decide", area: pair.AreaB, state: pair.State),
            HasAnswered = answered,
        };
        await session.Trace("match.seen", id.ToString(), details: new { area = pair.AreaA, persons = new[] { pair.A, pair.B } }, cancellation: cancellation);
        return view;
    }, cancellation);

    // The parts add up to the whole: what is missing is what was known before anything was compared.
    private static IReadOnlyList<PairEvidence> EvidenceOf(string json, double weight)
    {
        using var document = JsonDocument.Parse(json);
        var fields = document.RootElement.EnumerateArray().Select(e => new PairEvidence(e[0].GetString()!, e[1].GetString()!, e[2].GetDouble())).ToList();
        return [new PairEvidence("prior", "", weight - fields.Sum(f => f.Weight)), .. fields];
    }

    private static IReadOnlyList<ComparedValue> ValuesOf(string json)
    {
        var sides = JsonSerializer.Deserialize<Dictionary<string, string>[]>(json)!;
        return [.. PairsInDoubt.Compared.Where(e => sides.Any(s => s.ContainsKey(e))).Select(e => new ComparedValue(e, sides[0].GetValueOrDefault(e, ""), sides[1].GetValueOrDefault(e, "")))];
    }

    private static async Task<(IReadOnlyList<PairRelative> A, IReadOnlyList<PairRelative> B)> Relatives(RegistrySession session, Guid? a, Guid? b, CancellationToken cancellation)
    {
        var all = await session.Read("""
            select o.family_id = fa.family_id, o.family_id = fb.family_id, o.full_name, o.relation, o.birth_date::text
            from registry.person o
            left join registry.person fa on fa.person_id = $1
            left join registry.person fb on fb.person_id = $2
            where o.family_id in (fa.family_id, fb.family_id) and o.person_id is distinct from $1 and o.person_id is distinct from $2
            order by o.birth_date nulls last limit 60
            """, r => (InA: !r.IsDBNull(0) && r.GetBoolean(0), InB: !r.IsDBNull(1) && r.GetBoolean(1), Name: r.IsDBNull(2) ? null : r.GetString(2), Relation: r.IsDBNull(3) ? null : r.GetString(3), Born: r.IsDBNull(4) ? null : r.GetString(4)), cancellation,
            a ?? Guid.Empty, b ?? Guid.Empty);
        IReadOnlyList<PairRelative> Of(Func<(bool InA, bool InB, string? Name, string? Relation, string? Born), bool> mine, Func<(bool InA, bool InB, string? Name, string? Relation, string? Born), bool> theirs) =>
            [.. all.Where(mine).Select(m => new PairRelative(m.Name, m.Relation, m.Born, all.Any(o => theirs(o) && (o.Name is not null && o.Name == m.Name || o.Born is not null && o.Born == m.Born))))];
        return (Of(r => r.InA, r => r.InB), Of(r => r.InB, r => r.InA));
    }

    private static async Task<PairSide> Side(RegistrySession session, string source, Guid? person, string area, IReadOnlyList<PairRelative> family, CancellationToken cancellation)
    {
        Task<List<string>> Texts(string sql) => session.Read(sql, r => r.GetString(0), cancellation, person ?? Guid.Empty);
        return new PairSide(source, person, area, await Texts("select distinct source from registry.record where person_id = $1 order by 1"),
            await Texts("select programme || ' (' || source || ')' from registry.participation where person_id = $1 and upper_inf(valid) order by 1"),
            await Texts("select ranking || ' ' || decile from registry.ranking where person_id = $1 and upper_inf(valid) order by 1"), family);
    }
}
