using SatuPintu.Access;
using SatuPintu.Dashboard;
using SatuPintu.Storage;

namespace SatuPintu.Programmes;

/// <summary>How many there are in the registry, in the areas of whoever asks.</summary>
/// <param name="Persons">Persons of whom a list speaks.</param>
/// <param name="Families">Their families.</param>
/// <param name="Records">Records that are somebody's.</param>
public sealed record RegistryTotals(long Persons, long Families, long Records);

/// <summary>Shows how many the registry counted over the areas the actor works in; the figures are kept by the changes of the registry.</summary>
public static class ShowTotals
{
    /// <summary>Shows it.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="at">The moment as of which; null for now.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<RegistryTotals> Run(RegistryDatabase database, Actor actor, DateTimeOffset? at = null, CancellationToken cancellation = default)
    {
        var areas = FigureReader.AreasOf(actor);
        return database.Analyse(actor, async session =>
        {
            var figures = await FigureReader.Read(session, at, areas, [FigureKinds.Persons, FigureKinds.Families, FigureKinds.UsableRecords], cancellation);
            return new RegistryTotals(areas.Sum(a => figures[a, FigureKinds.Persons]), areas.Sum(a => figures[a, FigureKinds.Families]), figures.Rows.Where(f => f.Key.Kind == FigureKinds.UsableRecords).Sum(f => f.Value));
        }, cancellation);
    }
}
