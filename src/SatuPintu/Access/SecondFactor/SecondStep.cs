using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.SecondFactor;

/// <summary>The second step of signing in: a code by time or a recovery code. Leaves <c>session.started</c>, <c>session.refused</c> or <c>account.locked</c>, and <c>recovery_code.used</c>.</summary>
public static class SecondStep
{
    /// <summary>Tries a code.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="keys">The keys of codes.</param>
    /// <param name="half">What the first step gave the browser.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="cancellation">Stops.</param>
    public static Task<SignInResult> Run(RegistryDatabase database, SecondFactorKeys keys, string half, string code, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        if (await HalfSessions.Find(session, half, cancellation) is not { } begun || await Attempts.Account(session, begun.Account, cancellation) is not { } account) return SignInResult.Of(SignInOutcome.Over);
        if (!account.IsOpen) return account.Refusal;
        if (await SecondFactorRow.Of(session, keys, begun.Account, cancellation) is not { IsOn: true } factor) return SignInResult.Of(SignInOutcome.Over);
        if (!await Codes.Take(session, factor, begun.Account, code, cancellation)) return await account.Failed(session, "code", cancellation);
        await HalfSessions.End(session, begun.Account, cancellation);
        return await StartSession.Run(session, begun.Account, begun.Way, cancellation);
    }, cancellation);
}

/// <summary>Codes of either kind.</summary>
internal static class Codes
{
    /// <summary>Takes a code by time or a recovery code.</summary>
    public static async Task<bool> Take(RegistrySession session, SecondFactorRow factor, Guid account, string code, CancellationToken cancellation)
    {
        if (await factor.Take(session, account, code, cancellation)) return true;
        if (!await RecoveryCodes.Take(session, account, code, cancellation)) return false;
        await session.Trace("recovery_code.used", account.ToString(), cancellation: cancellation);
        return true;
    }
}
