using Npgsql;
using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Audit;

/// <summary>What was found in the audit log.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Seals">Seals read.</param>
/// <param name="BrokenAt">The first entry that does not follow from those before it; null where the chain is whole.</param>
/// <param name="FalseSeal">The first seal that does not fit the chain or the key; null where all do.</param>
/// <param name="CutAfter">Where the chain ends although a seal kept elsewhere says that it was longer; null where it does not.</param>
public sealed record AuditFinding(long Entries, int Seals, long? BrokenAt, long? FalseSeal, long? CutAfter)
{
    /// <summary>Whether nothing was tampered with.</summary>
    public bool IsWhole => BrokenAt is null && FalseSeal is null && CutAfter is null;
}

/// <summary>Where the chain stood: kept outside the database, it shows a chain that was cut short.</summary>
/// <param name="Number">The last entry.</param>
/// <param name="Hash">Its hash.</param>
public sealed record ChainHead(long Number, byte[] Hash);

/// <summary>Seals the audit log and sees whether anybody tampered with it.</summary>
public static class AuditLog
{
    /// <summary>Signs the chain as it stands.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="auditKey">The key, which is not in the database.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Where the chain stands, to be kept outside the database; null where nothing was written yet.</returns>
    public static Task<ChainHead?> Seal(RegistryDatabase database, byte[] auditKey, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var last = await session.Read("select number, hash from audit.entry order by number desc limit 1", r => new ChainHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1)), cancellation);
        if (last is not [var head]) return null;
        await session.Run("insert into audit.seal (number, hash, signature) values ($1, $2, $3) on conflict (number) do nothing", cancellation, head.Number, head.Hash, AuditChain.Sign(auditKey, head.Number, head.Hash));
        return head;
    }, cancellation);

    /// <summary>Signs the chain of a registry as it stands, and keeps where it stood with the keys.</summary>
    public static async Task Seal(Registry registry, CancellationToken cancellation = default)
    {
        if (await Seal(registry.Database, registry.Keys.AuditKey.ToArray(), cancellation) is { } head) KeptHead.Write(registry.Place.Keys, head);
    }

    /// <summary>Verifies the chain of a registry by its own key and by what is kept with the keys.</summary>
    public static Task<AuditFinding> Verify(Registry registry, CancellationToken cancellation = default) =>
        Verify(registry.Database, registry.Keys.AuditKey.ToArray(), KeptHead.Read(registry.Place.Keys), cancellation);

    /// <summary>Reckons the whole chain anew and holds it against every seal.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="auditKey">The key by which seals were made.</param>
    /// <param name="known">Where the chain is known to have stood; null where nobody kept it.</param>
    /// <param name="cancellation">Stops.</param>
    public static Task<AuditFinding> Verify(RegistryDatabase database, byte[] auditKey, ChainHead? known, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var seals = (await session.Read("select number, hash, signature from audit.seal order by number", r => (Number: r.GetInt64(0), Hash: r.GetFieldValue<byte[]>(1), Signature: r.GetFieldValue<byte[]>(2)), cancellation)).ToDictionary(s => s.Number);
        long? broken = null, falseSeal = seals.Values.Where(s => !AuditChain.Sign(auditKey, s.Number, s.Hash).AsSpan().SequenceEqual(s.Signature)).Select(s => (long?)s.Number).FirstOrDefault();
        long number = 0;
        var previous = AuditChain.Beginning;
        byte[]? atKnown = null;
        await using var command = new NpgsqlCommand("""
            select number, (extract(epoch from happened_at) * 1000000)::bigint, actor, action, subject, purpose, details::text, previous, hash from audit.entry order by number
            """, session.Connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var entry = new ChainedEntry(reader.GetInt64(0), reader.GetInt64(1), await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetGuid(2), reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4), await reader.IsDBNullAsync(5, cancellation) ? null : reader.GetString(5), reader.GetString(6),
                reader.GetFieldValue<byte[]>(7), reader.GetFieldValue<byte[]>(8));
            number++;
            if (broken is null && (entry.Number != number || !entry.Previous.AsSpan().SequenceEqual(previous) || !AuditChain.HashOf(entry).AsSpan().SequenceEqual(entry.Hash))) broken = entry.Number;
            if (falseSeal is null && seals.TryGetValue(entry.Number, out var seal) && !seal.Hash.AsSpan().SequenceEqual(entry.Hash)) falseSeal = entry.Number;
            if (entry.Number == known?.Number) atKnown = entry.Hash;
            previous = entry.Hash;
        }
        var cut = known is not null && (atKnown is null || !atKnown.AsSpan().SequenceEqual(known.Hash)) ? number : (long?)null;
        if (cut is null && seals.Count > 0 && seals.Keys.Max() > number) cut = number;
        return new AuditFinding(number, seals.Count, broken, falseSeal, cut);
    }, cancellation);
}
