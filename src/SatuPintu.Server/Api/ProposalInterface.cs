using Microsoft.AspNetCore.Mvc;
using SatuPintu.Access;
using SatuPintu.People.Proposing;
using SatuPintu.Server.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Api;

/// <summary>A correction to propose.</summary>
/// <param name="Kind">What it is: <c>value</c>, <c>moved</c>, <c>died</c>, <c>left_family</c>.</param>
/// <param name="Element">The element of the data standard, of a value.</param>
/// <param name="Value">Its value.</param>
/// <param name="Area">The code of the village, of a move.</param>
/// <param name="Address">The address there.</param>
/// <param name="Since">The day of the move, the death or the leaving, yyyy-MM-dd.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What was seen that shows it.</param>
/// <param name="Seen">The <c>version</c> of the person that was seen; null where it does not matter.</param>
public sealed record ProposalRequest(string? Kind = null, string? Element = null, string? Value = null, string? Area = null, string? Address = null, string? Since = null, string? Reason = null, string? Evidence = null, long? Seen = null);

/// <summary>A decision on a proposal.</summary>
/// <param name="Seen">The <c>number</c> of the proposal that was seen.</param>
/// <param name="Version">The <c>version</c> of the person that was seen; null where it does not matter.</param>
/// <param name="Note">What is said with it; needed to reject or to end.</param>
public sealed record ProposalDecisionRequest(int Seen, long? Version = null, string? Note = null);

/// <summary>A proposal that was made.</summary>
/// <param name="Id">The id.</param>
public sealed record MadeProposal(Guid Id);

/// <summary>The interface to propose corrections of persons and to decide on them.</summary>
internal static class ProposalInterface
{
    /// <summary>Maps it.</summary>
    public static void MapProposals(this WebApplication app)
    {
        app.MapGroup("/api/v1/persons").WithTags("proposals").AddEndpointFilter<UserErrors>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .MapPost("/{id:guid}/proposals", async (HttpContext context, Guid id, ProposalRequest request, [FromServices] RegistryDatabase database, [FromServices] KeyRing keys) =>
            {
                var made = await ProposeCorrection.Run(database, keys, context.Officer().Actor, new ProposeCorrectionCommand(id, request.Seen, request.Kind ?? "", request.Element, request.Value, request.Area, request.Address, request.Since,
                    request.Reason, request.Evidence), context.RequestAborted);
                return TypedResults.Created($"/api/v1/proposals/{made}", new MadeProposal(made));
            }).RequireAuthorization("proposal.make").WithName("proposals.make").WithMetadata(new ApiText("api.proposals.make"));

        var all = app.MapGroup("/api/v1/proposals").WithTags("proposals").AddEndpointFilter<UserErrors>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        all.MapGet("/", async (HttpContext context, string? state, string? area, int? page, [FromServices] RegistryDatabase database) =>
                TypedResults.Ok(await ListProposals.Run(database, context.Officer().Actor, new ListProposalsQuery(state, area, page ?? 1), context.RequestAborted)))
            .RequireAuthorization("proposal.see").WithName("proposals.list").WithMetadata(new ApiText("api.proposals.list"));
        all.MapGet("/{id:guid}", async Task<IResult> (HttpContext context, Guid id, [FromServices] RegistryDatabase database, [FromServices] KeyRing keys) =>
                await ShowProposal.Run(database, keys, context.Officer().Actor, id, context.RequestAborted) is { } found ? TypedResults.Ok(found) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
            .RequireAuthorization("proposal.see").WithName("proposals.show").WithMetadata(new ApiText("api.proposals.show")).Produces<ProposalView>().ProducesProblem(404);
        Decision("accept", "proposal.accept", DecideOnProposal.Accept);
        Decision("reject", "proposal.reject", DecideOnProposal.Reject);
        // Whoever sees proposals may have made one; that it is their own, the use case sees.
        Decision("withdraw", "proposal.see", DecideOnProposal.Withdraw);
        Decision("end", "proposal.end", DecideOnProposal.End);

        void Decision(string name, string action, Func<RegistryDatabase, KeyRing, Actor, ProposalDecision, CancellationToken, Task> decide) =>
            all.MapPost($"/{{id:guid}}/{name}", async (HttpContext context, Guid id, ProposalDecisionRequest request, [FromServices] RegistryDatabase database, [FromServices] KeyRing keys) =>
            {
                await decide(database, keys, context.Officer().Actor, new ProposalDecision(id, request.Seen, request.Version, request.Note), context.RequestAborted);
                return TypedResults.NoContent();
            }).RequireAuthorization(action).WithName($"proposals.{name}").WithMetadata(new ApiText($"api.proposals.{name}")).ProducesProblem(404).ProducesProblem(409);
    }
}
