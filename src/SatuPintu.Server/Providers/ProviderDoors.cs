using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Access.Identities;
using SatuPintu.Server.Access;
using SatuPintu.Server.Security;
using SatuPintu.Server.SignIn;
using SatuPintu.Storage;

namespace SatuPintu.Server.Providers;

/// <summary>The way of a browser to a provider of sign-in and back (authorization code flow with PKCE). Both ends only lead on; what is to be read stands on pages.</summary>
internal static partial class ProviderDoors
{
    /// <summary>The path they start with.</summary>
    public const string Folder = "/masuk/lewat";

    private const int Longest = 2048;

    /// <summary>Maps them.</summary>
    public static void MapProviderDoors(this WebApplication app)
    {
        app.MapGet(Folder + "/{name}", Leave).RequireRateLimiting(RequestLimits.SignIn).ExcludeFromDescription();
        app.MapGet(Folder + "/{name}/kembali", Return).RequireRateLimiting(RequestLimits.SignIn).ExcludeFromDescription();
    }

    private static async Task<IResult> Leave(HttpContext context, string name, string? kembali, string? hubungkan, ProviderList providers, Rounds rounds, ILogger<Provider> log)
    {
        if (providers.Find(name) is not { } provider) return Results.NotFound();
        Guid? session = null;
        if (hubungkan is not null)
        {
            if (context.SignedIn() is not { } officer || !rounds.IsPermit(hubungkan, officer.Session, name)) return Results.LocalRedirect("/akun/masuk?sebab=gagal");
            session = officer.Session;
        }
        try
        {
            var places = await provider.Places(context.RequestAborted);
            var round = Round.New(name, kembali is { Length: <= Longest } ? kembali : null, session);
            rounds.Give(context, round);
            var query = new QueryBuilder
            {
                { "response_type", "code" },
                { "client_id", provider.Settings.ClientId },
                { "redirect_uri", BackTo(context, name) },
                { "scope", string.Join(' ', provider.Settings.Scopes.Prepend("openid").Distinct()) },
                { "state", round.State },
                { "nonce", round.Nonce },
                { "code_challenge", round.Challenge },
                { "code_challenge_method", "S256" },
            };
            return Results.Redirect(places.Authorize + (places.Authorize.Query.Length > 0 ? "&" : "?") + query.ToQueryString().Value![1..]);
        }
        catch (ProviderRefusal e)
        {
            Refused(log, name, e.Reason, e.InnerException);
            return Results.LocalRedirect(session is null ? "/masuk?sebab=gagal" : "/akun/masuk?sebab=gagal");
        }
    }

    private static async Task<IResult> Return(HttpContext context, string name, string? code, string? state, string? iss, ProviderList providers, Rounds rounds, [FromServices] RegistryDatabase database, ILogger<Provider> log)
    {
        if (providers.Find(name) is not { } provider) return Results.NotFound();
        Round? round = null;
        try
        {
            round = rounds.Take(context, name, state) ?? throw new ProviderRefusal("state");
            if (!await UsedOnce.Take(database, round.State, Round.Holds, context.RequestAborted)) throw new ProviderRefusal("state_used");
            var places = await provider.Places(context.RequestAborted);
            if (iss is null ? places.NamesItself : iss != provider.Settings.Issuer) throw new ProviderRefusal("answer_issuer");
            if (code is not { Length: > 0 and <= Longest }) throw new ProviderRefusal("no_code");
            var said = await provider.Exchange(code, round.Verifier, round.Nonce, BackTo(context, name), context.RequestAborted);
            var identity = new Identity(provider.Settings.Issuer, Json.Text(said, "sub")!, UserName(said, provider.Settings.UserClaim));
            return round.Session is { } session ? await Bind(context, database, session, identity) : await Enter(context, database, round, identity);
        }
        catch (ProviderRefusal e)
        {
            Refused(log, name, e.Reason, e.InnerException);
            await SignInByIdentity.Refuse(database, e.Reason, context.RequestAborted);
            return Results.LocalRedirect(round?.Session is null ? "/masuk?sebab=gagal" : "/akun/masuk?sebab=gagal");
        }
    }

    private static async Task<IResult> Enter(HttpContext context, RegistryDatabase database, Round round, Identity identity) =>
        await Entrance.Let(context, database, await SignInByIdentity.Run(database, identity, context.RequestAborted)) switch
        {
            SignInAnswer.Welcome => Results.LocalRedirect(PagePipeline.IsLocal(round.Back) ? round.Back! : "/akun"),
            SignInAnswer.CodeNeeded => Results.LocalRedirect("/masuk/kode" + (round.Back is null ? "" : "?kembali=" + Uri.EscapeDataString(round.Back))),
            _ => Results.LocalRedirect("/masuk?sebab=asing"),
        };

    private static async Task<IResult> Bind(HttpContext context, RegistryDatabase database, Guid session, Identity identity)
    {
        if (context.SignedIn() is not { } officer || officer.Session != session) throw new ProviderRefusal("session");
        try
        {
            await BindIdentity.Run(database, officer.Actor, identity, context.RequestAborted);
            return Results.LocalRedirect("/akun/masuk?sebab=terhubung");
        }
        catch (UserError e) when (e.Key == "identity.taken")
        {
            return Results.LocalRedirect("/akun/masuk?sebab=milik-lain");
        }
    }

    // An address that the provider has not checked could be anybody's.
    private static string? UserName(JsonElement said, string claim) => claim == "email" && !Json.IsTrue(said, "email_verified") ? null : Json.Text(said, claim) is { Length: > 0 } name ? name : null;

    private static string BackTo(HttpContext context, string name) => $"{context.Request.Scheme}://{context.Request.Host}{Folder}/{name}/kembali";

    [LoggerMessage(LogLevel.Warning, "The provider {Name} was not believed: {Reason}")]
    private static partial void Refused(ILogger log, string name, string reason, Exception? why);
}
