using SatuPintu.Access;
using SatuPintu.Deliveries.Merging;
using SatuPintu.Storage;

namespace SatuPintu.MatchReview;

/// <summary>What an officer says of a pair.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Seen">How many opinions there were when the officer looked.</param>
/// <param name="Verdict"><c>same</c>, <c>different</c>, <c>unsure</c> or <c>visit</c>.</param>
/// <param name="Note">Why, where that is worth saying.</param>
public sealed record JudgePairCommand(Guid Pair, int Seen, string? Verdict, string? Note);

/// <summary>
/// Puts down what an officer says of a pair. Once enough officers have said the same it is decided: it holds for every later linkage, and persons found to be one are joined by the
/// service a moment later. Leaves <c>match.judged</c>, and <c>match.decided</c>.
/// </summary>
public static class JudgePair
{
    private const int LongestNote = 1000;

    /// <summary>Puts it down.</summary>
    /// <returns>The state of the pair.</returns>
    /// <exception cref="UserError">The actor may not, has said so already, or somebody else was faster.</exception>
    public static Task<string> Run(RegistryDatabase database, Actor actor, JudgePairCommand command, CancellationToken cancellation = default)
    {
        if (command.Verdict is not { } verdict || !ReviewRules.Verdicts.Contains(verdict, StringComparer.Ordinal)) throw new UserError(ExitCode.Usage, "match.verdict");
        var note = command.Note?.Trim() is { Length: > 0 } text ? text : null;
        if (note is { Length: > LongestNote }) throw new UserError(ExitCode.Usage, "match.note_long", ("longest", LongestNote));
        return database.In(actor, async session =>
        {
            var found = await session.Read("select source_a, key_a, source_b, key_b, area_a, area_b, effects, state, stands from registry.review_pair where pair_id = $1 for update",
                r => (A: new RecordKey(r.GetString(0), r.GetGuid(1)), B: new RecordKey(r.GetString(2), r.GetGuid(3)), AreaA: r.GetString(4), AreaB: r.GetString(5), Effects: r.GetFieldValue<string[]>(6), State: r.GetString(7), Stands: r.GetBoolean(8)),
                cancellation, command.Pair);
            if (found is not [var pair]) throw new UserError(ExitCode.Usage, "match.unknown");
            var opinions = await PairOpinion.Of(session, command.Pair, cancellation);
            // The same said twice is said once.
            if (opinions.Count > 0 && opinions.Count == command.Seen + 1 && opinions[^1] is var last && last.By == actor.User && last.Verdict == verdict) return pair.State;
            if (opinions.Count != command.Seen) throw new UserError(ExitCode.Usage, "match.stale", ("name", opinions.LastOrDefault()?.ByName ?? "–"));
            if (!pair.Stands) throw new UserError(ExitCode.Usage, "match.gone");
            Actions.Require(actor, "match.decide", area: pair.AreaA, state: pair.State);
            Actions.Require(actor, "match.decide", area: pair.AreaB, state: pair.State);
            var since = PairOpinion.SinceReopened(opinions);
            if (since.Any(o => o.By == actor.User && o.Verdict is "same" or "different" && o.By == actor.User)) throw new UserError(ExitCode.Usage, "match.own");

            await session.Run("insert into registry.review_opinion (pair_id, number, verdict, by, note) values ($1, $2, $3, $4, $5)", cancellation, command.Pair, opinions.Count + 1, verdict, actor.User, note);
            await session.Run("delete from registry.review_desk where pair_id = $1", cancellation, command.Pair);
            var state = ReviewRules.StateAfter([.. since.Select(o => o.Verdict), verdict], ReviewRules.NeedsTwo(pair.Effects));
            await session.Run("update registry.review_pair set state = $2 where pair_id = $1", cancellation, command.Pair, state);
            await session.Trace("match.judged", command.Pair.ToString(), note, new { verdict, state, area = pair.AreaA }, cancellation);
            if (state is "same" or "different")
            {
                var decision = new NewDecision(state, Common(pair.AreaA, pair.AreaB), note, [new PersonGroup(null, null, [pair.A]), new PersonGroup(null, null, [pair.B])]) { Pair = command.Pair };
                await decision.Put(session, [new Verdict(pair.A, pair.B, state == "same")], cancellation);
                await session.Trace("match.decided", command.Pair.ToString(), details: new { decision = decision.Id, verdict = state, area = pair.AreaA }, cancellation: cancellation);
            }
            return state;
        }, cancellation);
    }

    /// <summary>The area in which both lie.</summary>
    internal static string Common(string a, string b)
    {
        foreach (var length in new[] { 10, 6, 4, 2 })
            if (a.Length >= length && b.Length >= length && a.AsSpan(0, length).SequenceEqual(b.AsSpan(0, length))) return a[..length];
        return "";
    }
}

/// <summary>What somebody said of a pair.</summary>
/// <param name="Verdict">What, or <c>reopened</c>.</param>
/// <param name="By">Who.</param>
/// <param name="ByName">Their name.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why.</param>
public sealed record PairOpinion(string Verdict, Guid? By, string? ByName, DateTimeOffset At, string? Note)
{
    /// <summary>The opinions on a pair, in order.</summary>
    internal static Task<List<PairOpinion>> Of(RegistrySession session, Guid pair, CancellationToken cancellation) => session.Read("""
        select verdict, by, access.called(by), at, note from registry.review_opinion where pair_id = $1 order by number
        """, r => new PairOpinion(r.GetString(0), r.IsDBNull(1) ? null : r.GetGuid(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetFieldValue<DateTimeOffset>(3), r.IsDBNull(4) ? null : r.GetString(4)), cancellation, pair);

    /// <summary>Those that count: what was said since the pair was last reopened.</summary>
    internal static IReadOnlyList<PairOpinion> SinceReopened(IReadOnlyList<PairOpinion> opinions) => [.. opinions.Skip(opinions.ToList().FindLastIndex(o => o.Verdict == "reopened") + 1)];
}
