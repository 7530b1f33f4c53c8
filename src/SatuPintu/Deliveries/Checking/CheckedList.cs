using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Checking;

/// <summary>A delivered list, read, brought to the standard and checked.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Plan">Which column is which element.</param>
/// <param name="Standard">The list in standard form, before the checks took out what cannot be true.</param>
/// <param name="Check">What the checks found.</param>
/// <param name="Identity">How its records are told from one delivery to the next.</param>
/// <param name="Cards">Its family card numbers.</param>
internal sealed record CheckedList(Delivered Delivery, ColumnPlan Plan, StandardTable Standard, CheckResult Check, RecordIdentity Identity, IReadOnlySet<long> Cards)
{
    /// <summary>Standardises and checks a delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="table">Its file, as it came.</param>
    /// <param name="otherCards">Family card numbers of the other lists: one of them in a column of NIK is no NIK.</param>
    /// <param name="keys">The keys by which records are told.</param>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">A needed column is missing.</exception>
    public static CheckedList Of(Delivered delivery, TextTable table, IReadOnlySet<long> otherCards, KeyRing keys, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var plan = ColumnRecogniser.Recognise(delivery.Defined(), table);
        var today = DateOnly.FromDateTime(delivery.At.UtcDateTime);
        // What the records say is worked out beside their identity: neither needs the other.
        var contents = Task.Run(() => RecordIdentity.ContentsOf(delivery, table, keys, cancellation), cancellation);
        var standard = Standardiser.Standardise(plan, table, AreaCatalog.Official, today, progress, cancellation);
        progress?.Report(new StageProgress("check", delivery.Source, 0, 0));
        var cards = ListChecker.FamilyCards(standard);
        var check = ListChecker.Check(standard, AreaCatalog.Official, today, otherCards.Count == 0 ? cards : otherCards.Concat(cards).ToHashSet(), cancellation);
        return new CheckedList(delivery, plan, standard, check, RecordIdentity.Of(standard, contents.GetAwaiter().GetResult(), keys, cancellation), cards);
    }

    /// <summary>The same list, checked with the family cards of other lists.</summary>
    public CheckedList Again(IReadOnlySet<long> allCards, CancellationToken cancellation) => this with
    {
        Check = ListChecker.Check(Standard, AreaCatalog.Official, DateOnly.FromDateTime(Delivery.At.UtcDateTime), allCards, cancellation),
    };
}
