using Microsoft.AspNetCore.Diagnostics;

namespace SatuPintu.Server;

/// <summary>The sentences of a page in the language of its reader.</summary>
public sealed class PageTexts(IHttpContextAccessor accessor)
{
    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>The reader's language.</summary>
    public Language Language => RequestLanguage.Of(Context);

    /// <summary>Its code: <c>id</c> or <c>en</c>.</summary>
    public string Code => RequestLanguage.Code(Language);

    /// <summary>A sentence without arguments.</summary>
    public string this[string key] => Catalogue.Say(Language, key);

    /// <summary>A sentence with its arguments by name.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => Catalogue.Say(Language, key, arguments);

    /// <summary>Where the switch to the other language leads, and back to this page.</summary>
    public string SwitchLink
    {
        get
        {
            // A page for a failure stands for the one that failed, and its address is that one's.
            var path = Context.Features.Get<IStatusCodeReExecuteFeature>() is { } failed ? failed.OriginalPath + failed.OriginalQueryString
                : Context.Features.Get<IExceptionHandlerPathFeature>() is { } broken ? broken.Path
                : Context.Request.Path + Context.Request.QueryString;
            return $"/bahasa/{(Language == Language.English ? "id" : "en")}?kembali={Uri.EscapeDataString(path)}";
        }
    }
}
