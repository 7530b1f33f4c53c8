using Microsoft.AspNetCore.Mvc;
using SatuPintu.Server.Access;
using SatuPintu.Statistics.Transitions;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Server.Api;

/// <summary>A ranking to start.</summary>
/// <param name="Model">The version of the model, by its id.</param>
/// <param name="Area">The regency, by its code.</param>
/// <param name="AsOf">The day that the ranking describes.</param>
/// <param name="ByPersons">Whether deciles hold equal shares of persons.</param>
public sealed record RankingRequest(Guid Model, string Area, DateOnly AsOf, bool ByPersons = false);

/// <summary>A ranking that was started.</summary>
/// <param name="Id">Its id.</param>
public sealed record RankingStarted(Guid Id);

/// <summary>A decision on a ranking.</summary>
/// <param name="Seen">Number of the state that was seen.</param>
/// <param name="Note">What is said with it.</param>
public sealed record RankingDecision(int Seen, string? Note = null);

/// <summary>Families that went from a decile to another; 0 stands for none.</summary>
/// <param name="From">The decile before.</param>
/// <param name="To">The decile after.</param>
/// <param name="Families">Families.</param>
public sealed record DecileMove(int From, int To, long Families);

/// <summary>The interface to models and rankings.</summary>
internal static class RankingInterface
{
    /// <summary>Maps it.</summary>
    public static void MapRankings(this WebApplication app)
    {
        var all = app.MapGroup("/api/v1").WithTags("rankings").AddEndpointFilter<UserErrors>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        all.MapGet("/ranking-models", async (HttpContext context, [FromServices] RegistryDatabase database) => TypedResults.Ok(await ListModels.Run(database, context.Officer().Actor, context.RequestAborted)))
            .RequireAuthorization("ranking_model.see").WithName("ranking-models.list").WithMetadata(new ApiText("api.ranking_models"));
        all.MapGet("/rankings", async (HttpContext context, [FromServices] RegistryDatabase database, int page = 1) => TypedResults.Ok(await ListRankings.Run(database, context.Officer().Actor, page, context.RequestAborted)))
            .RequireAuthorization("ranking.see").WithName("rankings.list").WithMetadata(new ApiText("api.rankings"));
        all.MapGet("/rankings/{id:guid}", async Task<IResult> (HttpContext context, Guid id, [FromServices] RegistryDatabase database) =>
                await ShowRanking.Run(database, context.Officer().Actor, id, context.RequestAborted) is { } found ? TypedResults.Ok(found) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
            .RequireAuthorization("ranking.see").WithName("rankings.show").WithMetadata(new ApiText("api.rankings.show")).Produces<RankingView>().ProducesProblem(404);
        all.MapGet("/rankings/{id:guid}/moves", async Task<IResult> (HttpContext context, Guid id, Guid before, [FromServices] RegistryDatabase database) =>
                await CompareRankings.Run(database, context.Officer().Actor, before, id, context.RequestAborted) is { } moves ? TypedResults.Ok(Cells(moves.Matrix)) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
            .RequireAuthorization("ranking.compare").WithName("rankings.moves").WithMetadata(new ApiText("api.rankings.moves")).Produces<IEnumerable<DecileMove>>().ProducesProblem(404);
        all.MapPost("/rankings", async (HttpContext context, RankingRequest request, [FromServices] RegistryDatabase database) =>
                TypedResults.Accepted((string?)null, new RankingStarted(await StartRanking.Run(database, context.Officer().Actor, new StartRankingCommand(request.Model, request.Area, request.AsOf, request.ByPersons), context.RequestAborted))))
            .RequireAuthorization("ranking.start").WithName("rankings.start").WithMetadata(new ApiText("api.rankings.start"));
        all.MapPost("/rankings/{id:guid}/approve", async (HttpContext context, Guid id, RankingDecision decision, [FromServices] RegistryDatabase database) =>
            {
                await DecideOnRanking.Approve(database, context.Officer().Actor, id, decision.Seen, decision.Note, context.RequestAborted);
                return TypedResults.NoContent();
            })
            .RequireAuthorization("ranking.approve").WithName("rankings.approve").WithMetadata(new ApiText("api.rankings.approve")).ProducesProblem(404).ProducesProblem(409);
        all.MapPost("/rankings/{id:guid}/reject", async (HttpContext context, Guid id, RankingDecision decision, [FromServices] RegistryDatabase database) =>
            {
                await DecideOnRanking.Reject(database, context.Officer().Actor, id, decision.Seen, decision.Note, context.RequestAborted);
                return TypedResults.NoContent();
            })
            .RequireAuthorization("ranking.reject").WithName("rankings.reject").WithMetadata(new ApiText("api.rankings.reject")).ProducesProblem(404).ProducesProblem(409);
    }

    private static List<DecileMove> Cells(TransitionMatrix matrix)
    {
        var deciles = Enumerable.Range(0, TransitionMatrix.Deciles + 1);
        return [.. deciles.SelectMany(from => deciles.Where(to => (from, to) != (0, 0)).Select(to => new DecileMove(from, to, matrix.Count(from, to))))];
    }
}
