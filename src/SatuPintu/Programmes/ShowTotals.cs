using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Programmes;

/// <summary>How many there are in the registry, in the areas of whoever asks.</summary>
/// <param name="Persons">Persons.</param>
/// <param name="Families">Their families.</param>
/// <param name="Records">Records of theirs.</param>
public sealed record RegistryTotals(long Persons, long Families, long Records);

/// <summary>Counts the registry over the areas the actor works in.</summary>
public static class ShowTotals
{
    /// <summary>Counts it.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<RegistryTotals> Run(RegistryDatabase database, Actor actor, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "totals.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session => (await session.Read("""
            select count(*), count(distinct family_id), (select count(*) from registry.record where person_id is not null) from registry.person
            """, r => new RegistryTotals(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)), cancellation))[0], cancellation);
    }
}
