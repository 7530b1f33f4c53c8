using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Access;

/// <summary>Which keys to write with anew.</summary>
/// <param name="Data">The key of values and files.</param>
/// <param name="Index">The key of the index.</param>
public sealed record RotateKeysCommand(bool Data, bool Index);

/// <summary>Adds newer keys to a registry's ring; what was written with the older ones stays readable; leaves <c>key.rotated</c>.</summary>
public static class RotateKeys
{
    /// <summary>Adds them.</summary>
    /// <exception cref="UserError">The actor may not, or the keys cannot be written; nothing has changed then.</exception>
    public static Task Run(RegistryDatabase database, KeyRing keys, Actor actor, RotateKeysCommand command, CancellationToken cancellation = default)
    {
        Actions.Require(actor, "key.rotate");
        return database.In(actor, async session =>
        {
            keys.Reload();
            // Written down first: a key that cannot be made takes the entry back with it, and a log that cannot be written lets no key be made.
            await session.Trace("key.rotated", keys.Id.ToString(), details: new { data = keys.DataVersion + (command.Data ? 1 : 0), index = keys.IndexVersion + (command.Index ? 1 : 0) }, cancellation: cancellation);
            if (command.Data) keys.Rotate();
            if (command.Index) keys.RotateIndex();
        }, cancellation);
    }
}
