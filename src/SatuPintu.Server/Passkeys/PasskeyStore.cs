using Microsoft.AspNetCore.Identity;
using SatuPintu.Access;
using SatuPintu.Access.Passkeys;
using SatuPintu.Storage;

namespace SatuPintu.Server.Passkeys;

/// <summary>Shows accounts and their passkeys to the framework's handler. It only looks; what changes is written by the use cases.</summary>
internal sealed class PasskeyStore(RegistryDatabase database) : IUserPasskeyStore<PasskeyOwner>
{
    /// <inheritdoc/>
    public Task<PasskeyOwner?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Guid.TryParseExact(userId, "n", out var id) ? KeepPasskeys.Owner(database, id, cancellationToken) : Task.FromResult<PasskeyOwner?>(null);

    /// <inheritdoc/>
    public async Task<PasskeyOwner?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await KeepPasskeys.Find(database, credentialId, cancellationToken) is { } found ? await KeepPasskeys.Owner(database, found.Account, cancellationToken) : null;

    /// <inheritdoc/>
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) =>
        await KeepPasskeys.Find(database, credentialId, cancellationToken) is { } found && found.Account == user.Id ? Info(found) : null;

    /// <inheritdoc/>
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyOwner user, CancellationToken cancellationToken) =>
        [.. (await KeepPasskeys.Of(database, Actor.System, user.Id, cancellationToken)).Select(Info)];

    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString("n"));

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    /// <inheritdoc/>
    public Task AddOrUpdatePasskeyAsync(PasskeyOwner user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task RemovePasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task SetUserNameAsync(PasskeyOwner user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task SetNormalizedUserNameAsync(PasskeyOwner user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> CreateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> UpdateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> DeleteAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<PasskeyOwner?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
        // The database is not its own.
    }

    private static UserPasskeyInfo Info(Passkey passkey) => new(passkey.Id, passkey.PublicKey, passkey.CreatedAt, (uint)passkey.SignCount, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp, passkey.Attestation, passkey.ClientData) { Name = passkey.Name };
}
