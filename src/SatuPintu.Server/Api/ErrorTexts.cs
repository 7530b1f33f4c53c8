namespace SatuPintu.Server.Api;

/// <summary>What a failed request is told, on a page and in an interface alike.</summary>
internal static class ErrorTexts
{
    private static readonly int[] Known = [400, 401, 403, 404, 405, 413, 415, 429, 500, 503, 507];

    /// <summary>What went wrong, in a few words.</summary>
    public static string Title(Language language, int status) => Catalogue.Say(language, $"server.error.{Nearest(status)}.title");

    /// <summary>What to do about it.</summary>
    public static string Detail(Language language, int status) => Catalogue.Say(language, $"server.error.{Nearest(status)}.detail");

    private static int Nearest(int status) => Known.Contains(status) ? status : status >= 500 ? 500 : 400;
}
