using SatuPintu.Sources;
using SatuPintu.Sources.Reading;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Checking;

/// <summary>
/// The lists that were read and checked, so that one that was checked a moment ago, or stands in the registry, need not be read again. It holds no more than a
/// city's lists; what is not held is read again from its file. Used by one thread at a time.
/// </summary>
internal sealed class CheckedLists(KeyRing keys, DeliveryFiles files)
{
    // Some 600 bytes a row.
    private const int MostRows = 900_000;
    private readonly LinkedList<CheckedList> held = [];
    private (Guid Delivery, TextTable Table)? read;

    /// <summary>A list as it came.</summary>
    /// <exception cref="UserError">The file cannot be read as a list.</exception>
    public TextTable Read(Delivered delivery, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        if (read is not { } last || last.Delivery != delivery.Id)
        {
            using var content = files.OpenList(delivery.Id);
            read = last = (delivery.Id, ListReader.Read(content, delivery.FileName, progress, cancellation));
        }
        return last.Table;
    }

    /// <summary>A list, read and checked where it is not held.</summary>
    /// <exception cref="UserError">The file cannot be read as a list.</exception>
    public CheckedList Get(Delivered delivery, IReadOnlySet<long> otherCards, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        if (Held(delivery) is { } known) return known;
        var list = CheckedList.Of(delivery, Read(delivery, progress, cancellation), otherCards, keys, progress, cancellation);
        read = null;
        // A list that stood for the same source before is held until this one has taken its place.
        foreach (var old in held.Where(h => h.Delivery.Id == delivery.Id).ToList()) held.Remove(old);
        held.AddFirst(list);
        while (held.Count > 1 && held.Sum(l => (long)l.Standard.RowCount) > MostRows) held.RemoveLast();
        return list;
    }

    /// <summary>Lets go of the lists of a source that have been replaced.</summary>
    public void Replace(string source, Guid by)
    {
        foreach (var old in held.Where(h => h.Delivery.Source == source && h.Delivery.Id != by).ToList()) held.Remove(old);
    }

    /// <summary>Gives memory back to the machine when there is nothing more to do.</summary>
    public void Rest() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private CheckedList? Held(Delivered delivery)
    {
        foreach (var list in held)
        {
            if (list.Delivery != delivery) continue;
            held.Remove(list);
            held.AddFirst(list);
            return list;
        }
        return null;
    }
}
