using Npgsql;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>A delivery as it comes into the database.</summary>
internal sealed record DeliveryRow(Guid Id, string Source, string FileName, long Bytes, byte[] Sha256, DateOnly AsOf)
{
    /// <summary>Writes it.</summary>
    /// <returns>Whether it was new: the same file of the same source is one delivery.</returns>
    /// <exception cref="UserError">There is no such source in use, or the actor may not deliver to it.</exception>
    public async Task<bool> Insert(RegistrySession session, CancellationToken cancellation)
    {
        try
        {
            var isOpen = await session.One<bool>("select exists (select from registry.source where source = $1 and retired_at is null)", cancellation, Source);
            if (!isOpen) throw new UserError(ExitCode.Usage, "upload.source");
            return await session.Run("""
                insert into registry.delivery (delivery_id, source, agency, area, file_name, file_bytes, file_sha256, as_of, delivered_by)
                select $1, source, agency, area, $3, $4, $5, $6, $7 from registry.source where source = $2
                on conflict (source, file_sha256) do nothing
                """, cancellation, Id, Source, FileName, Bytes, Sha256, AsOf, session.Actor.User) > 0;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new UserError(ExitCode.Usage, "upload.not_yours", e);
        }
    }

    /// <summary>Writes it and takes it back, to see whether it would be taken.</summary>
    /// <exception cref="UserError">It would not.</exception>
    public static async Task Try(RegistrySession session, DeliveryRow row, CancellationToken cancellation)
    {
        await session.Run("savepoint trial", cancellation);
        await row.Insert(session, cancellation);
        await session.Run("rollback to savepoint trial", cancellation);
    }
}
