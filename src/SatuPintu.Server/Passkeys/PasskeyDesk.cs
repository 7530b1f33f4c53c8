using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Identities;
using SatuPintu.Access.Passkeys;
using SatuPintu.Storage;
using SignInResult = SatuPintu.Access.Accounts.SignInResult;

namespace SatuPintu.Server.Passkeys;

/// <summary>
/// Asks devices and judges their answers with the framework's handler. What was asked is kept sealed in the browser between page and form, five minutes, and
/// counts once.
/// </summary>
public sealed partial class PasskeyDesk
{
    private const string Cookie = "satupintu-kunci";
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(5);
    private readonly RegistryDatabase database;
    private readonly ITimeLimitedDataProtector protector;
    private readonly PasskeyHandler<PasskeyOwner> handler;
    private readonly ILogger log;

    /// <summary>Sets the rules: the device must hold the key itself and make sure of its owner.</summary>
    public PasskeyDesk(RegistryDatabase database, IDataProtectionProvider protection, IServiceProvider services, ILogger<PasskeyDesk> log, ILogger<UserManager<PasskeyOwner>> managerLog)
    {
        (this.database, this.log) = (database, log);
        protector = protection.CreateProtector("passkeys").ToTimeLimitedDataProtector();
        // The manager only passes on what the store knows.
        var users = new UserManager<PasskeyOwner>(new PasskeyStore(database), Options.Create(new IdentityOptions()), null!, [], [], null!, new IdentityErrorDescriber(), services, managerLog);
        handler = new PasskeyHandler<PasskeyOwner>(users, Options.Create(new IdentityPasskeyOptions
        {
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            AuthenticatorTimeout = Holds,
            ValidateOrigin = IsOurs,
        }));
    }

    /// <summary>What a device is asked to make a new key for an account.</summary>
    public async Task<string> AskForNew(HttpContext context, SignedIn officer)
    {
        var owner = (await KeepPasskeys.Owner(database, officer.Actor.User!.Value, context.RequestAborted))!;
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = owner.Id.ToString("n"), Name = owner.UserName, DisplayName = owner.DisplayName }, context);
        Keep(context, asked.AttestationState!);
        return asked.CreationOptionsJson;
    }

    /// <summary>Takes a new key; false where the device's answer is not right.</summary>
    /// <exception cref="UserError">The key cannot be added.</exception>
    public async Task<bool> TakeNew(HttpContext context, SignedIn officer, string answer, string name)
    {
        if (await Kept(context) is not { } state) return false;
        var judged = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = answer, AttestationState = state });
        if (judged.Failure is { } failure) NotTaken(log, failure.Message);
        // The page may have been opened under another account.
        if (!judged.Succeeded || judged.UserEntity.Id != officer.Actor.User!.Value.ToString("n")) return false;
        await KeepPasskeys.Add(database, officer.Actor, Of(judged.Passkey, officer.Actor.User.Value, name), context.RequestAborted);
        return true;
    }

    /// <summary>What a device is asked to let somebody in; it does not say whom, the device knows.</summary>
    public async Task<string> Ask(HttpContext context)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, context);
        Keep(context, asked.AssertionState!);
        return asked.RequestOptionsJson;
    }

    /// <summary>Lets in or refuses by the device's answer.</summary>
    public async Task<SignInResult> SignIn(HttpContext context, string answer)
    {
        if (await Kept(context) is { } state)
        {
            var judged = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = answer, AssertionState = state });
            if (judged.Failure is { } failure) NotTaken(log, failure.Message);
            if (judged.Succeeded) return await KeepPasskeys.SignIn(database, Of(judged.Passkey, judged.User.Id, judged.Passkey.Name ?? ""), context.RequestAborted);
        }
        await KeepPasskeys.Refuse(database, "answer", context.RequestAborted);
        return SignInResult.Of(SignInOutcome.Wrong);
    }

    // Browsers name no origin when they send a form of a page that gives no referrer, so it is told by the name under which this service was called, which is checked.
    private static ValueTask<bool> IsOurs(PasskeyOriginValidationContext said) =>
        ValueTask.FromResult(!said.CrossOrigin && Uri.TryCreate(said.Origin, UriKind.Absolute, out var origin) && origin.Equals(new Uri($"{said.HttpContext.Request.Scheme}://{said.HttpContext.Request.Host}")));

    [LoggerMessage(LogLevel.Warning, "The answer of a device was not taken: {Why}")]
    private static partial void NotTaken(ILogger log, string why);

    private static Passkey Of(UserPasskeyInfo info, Guid account, string name) => new(info.CredentialId, account, name, info.PublicKey, info.SignCount, info.Transports ?? [], info.IsUserVerified, info.IsBackupEligible, info.IsBackedUp, info.AttestationObject, info.ClientDataJson, info.CreatedAt, null);

    private static CookieOptions CookieForm(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, IsEssential = true, Path = context.Request.Path, MaxAge = Holds };

    private void Keep(HttpContext context, string state) => context.Response.Cookies.Append(Cookie, protector.Protect($"{context.Request.Path} {state}", Holds), CookieForm(context));

    private async Task<string?> Kept(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } kept) return null;
        try
        {
            var state = protector.Unprotect(kept);
            var path = $"{context.Request.Path} ";
            return state.StartsWith(path, StringComparison.Ordinal) && await UsedOnce.Take(database, "passkey " + state, Holds, context.RequestAborted) ? state[path.Length..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
