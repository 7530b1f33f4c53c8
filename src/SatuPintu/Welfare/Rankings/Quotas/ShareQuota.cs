using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Welfare.Rankings.Quotas;

/// <summary>Places to share out over the villages of a ranking.</summary>
/// <param name="Run">The ranking.</param>
/// <param name="Share">The share of the ranked families that has a place, between 0 and 1.</param>
/// <param name="MapName">The name of the map's file; null for none.</param>
/// <param name="Map">The map (<c>map.csv</c> of <c>poverty-map</c>), whose areas are villages; null to have the ranking itself decide.</param>
public sealed record ShareQuotaCommand(Guid Run, double Share, string? MapName = null, byte[]? Map = null);

/// <summary>
/// Shares out the places of a programme over the villages of a ranking, exactly: by the expected poor of a map and largest remainders, or, without a map, as many in each village as the
/// village has among the poorest of the regency. Within are the poorest of each village. Leaves <c>ranking.shared</c>.
/// </summary>
public static class ShareQuota
{
    /// <summary>The largest map, in bytes.</summary>
    public const int LargestMap = 4 << 20;

    private const int Village = 10, LongestName = 120, MostNamed = 8;

    /// <summary>Shares them out and gives the quota's id.</summary>
    /// <exception cref="UserError">The actor may not, the share is none, or the map lacks a village.</exception>
    public static Task<Guid> Run(RegistryDatabase database, Actor actor, ShareQuotaCommand command, CancellationToken cancellation = default)
    {
        if (!(command.Share is > 0 and < 1)) throw new UserError(ExitCode.Usage, "ranking.quota.share");
        if (command.Map is { Length: > LargestMap }) throw new UserError(ExitCode.Input, "ranking.quota.too_large", ("most", LargestMap >> 20));
        var name = command.MapName is { } file ? string.Concat(file[(file.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))) is var given && given.Length <= LongestName ? given : given[..LongestName] : null;
        return database.In(actor, async session =>
        {
            var run = await RunRow.Find(session, command.Run, cancellation) ?? throw new UserError(ExitCode.Usage, "ranking.unknown");
            Actions.Require(actor, "ranking.share", area: run.Area, state: run.State);
            var map = command.Map is null ? null : PovertyMapFile.Read(command.Map, name ?? "map.csv");
            // In each village the ranks of its families, the poorest first.
            var villages = await session.Read($"select area, array_agg(rank order by rank) from registry.ranking_family where run_id = $1 and rank is not null and length(area) = {Village} group by area order by area",
                r => (Area: r.GetString(0), Ranks: r.GetFieldValue<int[]>(1)), cancellation, run.Id);
            var families = villages.Sum(v => v.Ranks.Length);
            if (families == 0) throw new UserError(ExitCode.Input, "ranking.quota.no_villages");
            var total = (int)Math.Round(command.Share * families, MidpointRounding.AwayFromZero);
            int[] places;
            double[]? errors = null;
            if (map is null)
            {
                var last = villages.SelectMany(v => v.Ranks).Order().Take(total).LastOrDefault();
                places = [.. villages.Select(v => v.Ranks.Count(r => r <= last))];
            }
            else
            {
                var missing = villages.Where(v => !map.ContainsKey(v.Area)).Select(v => v.Area).ToList();
                if (missing.Count > 0) throw new UserError(ExitCode.Input, "ranking.quota.missing", ("count", missing.Count), ("areas", string.Join(", ", missing.Take(MostNamed)) + (missing.Count > MostNamed ? ", …" : "")));
                var known = villages.TrueForAll(v => double.IsFinite(map[v.Area].Error));
                var shared = Statistics.SmallAreas.Quotas.Share([.. villages.Select(v => v.Ranks.Length)], [.. villages.Select(v => map[v.Area].Headcount)], known ? [.. villages.Select(v => map[v.Area].Error)] : null, total);
                (places, errors) = (shared.Places, known ? shared.Errors : null);
            }
            var id = Guid.CreateVersion7();
            await session.Run("insert into registry.ranking_quota (quota_id, run_id, share, places, map_name, map_sha256, made_by) values ($1, $2, $3, $4, $5, $6, $7)", cancellation,
                id, run.Id, command.Share, total, name, command.Map is null ? null : SHA256.HashData(command.Map), actor.User);
            await session.Run("""
                insert into registry.ranking_quota_area (quota_id, area, families, headcount, places, error, last_rank)
                select $1, a, f, h, p, e, l from unnest($2::text[], $3::int[], $4::double precision[], $5::int[], $6::double precision[], $7::int[]) as v(a, f, h, p, e, l)
                """, cancellation, id, villages.Select(v => v.Area).ToArray(), villages.Select(v => v.Ranks.Length).ToArray(), villages.Select(v => map?[v.Area].Headcount).ToArray(), places,
                villages.Select((_, i) => errors?[i]).ToArray(), villages.Select((v, i) => places[i] == 0 ? 0 : v.Ranks[places[i] - 1]).ToArray());
            await session.Trace("ranking.shared", run.Id.ToString(), details: new { quota = id, share = command.Share.ToString("R", CultureInfo.InvariantCulture), places = total, map = name }, cancellation: cancellation);
            return id;
        }, cancellation);
    }
}

/// <summary>A poverty map as its file has it: by area the share of the poor, and its standard error (NaN where unknown).</summary>
internal static class PovertyMapFile
{
    /// <summary>Reads a map.</summary>
    /// <exception cref="UserError">It is none, names an area twice, or has a share that is none.</exception>
    public static Dictionary<string, (double Headcount, double Error)> Read(byte[] content, string file)
    {
        var lines = Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
        var headings = lines[0].Split(',');
        int area = Array.IndexOf(headings, "area"), headcount = Array.IndexOf(headings, "p0"), error = Array.IndexOf(headings, "se_p0");
        if (area < 0 || headcount < 0) throw new UserError(ExitCode.Input, "ranking.quota.not_a_map", ("file", file));
        var map = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            var cells = lines[i].Split(',');
            if (cells.Length != headings.Length || !double.TryParse(cells[headcount], NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || share is not (>= 0 and <= 1) || !map.TryAdd(cells[area], (share, Error(cells))))
                throw new UserError(ExitCode.Input, "ranking.quota.row", ("file", file), ("row", i + 1));
        }
        return map;

        double Error(string[] cells) => error >= 0 && double.TryParse(cells[error], NumberStyles.Float, CultureInfo.InvariantCulture, out var known) && known >= 0 ? known : double.NaN;
    }
}
