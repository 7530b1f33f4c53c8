using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Deliveries.Uploads;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Api;

/// <summary>A file that is to be sent.</summary>
/// <param name="Source">The id of the source it is for.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="AsOf">The day that the list describes.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal, to be held against what comes.</param>
/// <param name="Changed">When it was last changed, in milliseconds since 1970; with it an upload that was cut off is found again.</param>
public sealed record UploadRequest(string Source, string FileName, long Size, DateOnly AsOf, string? Sha256 = null, long? Changed = null);

/// <summary>An upload that was begun.</summary>
/// <param name="Upload">Its id.</param>
public sealed record UploadAnswer(Guid Upload);

/// <summary>A page of deliveries, the newest first.</summary>
/// <param name="Found">How many there are in all.</param>
/// <param name="PageSize">How many a page has.</param>
/// <param name="Deliveries">Those of the page.</param>
public sealed record DeliveriesAnswer(long Found, int PageSize, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>A decision on a delivery.</summary>
/// <param name="Seen">The number of the state that the decider saw; where it is another one now, nothing is done.</param>
/// <param name="Note">What is to be remembered or mended.</param>
public sealed record DecisionRequest(int Seen, string? Note = null);

/// <summary>What the columns of a delivery are.</summary>
/// <param name="Seen">The number of the state that was seen.</param>
/// <param name="Columns">By heading the element, or null for a column that is left aside; headings that are not named stay as they were recognised.</param>
public sealed record MappingRequest(int Seen, IReadOnlyDictionary<string, string?>? Columns = null);

/// <summary>The interface by which files are delivered: begun, sent in pieces that can be gone on with, and finished; or sent at once.</summary>
internal static class DeliveryInterface
{
    private const string Path = "/api/v1/deliveries", Offset = "Upload-Offset", Length = "Upload-Length", Complete = "Upload-Complete";
    private const int LargestPiece = 64 << 20;

    /// <summary>Maps it.</summary>
    public static void MapDeliveries(this WebApplication app)
    {
        var all = app.MapGroup(Path).WithTags("deliveries").AddEndpointFilter<UserErrors>().ProducesProblem(401).ProducesProblem(403);
        var sending = all.MapGroup("").RequireAuthorization("delivery.upload");
        Describe(sending.MapPost("", Begin), "begin").Produces<UploadAnswer>(201).ProducesProblem(400).ProducesProblem(422);
        Describe(sending.MapPut("", Put), "put").Accepts<Stream>("application/octet-stream", "text/csv").Produces<FinishedUpload>(201).Produces<FinishedUpload>().ProducesProblem(400).ProducesProblem(413)
            .WithMetadata(new RequestSizeLimitAttribute(BeginUpload.Largest));
        Describe(sending.MapPatch("/uploads/{id:guid}", Append), "append").Accepts<Stream>("application/offset+octet-stream").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
            .WithMetadata(new RequestSizeLimitAttribute(LargestPiece));
        Describe(sending.MapMethods("/uploads/{id:guid}", [HttpMethods.Head], State), "state").Produces(204).ProducesProblem(404);
        Describe(sending.MapPost("/uploads/{id:guid}/finish", Finish), "finish").Produces<FinishedUpload>(201).Produces<FinishedUpload>().ProducesProblem(404).ProducesProblem(409);
        Describe(sending.MapDelete("/uploads/{id:guid}", GiveUp), "give_up").Produces(204);
        Describe(all.MapGet("", List), "list").RequireAuthorization("delivery.see").Produces<DeliveriesAnswer>();
        Describe(all.MapGet("/{id:guid}/work", Work), "work").RequireAuthorization("delivery.see").Produces<DeliveryWorkView>().ProducesProblem(404);
        Describe(all.MapGet("/{id:guid}/returned.csv", Returned), "returned").RequireAuthorization("delivery.download_rows").Produces(200, contentType: "text/csv").ProducesProblem(404);
        Describe(all.MapPost("/{id:guid}/mapping", Map), "map").RequireAuthorization("delivery.map").Produces(204).ProducesProblem(400).ProducesProblem(409);
        Describe(all.MapPost("/{id:guid}/accept", (HttpContext c, Guid id, DecisionRequest r, [FromServices] RegistryDatabase d) => Decide(c, id, r, d, DecideOnDelivery.Accept)), "accept").RequireAuthorization("delivery.accept").Produces(204).ProducesProblem(409);
        Describe(all.MapPost("/{id:guid}/return", (HttpContext c, Guid id, DecisionRequest r, [FromServices] RegistryDatabase d) => Decide(c, id, r, d, DecideOnDelivery.Return)), "return").RequireAuthorization("delivery.return").Produces(204).ProducesProblem(409);
        Describe(all.MapPost("/{id:guid}/withdraw", (HttpContext c, Guid id, DecisionRequest r, [FromServices] RegistryDatabase d) => Decide(c, id, r, d, DecideOnDelivery.Withdraw)), "withdraw").RequireAuthorization("delivery.withdraw").Produces(204).ProducesProblem(409);
        Describe(all.MapGet("/{id:guid}", Show), "show").RequireAuthorization("delivery.see").Produces<DeliveryDetail>().ProducesProblem(404);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint.WithName("deliveries." + name).WithMetadata(new ApiText("api.deliveries." + name));

    private static async Task<IResult> Begin(HttpContext context, UploadRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, [FromServices] RegistryDatabase database)
    {
        var id = await BeginUpload.Run(database, context.Officer().Actor, new BeginUploadCommand(request.Source ?? "", request.FileName ?? "", request.Size, request.AsOf, request.Sha256, request.Changed), key, context.RequestAborted);
        return TypedResults.Created($"{Path}/uploads/{id}", new UploadAnswer(id));
    }

    private static async Task<IResult> Put(HttpContext context, string source, DateOnly asOf, string fileName, string? sha256, [FromServices] RegistryDatabase database, [FromServices] UploadFiles files) =>
        Finished(await DeliverWhole.Run(database, files, context.Officer().Actor, new BeginUploadCommand(source, fileName, context.Request.ContentLength, asOf, sha256), context.Request.Body, context.RequestAborted));

    private static async Task<IResult> Append(HttpContext context, Guid id, [FromHeader(Name = Offset)] long uploadOffset, [FromServices] RegistryDatabase database, [FromServices] UploadFiles files)
    {
        var piece = await AppendToUpload.Run(database, files, context.Officer().Actor, id, uploadOffset, context.Request.Body, cancellation: context.RequestAborted);
        Tell(context, piece.State);
        return piece.Fits ? TypedResults.NoContent() : UserErrors.Problem(context, new UserError(ExitCode.Usage, "upload.offset", ("safe", piece.State.Safe)), StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> State(HttpContext context, Guid id, [FromServices] RegistryDatabase database, [FromServices] UploadFiles files)
    {
        Tell(context, await ShowUpload.Run(database, files, context.Officer().Actor, id, context.RequestAborted));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Finish(HttpContext context, Guid id, [FromServices] RegistryDatabase database, [FromServices] UploadFiles files) =>
        Finished(await FinishUpload.Run(database, files, context.Officer().Actor, id, context.RequestAborted));

    private static async Task<IResult> GiveUp(HttpContext context, Guid id, [FromServices] RegistryDatabase database, [FromServices] UploadFiles files)
    {
        await GiveUpUpload.Run(database, files, context.Officer().Actor, id, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Show(HttpContext context, Guid id, [FromServices] RegistryDatabase database) =>
        await ShowDelivery.Run(database, context.Officer().Actor, id, context.RequestAborted) is { } found ? TypedResults.Ok(found) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> List(HttpContext context, [FromServices] RegistryDatabase database, int page = 1)
    {
        var found = await ListDeliveries.Run(database, context.Officer().Actor, page, context.RequestAborted);
        return TypedResults.Ok(new DeliveriesAnswer(found.Found, ListDeliveries.PageSize, found.Deliveries));
    }

    private static async Task<IResult> Work(HttpContext context, Guid id, [FromServices] RegistryDatabase database) =>
        TypedResults.Ok(await ShowDeliveryWork.Run(database, context.Officer().Actor, id, context.RequestAborted));

    private static async Task<IResult> Returned(HttpContext context, Guid id, [FromServices] RegistryDatabase database, [FromServices] DeliveryFiles files) =>
        TypedResults.Stream(await TakeReturnedRows.Run(database, files, context.Officer().Actor, id, context.RequestAborted), "text/csv; charset=utf-8", $"kembali-{id}.csv");

    private static async Task<IResult> Map(HttpContext context, Guid id, MappingRequest request, [FromServices] RegistryDatabase database)
    {
        await DecideOnDelivery.Map(database, context.Officer().Actor, id, request.Seen, request.Columns ?? new Dictionary<string, string?>(), context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Decide(HttpContext context, Guid id, DecisionRequest request, RegistryDatabase database, Func<RegistryDatabase, SatuPintu.Access.Actor, Guid, int, string?, CancellationToken, Task> decide)
    {
        await decide(database, context.Officer().Actor, id, request.Seen, request.Note, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static IResult Finished(FinishedUpload done) => done.WasThere ? TypedResults.Ok(done) : TypedResults.Created($"{Path}/{done.Delivery}", done);

    private static void Tell(HttpContext context, UploadState state)
    {
        context.Response.Headers[Offset] = state.Safe.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers[Complete] = state.IsWhole ? "?1" : "?0";
        if (state.Bytes is { } bytes) context.Response.Headers[Length] = bytes.ToString(CultureInfo.InvariantCulture);
    }
}
