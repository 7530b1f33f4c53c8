using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;
using SatuPintu.Access.Accounts;
using SatuPintu.Server.Access;
using SatuPintu.Server.Api;
using SatuPintu.Server.Assets;
using SatuPintu.Server.Directories;
using SatuPintu.Server.Passkeys;
using SatuPintu.Server.Providers;
using SatuPintu.Server.Running;
using SatuPintu.Server.Security;
using SatuPintu.Server.SignIn;

namespace SatuPintu.Server;

/// <summary>What the pages are made of.</summary>
internal static class PageServices
{
    private static readonly string[] OpenPages = ["/Index", "/SignIn", "/SignInCode", "/SignInKey", "/Stage", "/Status", "/Failure", "/Components"];

    /// <summary>Registers the pages; other areas register theirs after it and win.</summary>
    public static void AddSatuPintuPages(this IServiceCollection services, ServerOptions options, ServerAddress address, DirectoryInfo keys)
    {
        services.AddSingleton(options);
        services.AddHttpContextAccessor();
        services.AddRouting();
        services.AddScoped<PageTexts>();
        services.AddSingleton<StyleSheet>();
        services.AddSingleton<SendScript>();
        services.AddSingleton<MapScript>();
        services.TryAddSingleton<ISignIn, SignInNotSetUp>();
        services.AddWaysOfAsking();
        services.AddActionPolicies();
        services.AddRazorPages(pages =>
        {
            // A page is closed unless it is named here, so that a new one cannot be left open by forgetting.
            pages.Conventions.AuthorizeFolder("/");
            foreach (var open in OpenPages) pages.Conventions.AllowAnonymousToPage(open);
        });
        // Pages say in the reader's language what is missing; the framework would say it in English before them.
        services.Configure<MvcOptions>(mvc => mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true);
        services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName(ProgramVersion.Name).PersistKeysToFileSystem(keys);
        services.Configure<AntiforgeryOptions>(forgery =>
        {
            forgery.Cookie.Name = "satupintu-formulir";
            forgery.Cookie.HttpOnly = true;
            forgery.Cookie.SameSite = SameSiteMode.Lax;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forgery.FormFieldName = "_formulir";
            // The frame rule stands in the content security policy.
            forgery.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowedHosts = [.. address.Hosts];
            filter.AllowEmptyHosts = false;
            filter.IncludeFailureMessage = false;
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in options.Proxies) forwarded.KnownProxies.Add(ServerAddress.Proxy(proxy));
        });
        services.AddResponseCompression(compression =>
        {
            // Form tokens are masked anew in each answer, so compressing them under https gives nothing away.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "application/json", "application/problem+json", "application/json;charset=utf-8"];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
        services.AddHealthChecks().AddCheck("keys", new FolderCheck(keys));
        services.AddSingleton<ProviderList>();
        services.AddSingleton<IDirectories, LdapDirectories>();
        services.AddSingleton<Rounds>();
        services.AddSingleton<PasskeyDesk>();
        services.AddSingleton<PasskeyScript>();
        services.AddRequestLimits(options);
        services.AddInterface();
        services.AddTelemetry();
    }
}
