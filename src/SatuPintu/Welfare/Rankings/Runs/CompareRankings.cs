using SatuPintu.Access;
using SatuPintu.Statistics.Transitions;
using SatuPintu.Storage;
using SatuPintu.Welfare.Transitions;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>How families moved between the deciles of two rankings.</summary>
/// <param name="Before">The earlier ranking.</param>
/// <param name="After">The later one.</param>
/// <param name="Matrix">The counts.</param>
public sealed record RankingMoves(ListedRanking Before, ListedRanking After, TransitionMatrix Matrix);

/// <summary>Compares two rankings of a regency family by family.</summary>
public static class CompareRankings
{
    private const int ShortestPurpose = 10, LongestPurpose = 500;

    /// <summary>Compares them; null where the actor does not see both.</summary>
    /// <exception cref="UserError">The actor may not, or the rankings are of two regencies.</exception>
    public static Task<RankingMoves?> Run(RegistryDatabase database, Actor actor, Guid before, Guid after, CancellationToken cancellation = default) => Compare(database, actor, before, after, null, cancellation);

    /// <summary>The matrix as the verb <c>matrix</c> writes it; leaves <c>ranking.matrix_taken</c> with what it is for. Null where the actor does not see both.</summary>
    /// <exception cref="UserError">The actor may not, the rankings are of two regencies, or the purpose does not do.</exception>
    public static async Task<byte[]?> Csv(RegistryDatabase database, Actor actor, Guid before, Guid after, string? purpose, CancellationToken cancellation = default)
    {
        var what = purpose?.Trim() ?? "";
        if (what.Length is < ShortestPurpose or > LongestPurpose) throw new UserError(ExitCode.Usage, "person.purpose", ("shortest", ShortestPurpose), ("longest", LongestPurpose));
        if (await Compare(database, actor, before, after, what, cancellation) is not { } moves) return null;
        var csv = new MemoryStream();
        CompareScores.Sheet(moves.Matrix).Write(csv);
        return csv.ToArray();
    }

    private static Task<RankingMoves?> Compare(RegistryDatabase database, Actor actor, Guid before, Guid after, string? purpose, CancellationToken cancellation) => database.In(actor, async session =>
    {
        if (await Find(before) is not { } from || await Find(after) is not { } to) return null;
        if (from.Area != to.Area) throw new UserError(ExitCode.Usage, "ranking.other_area");
        Actions.Require(actor, "ranking.compare", area: from.Area, state: from.State);
        Actions.Require(actor, "ranking.compare", area: to.Area, state: to.State);
        var matrix = new TransitionMatrix();
        // A family without a decile stands beside those that are not there.
        foreach (var (earlier, later, count) in await session.Read("""
            select coalesce(b.decile, 0), coalesce(a.decile, 0), count(*) from (select family_id, decile from registry.ranking_family where run_id = $1) b
                full join (select family_id, decile from registry.ranking_family where run_id = $2) a using (family_id) group by 1, 2
            """, r => ((byte)r.GetInt32(0), (byte)r.GetInt32(1), r.GetInt64(2)), cancellation, before, after))
            for (var i = 0L; i < count; i++) matrix.Add(earlier, later);
        if (purpose is not null) await session.Trace("ranking.matrix_taken", after.ToString(), purpose, new { before }, cancellation);
        return new RankingMoves(from, to, matrix);

        async Task<ListedRanking?> Find(Guid id) => (await session.Read("""
            select r.run_id, r.area, r.as_of, m.version, (select t.state from registry.ranking_run_state t where t.run_id = r.run_id order by t.number desc limit 1), r.started_at
            from registry.ranking_run r join registry.ranking_model m using (model_id) where r.run_id = $1
            """, r => new ListedRanking(r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetInt32(3), r.GetString(4), r.GetFieldValue<DateTimeOffset>(5)), cancellation, id)).FirstOrDefault();
    }, cancellation);
}
