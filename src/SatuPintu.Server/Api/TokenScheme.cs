using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SatuPintu.Server.Api;

/// <summary>Says in the description of the interface that programs show a token, and which scope an endpoint asks of it.</summary>
internal static class TokenScheme
{
    private const string Name = "token";

    /// <summary>Adds it.</summary>
    public static void AddTokenScheme(this OpenApiOptions api)
    {
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Name] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            return Task.CompletedTask;
        });
        api.AddOperationTransformer((operation, context, _) =>
        {
            var asked = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(a => SatuPintu.Access.Actions.All.FirstOrDefault(x => x.Id == a.Policy)).LastOrDefault(a => a?.Scope is not null);
            if (asked is not null) operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Name, context.Document)] = [asked.Scope!] }];
            return Task.CompletedTask;
        });
    }
}
