using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>An upload as it stands.</summary>
/// <param name="Id">Its id, which becomes that of the delivery.</param>
/// <param name="Source">The source it is for.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="AsOf">The day that the list describes.</param>
/// <param name="Safe">How many bytes are safe; sending goes on after them.</param>
/// <param name="Bytes">How many there are to be; null where that was not said.</param>
/// <param name="IsWhole">Whether all of it has come.</param>
public sealed record UploadState(Guid Id, string Source, string FileName, DateOnly AsOf, long Safe, long? Bytes, bool IsWhole);

/// <summary>An upload as it stands in the database.</summary>
internal sealed record UploadRow(Guid Id, string Source, string FileName, long? Bytes, byte[]? Sha256, DateOnly AsOf)
{
    private const string Columns = "upload_id, source, file_name, file_bytes, file_sha256, as_of";

    /// <summary>Finds an upload of the actor's own, and notes that it was touched.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static async Task<UploadRow> Touch(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation) => await database.In(actor, session =>
        One(session, $"update registry.upload set touched_at = transaction_timestamp() where upload_id = $1 returning {Columns}", cancellation, id), cancellation) ?? throw Unknown();

    /// <summary>Finds an upload of the actor's own and keeps others from it until the transaction ends; null where there is none.</summary>
    public static Task<UploadRow?> Lock(RegistrySession session, Guid id, CancellationToken cancellation) => One(session, $"select {Columns} from registry.upload where upload_id = $1 for update", cancellation, id);

    /// <summary>The upload of the same file that the actor began before; null where there is none.</summary>
    public static Task<UploadRow?> Same(RegistrySession session, BeginUploadCommand command, string fileName, CancellationToken cancellation) => One(session, $"""
        select {Columns} from registry.upload
        where account_id is not distinct from $1 and source = $2 and as_of = $3 and file_name = $4 and file_bytes = $5 and file_changed = $6 order by begun_at desc limit 1
        """, cancellation, session.Actor.User, command.Source, command.AsOf, fileName, command.Bytes, command.Changed);

    /// <summary>That there is no such upload.</summary>
    public static UserError Unknown() => new(ExitCode.Usage, "upload.unknown");

    /// <summary>With how far it has come.</summary>
    public UploadState With((long Safe, bool IsWhole) file) => new(Id, Source, FileName, AsOf, file.Safe, Bytes, file.IsWhole);

    private static async Task<UploadRow?> One(RegistrySession session, string sql, CancellationToken cancellation, params object?[] parameters) => (await session.Read(sql, r => new UploadRow(r.GetGuid(0), r.GetString(1), r.GetString(2),
        r.IsDBNull(3) ? null : r.GetInt64(3), r.IsDBNull(4) ? null : r.GetFieldValue<byte[]>(4), r.GetFieldValue<DateOnly>(5)), cancellation, parameters)).FirstOrDefault();
}
