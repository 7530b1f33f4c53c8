using SatuPintu.Access;
using SatuPintu.Dashboard;
using SatuPintu.Regions;
using SatuPintu.Storage;

namespace SatuPintu.Programmes;

/// <summary>What two sources share in a district, as it stands in the registry.</summary>
/// <param name="District">The code of the district; empty for elsewhere or not known.</param>
/// <param name="OverlapNik">Different NIK that stand in both.</param>
/// <param name="OverlapLinked">Persons with records in both.</param>
public sealed record SharedInDistrict(string District, long OverlapNik, long OverlapLinked);

/// <summary>Shows what two sources share by district, over the areas the actor works in. Counts by district are shown in full (decision 0004).</summary>
public static class ShowOverlap
{
    /// <summary>Shows it; districts where they share nothing are left out.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="sourceA">The source in whose areas they count.</param>
    /// <param name="sourceB">The other, in whose areas those count of whom the first names none.</param>
    /// <param name="at">The moment as of which; null for now.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not, or sees nothing of one of the sources.</exception>
    public static Task<IReadOnlyList<SharedInDistrict>> Run(RegistryDatabase database, Actor actor, string sourceA, string sourceB, DateTimeOffset? at = null, CancellationToken cancellation = default)
    {
        var tops = FigureReader.AreasOf(actor);
        if (sourceA == sourceB) throw new UserError(ExitCode.Usage, "overlap.same");
        return database.Analyse<IReadOnlyList<SharedInDistrict>>(actor, async session =>
        {
            var sources = await FigureReader.Read(session, at, tops, [FigureKinds.Records], cancellation);
            foreach (var source in new[] { sourceA, sourceB })
                if (!sources.Rows.Any(f => f.Key.A == source)) throw new UserError(ExitCode.Usage, "overlap.unknown", ("source", source));
            var districts = AreaCatalog.Official.Districts.Select(d => d.Code).Where(d => tops.Any(t => d.StartsWith(t, StringComparison.Ordinal))).ToArray();
            var figures = await FigureReader.Read(session, at, tops.Concat(districts).Distinct(), [FigureKinds.OverlapNik, FigureKinds.OverlapLinked], cancellation, sourceA, sourceB);
            var shared = districts.Select(d => Of(d, d)).Concat(tops.Where(t => t.Length > 6).Select(t => Of(t[..6], t))).Where(s => s is not { OverlapNik: 0, OverlapLinked: 0 }).ToList();
            var all = tops.Select(t => Of("", t)).ToList();
            var rest = new SharedInDistrict("", all.Sum(s => s.OverlapNik) - shared.Sum(s => s.OverlapNik), all.Sum(s => s.OverlapLinked) - shared.Sum(s => s.OverlapLinked));
            if (rest is not { OverlapNik: 0, OverlapLinked: 0 }) shared.Insert(0, rest);
            return shared;

            SharedInDistrict Of(string district, string area) => new(district, figures[area, FigureKinds.OverlapNik, sourceA, sourceB], figures[area, FigureKinds.OverlapLinked, sourceA, sourceB]);
        }, cancellation);
    }
}
