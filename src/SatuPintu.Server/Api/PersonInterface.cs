using Microsoft.AspNetCore.Mvc;
using SatuPintu.People.Looking;
using SatuPintu.People.Search;
using SatuPintu.Server.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Api;

/// <summary>What a person is looked for by. It is sent in the body, so that no number stands in an address or a log.</summary>
/// <param name="Number">A NIK or family card number.</param>
/// <param name="Name">A name, however it is spelt.</param>
/// <param name="Area">The code of an area, or its beginning.</param>
/// <param name="After">The <c>after</c> of the page before.</param>
/// <param name="Address">Words of an address.</param>
/// <param name="Born">A date of birth, or its year.</param>
/// <param name="Page">The <c>nextPage</c> of the page before.</param>
public sealed record PersonsRequest(string? Number = null, string? Name = null, string? Area = null, Guid? After = null, string? Address = null, string? Born = null, int Page = 1);

/// <summary>Why the full values of a person or a family are needed, and as of when.</summary>
/// <param name="Purpose">Why, in words that the auditor reads; null to see them masked.</param>
/// <param name="Per">The day as of which they are known (its end, UTC); null for now.</param>
public sealed record PersonRequest(string? Purpose = null, DateOnly? Per = null);

/// <summary>The interface to look at persons; each look leaves a trace.</summary>
internal static class PersonInterface
{
    /// <summary>Maps it.</summary>
    public static void MapPersons(this WebApplication app)
    {
        var all = app.MapGroup("/api/v1/persons").WithTags("persons").AddEndpointFilter<UserErrors>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        all.MapPost("/search", async (HttpContext context, PersonsRequest request, [FromServices] RegistryDatabase database, [FromServices] KeyRing keys, [FromServices] PersonFinder finder) =>
                TypedResults.Ok(await ListPersons.Run(database, keys, finder, context.Officer().Actor, new ListPersonsQuery(request.Number, request.Name, request.Area, request.After, request.Address, request.Born, request.Page), context.RequestAborted)))
            .RequireAuthorization("person.list").WithName("persons.list").WithMetadata(new ApiText("api.persons.list"));
        all.MapPost("/{id:guid}", async Task<IResult> (HttpContext context, Guid id, PersonRequest request, [FromServices] RegistryDatabase database, [FromServices] KeyRing keys) =>
                await ShowPerson.Run(database, keys, context.Officer().Actor, new ShowPersonQuery(id, request.Purpose, request.Per), context.RequestAborted) is { } found ? TypedResults.Ok(found) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
            .RequireAuthorization("person.see").WithName("persons.show").WithMetadata(new ApiText("api.persons.show")).Produces<PersonView>().ProducesProblem(404);
        all.MapGet("/{id:guid}/looks", async Task<IResult> (HttpContext context, Guid id, int? page, [FromServices] RegistryDatabase database) =>
                await ShowLooks.Run(database, context.Officer().Actor, id, page ?? 1, context.RequestAborted) is { } found ? TypedResults.Ok(found) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
            .RequireAuthorization("person.see_looks").WithName("persons.looks").WithMetadata(new ApiText("api.persons.looks")).Produces<PersonLooks>().ProducesProblem(404);
        app.MapGroup("/api/v1/families").WithTags("persons").AddEndpointFilter<UserErrors>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403)
            .MapPost("/{id:guid}", async Task<IResult> (HttpContext context, Guid id, PersonRequest request, [FromServices] RegistryDatabase database, [FromServices] KeyRing keys) =>
                await ShowFamily.Run(database, keys, context.Officer().Actor, new ShowFamilyQuery(id, request.Purpose, request.Per), context.RequestAborted) is { } found ? TypedResults.Ok(found) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
            .RequireAuthorization("person.see").WithName("families.show").WithMetadata(new ApiText("api.families.show")).Produces<FamilyView>().ProducesProblem(404);
    }
}
