using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Programmes;

/// <summary>What two sources share in a district, as it stands in the registry.</summary>
/// <param name="District">The code of the district; empty for elsewhere or not known.</param>
/// <param name="OverlapNik">Different NIK that stand in both.</param>
/// <param name="OverlapLinked">Persons with records in both.</param>
public sealed record SharedInDistrict(string District, long OverlapNik, long OverlapLinked);

/// <summary>Shows what two sources share by district, counted over the areas the actor works in. Counts by district are shown in full (decision 0004).</summary>
public static class ShowOverlap
{
    /// <summary>Shows it; districts where they share nothing are left out.</summary>
    /// <exception cref="UserError">The actor may not, or does not see both sources.</exception>
    public static Task<IReadOnlyList<SharedInDistrict>> Run(RegistryDatabase database, Actor actor, string sourceA, string sourceB, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "totals.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        if (sourceA == sourceB) throw new UserError(ExitCode.Usage, "overlap.same");
        return database.In<IReadOnlyList<SharedInDistrict>>(actor, async session =>
        {
            var known = await session.Read("select source from registry.source where source = $1 or source = $2", r => r.GetString(0), cancellation, sourceA, sourceB);
            foreach (var source in new[] { sourceA, sourceB })
                if (!known.Contains(source, StringComparer.Ordinal)) throw new UserError(ExitCode.Usage, "overlap.unknown", ("source", source));
            return await session.Read("select district, overlap_nik, overlap_linked from registry.overlap($1, $2) where overlap_nik > 0 or overlap_linked > 0",
                r => new SharedInDistrict(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), cancellation, sourceA, sourceB);
        }, cancellation);
    }
}
