using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SatuPintu.Server;

/// <summary>The language of an answer: a page's by the reader's choice, an interface's by <c>Accept-Language</c>.</summary>
internal static class RequestLanguage
{
    private static readonly PathString[] Programs = ["/api", "/openapi", "/health"];

    /// <summary>The cookie that holds the choice.</summary>
    public const string Cookie = "satupintu-bahasa";

    /// <summary>The language of the answer to a request; Indonesian unless English is asked for.</summary>
    public static Language Of(HttpContext context) =>
        IsApi(context.Request.Path) ? Preferred(context.Request.Headers.AcceptLanguage)
        : context.Request.Cookies[Cookie] == "en" ? Language.English : Language.Indonesian;

    /// <summary>Whether programs are spoken to under a path, not people.</summary>
    public static bool IsApi(PathString path) => Programs.Any(p => path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>The code of a language, as HTML and HTTP write it.</summary>
    public static string Code(Language language) => language == Language.English ? "en" : "id";

    private static Language Preferred(StringValues header)
    {
        if (!StringWithQualityHeaderValue.TryParseList(header, out var wanted)) return Language.Indonesian;
        return Best("en") > Best("id") ? Language.English : Language.Indonesian;

        double Best(string code) => wanted
            .Where(w => w.Value.Equals(code, StringComparison.OrdinalIgnoreCase) || w.Value.StartsWith(code + "-", StringComparison.OrdinalIgnoreCase))
            .Select(w => w.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
