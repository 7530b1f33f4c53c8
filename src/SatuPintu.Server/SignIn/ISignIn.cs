namespace SatuPintu.Server.SignIn;

/// <summary>Lets an officer in. The area of access registers its own; until then <see cref="SignInNotSetUp"/> answers.</summary>
public interface ISignIn
{
    /// <summary>Judges a name and a password, and on success gives the answer its session cookie.</summary>
    ValueTask<SignInAnswer> SignIn(HttpContext context, string userName, string password);

    /// <summary>Judges the code of the second step; whoever knows no second step answers that there was no first.</summary>
    ValueTask<SignInAnswer> Code(HttpContext context, string code) => new(SignInAnswer.Over);
}

/// <summary>What became of an attempt to sign in.</summary>
public enum SignInAnswer
{
    /// <summary>The officer is in.</summary>
    Welcome,
    /// <summary>Name or password is wrong; which of them is not told.</summary>
    Refused,
    /// <summary>Too many attempts failed; the account is locked for a quarter of an hour.</summary>
    Locked,
    /// <summary>The first step is done; the code is asked for next.</summary>
    CodeNeeded,
    /// <summary>The time between the steps is over.</summary>
    Over,
    /// <summary>There is nobody who could be let in yet.</summary>
    NotSetUp,
}

/// <summary>The answer while no accounts exist.</summary>
internal sealed class SignInNotSetUp : ISignIn
{
    /// <inheritdoc/>
    public ValueTask<SignInAnswer> SignIn(HttpContext context, string userName, string password) => new(SignInAnswer.NotSetUp);
}
