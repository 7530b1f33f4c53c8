using Microsoft.AspNetCore.Mvc;
using SatuPintu.Programmes;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Api;

/// <summary>The interface to the figures that the registry keeps; <c>at</c> asks for those of an earlier moment.</summary>
internal static class TotalsInterface
{
    /// <summary>Maps it.</summary>
    public static void MapTotals(this WebApplication app)
    {
        var all = app.MapGroup("/api/v1").WithTags("totals").AddEndpointFilter<UserErrors>().RequireAuthorization("totals.see").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        all.MapGet("/totals", async (HttpContext context, DateTimeOffset? at, [FromServices] RegistryDatabase database) =>
                TypedResults.Ok(await ShowTotals.Run(database, context.Officer().Actor, at, context.RequestAborted)))
            .WithName("totals").WithMetadata(new ApiText("api.totals"));
        all.MapGet("/overlap", async (HttpContext context, string a, string b, DateTimeOffset? at, [FromServices] RegistryDatabase database) =>
                TypedResults.Ok(await ShowOverlap.Run(database, context.Officer().Actor, a, b, at, context.RequestAborted)))
            .WithName("overlap").WithMetadata(new ApiText("api.overlap"));
    }
}
