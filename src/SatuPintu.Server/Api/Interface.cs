using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using SatuPintu.Server.Running;

namespace SatuPintu.Server.Api;

/// <summary>Which program answers.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Version">Its version.</param>
public sealed record VersionAnswer(string Name, string Version);

/// <summary>The keys of an endpoint's texts in its description.</summary>
/// <param name="Key">The key of what it does.</param>
internal sealed record ApiText(string Key);

/// <summary>The interface for programs: described by OpenAPI, its errors as problem details in the caller's language.</summary>
internal static class Interface
{
    private const string Document = "v1";

    /// <summary>Adds the description and the errors.</summary>
    public static void AddInterface(this IServiceCollection services)
    {
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = problem =>
        {
            var language = RequestLanguage.Of(problem.HttpContext);
            var status = problem.ProblemDetails.Status ?? problem.HttpContext.Response.StatusCode;
            problem.ProblemDetails.Title = ErrorTexts.Title(language, status);
            problem.ProblemDetails.Detail ??= ErrorTexts.Detail(language, status);
            problem.ProblemDetails.Extensions["traceId"] = ServerLog.TraceId(problem.HttpContext);
            problem.HttpContext.Response.Headers.ContentLanguage = RequestLanguage.Code(language);
            problem.HttpContext.Response.Headers.Append("Vary", "Accept-Language");
        });
        // What cannot be bound is answered with 400; thrown, it would stand in the log with what was sent.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.AddOpenApi(Document, api =>
        {
            api.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            api.AddTokenScheme();
            api.AddDocumentTransformer((document, context, _) =>
            {
                var language = LanguageOf(context.ApplicationServices);
                document.Info = new OpenApiInfo { Title = ProgramVersion.Name, Version = ProgramVersion.Number, Description = Catalogue.Say(language, "server.api.about") };
                return Task.CompletedTask;
            });
            api.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiText>().LastOrDefault() is { } text)
                    operation.Summary = Catalogue.Say(LanguageOf(context.ApplicationServices), text.Key);
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Maps the description and the endpoints.</summary>
    public static void MapInterface(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapGet("/api/v1/version", () => TypedResults.Ok(new VersionAnswer(ProgramVersion.Name, ProgramVersion.Number)))
            .WithName("version").WithTags("server").WithMetadata(new ApiText("server.api.version"));
        app.MapAccounts();
    }

    private static Language LanguageOf(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context ? RequestLanguage.Of(context) : Language.Indonesian;
}
