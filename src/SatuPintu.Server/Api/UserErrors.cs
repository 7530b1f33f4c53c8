namespace SatuPintu.Server.Api;

/// <summary>Turns what a use case refuses into problem details, with the key of its text as <c>code</c>.</summary>
internal sealed class UserErrors : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        // What is wrong with the database is no business of who asks; the log has it.
        catch (UserError e) when (e.ExitCode != ExitCode.Database)
        {
            return Problem(context.HttpContext, e, StatusOf(e));
        }
    }

    /// <summary>The problem that a failure is.</summary>
    public static IResult Problem(HttpContext context, UserError error, int status) =>
        TypedResults.Problem(error.In(RequestLanguage.Of(context)), statusCode: status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = error.Key });

    private static int StatusOf(UserError error) => error.Key switch
    {
        "access.not_now" or "account.taken" or "account.stale" or "role.held" or "role.not_held" or "delivery.stale" or "delivery.newer_stands" or "ranking.stale" or "ranking.later_holds" => StatusCodes.Status409Conflict,
        "proposal.stale" or "proposal.person_changed" or "proposal.waits" or "proposal.merging" or "proposal.person_gone" or "proposal.same" => StatusCodes.Status409Conflict,
        "proposal.unknown" or "person.unknown" => StatusCodes.Status404NotFound,
        "account.beyond" or "proposal.own" or "upload.not_yours" or "ranking.own" => StatusCodes.Status403Forbidden,
        "account.unknown" or "delivery.unknown" or "upload.unknown" or "ranking.unknown" => StatusCodes.Status404NotFound,
        "upload.in_use" or "upload.not_whole" or "upload.too_many" or "upload.delivered" => StatusCodes.Status409Conflict,
        "upload.too_large" or "upload.longer" => StatusCodes.Status413PayloadTooLarge,
        "upload.key_reused" or "upload.other_sha256" => StatusCodes.Status422UnprocessableEntity,
        "upload.disk_full" => StatusCodes.Status507InsufficientStorage,
        "upload.unwritable" => StatusCodes.Status503ServiceUnavailable,
        _ when error.Key.StartsWith("access.", StringComparison.Ordinal) => StatusCodes.Status403Forbidden,
        _ when error.Key.StartsWith("reading.", StringComparison.Ordinal) => StatusCodes.Status422UnprocessableEntity,
        _ => error.ExitCode == ExitCode.Database ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest,
    };
}
