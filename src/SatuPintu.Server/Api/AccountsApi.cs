using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Access.Accounts;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Api;

/// <summary>A new account as a program asks for it.</summary>
/// <param name="UserName">The name to sign in by.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Password">The first password.</param>
/// <param name="Roles">The roles to hold.</param>
public sealed record NewAccount(string? UserName, string? DisplayName, string? Password, IReadOnlyList<HeldRole?>? Roles);

/// <summary>The id of what was made.</summary>
/// <param name="Id">The id.</param>
public sealed record MadeAnswer(Guid Id);

/// <summary>Accounts, for programs of administrators.</summary>
internal static class AccountsApi
{
    private const int Usual = 50;

    /// <summary>Maps it.</summary>
    public static void MapAccounts(this WebApplication app)
    {
        var accounts = app.MapGroup("/api/v1/accounts").WithTags("accounts").AddEndpointFilter<UserErrors>();
        accounts.MapGet("", async (HttpContext context, [FromServices] RegistryDatabase database, string? after, int? limit) =>
                TypedResults.Ok(await PageAccounts.Run(database, context.Officer().Actor, after, limit ?? Usual, context.RequestAborted)))
            .RequireAuthorization("account.list").WithName("accounts").WithMetadata(new ApiText("server.api.accounts"))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        accounts.MapPost("", Add)
            .RequireAuthorization("account.add").WithName("addAccount").WithMetadata(new ApiText("server.api.accounts.add"))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Created<MadeAnswer>> Add(HttpContext context, [FromServices] RegistryDatabase database, NewAccount account)
    {
        var id = await AddAccount.Run(database, context.Officer().Actor, new AddAccountCommand(account.UserName ?? "", account.DisplayName ?? "", account.Password ?? "", [.. (account.Roles ?? []).Select(r => new HeldRole(r?.Role ?? "", r?.Area ?? "", r?.Agency ?? "*"))]), context.RequestAborted);
        return TypedResults.Created((string?)null, new MadeAnswer(id));
    }
}
