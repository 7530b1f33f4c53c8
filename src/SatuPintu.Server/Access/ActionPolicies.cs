using Microsoft.AspNetCore.Authorization;

namespace SatuPintu.Server.Access;

/// <summary>Lets pages and endpoints be guarded by an action of the table: <c>[Authorize(Policy = "audit.search")]</c>. Whether it is allowed on the thing at hand, the use case sees.</summary>
internal static class ActionPolicies
{
    /// <summary>Makes a policy of each action, and closes to tokens whatever names none.</summary>
    public static void AddActionPolicies(this IServiceCollection services) => services.AddAuthorization(options =>
    {
        options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(asked => Who(asked) is { Actor.Scopes: null }).Build();
        foreach (var action in SatuPintu.Access.Actions.All)
            options.AddPolicy(action.Id, policy => policy.RequireAuthenticatedUser().RequireAssertion(asked => Who(asked) is { } who && SatuPintu.Access.Actions.MayAnywhere(who.Actor, action.Id)));
    });

    private static SatuPintu.Access.Accounts.SignedIn? Who(AuthorizationHandlerContext asked) => (asked.Resource as HttpContext)?.SignedIn();
}
