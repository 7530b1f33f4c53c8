using System.Security.Cryptography;
using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>A file that is to be sent.</summary>
/// <param name="Source">The source it is for.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">How many bytes it has; null where that is not known before its end.</param>
/// <param name="AsOf">The day that the list describes.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal, to be held against what comes; null where it is not known.</param>
/// <param name="Changed">When it was last changed, in milliseconds since 1970; with it an upload that was cut off is found again.</param>
public sealed record BeginUploadCommand(string Source, string FileName, long? Bytes, DateOnly AsOf, string? Sha256 = null, long? Changed = null);

/// <summary>Begins an upload, or finds the one of the same file that was cut off.</summary>
public static class BeginUpload
{
    /// <summary>The largest file.</summary>
    public const long Largest = 500L << 20;

    private const int MostAtOnce = 10;
    private static readonly DateOnly First = new(2000, 1, 1);

    /// <summary>Begins it.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who sends it.</param>
    /// <param name="command">What is to be sent.</param>
    /// <param name="key">A key by which the same request, sent again, is known; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The id of the upload.</returns>
    /// <exception cref="UserError">The file is not taken, the actor may not, or the key was used for another request.</exception>
    public static Task<Guid> Run(RegistryDatabase database, Actor actor, BeginUploadCommand command, string? key = null, CancellationToken cancellation = default)
    {
        RequireSender(actor);
        var sha256 = Check(command);
        var name = FileNames.Kept(command.FileName);
        return database.In(actor, session => RequestKeys.Once(session, key, command, async () =>
        {
            if (command.Changed is not null && await UploadRow.Same(session, command, name, cancellation) is { } before) return before.Id;
            if (await session.One<long>("select count(*) from registry.upload where account_id is not distinct from $1", cancellation, actor.User) >= MostAtOnce) throw new UserError(ExitCode.Usage, "upload.too_many", ("most", MostAtOnce));
            var id = Guid.CreateVersion7();
            // Told at the end of half a gigabyte that it was in vain, nobody would thank us: the database is asked before.
            await DeliveryRow.Try(session, new DeliveryRow(id, command.Source, name, command.Bytes ?? 0, RandomNumberGenerator.GetBytes(32), command.AsOf), cancellation);
            await session.Run("insert into registry.upload (upload_id, account_id, source, file_name, file_bytes, file_sha256, as_of, file_changed) values ($1, $2, $3, $4, $5, $6, $7, $8)", cancellation,
                id, actor.User, command.Source, name, command.Bytes, sha256, command.AsOf, command.Changed);
            return id;
        }, cancellation), cancellation);
    }

    /// <summary>Lets only those pass who deliver; to which source, the database sees.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    internal static void RequireSender(Actor actor)
    {
        if (!Actions.MayAnywhere(actor, "delivery.upload")) throw new UserError(ExitCode.Usage, "access.may_not");
    }

    private static byte[]? Check(BeginUploadCommand command)
    {
        if (!Register.RegisterRules.IsId(command.Source)) throw new UserError(ExitCode.Usage, "upload.source");
        if (command.Bytes is <= 0) throw new UserError(ExitCode.Usage, "upload.empty");
        if (command.Bytes > Largest) throw new UserError(ExitCode.Usage, "upload.too_large", ("most", Largest >> 20));
        // In the east of the country it is tomorrow already.
        if (command.AsOf < First || command.AsOf > DateOnly.FromDateTime(DateTime.UtcNow.AddHours(9))) throw new UserError(ExitCode.Usage, "upload.as_of", ("first", First.ToString("yyyy-MM-dd", null)));
        if (command.Sha256 is null) return null;
        return command.Sha256 is { Length: 64 } text && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : throw new UserError(ExitCode.Usage, "upload.sha256");
    }
}
