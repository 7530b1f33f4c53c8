namespace SatuPintu.Access.Passkeys;

/// <summary>A passkey as it is kept: the public half of a key that a device holds (WebAuthn).</summary>
/// <param name="Id">Its id, which the device gave.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="PublicKey">The public key, in COSE.</param>
/// <param name="SignCount">How often the device says it signed.</param>
/// <param name="Transports">How the device is reached.</param>
/// <param name="IsUserVerified">Whether the device made sure of its owner.</param>
/// <param name="IsBackupEligible">Whether it may be copied to other devices.</param>
/// <param name="IsBackedUp">Whether it is.</param>
/// <param name="Attestation">What the device said of itself when it was made.</param>
/// <param name="ClientData">What the browser said then.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UsedAt">When somebody last signed in by it; null for never.</param>
public sealed record Passkey(byte[] Id, Guid Account, string Name, byte[] PublicKey, long SignCount, string[] Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp, byte[] Attestation, byte[] ClientData, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);

/// <summary>An account as passkeys know it.</summary>
/// <param name="Id">The account.</param>
/// <param name="UserName">The name to sign in by.</param>
/// <param name="DisplayName">The name that others see.</param>
public sealed record PasskeyOwner(Guid Id, string UserName, string DisplayName);
