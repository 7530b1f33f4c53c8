using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace SatuPintu.Server.Assets;

/// <summary>A file that pages refer to: named by its content, so that a browser may keep it for ever.</summary>
internal abstract class Asset
{
    /// <summary>The path its address starts with.</summary>
    public const string Folder = "/aset";

    private readonly string ending;
    private readonly string type;
    private readonly byte[] plain;
    private readonly byte[] brotli;
    private readonly byte[] gzip;

    /// <summary>Reads and packs it.</summary>
    protected Asset(string name, string type)
    {
        ending = System.IO.Path.GetExtension(name);
        this.type = type;
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream("Assets/" + name)!;
        plain = new byte[stream.Length];
        stream.ReadExactly(plain);
        Hash = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 8));
        brotli = Packed(into => new BrotliStream(into, CompressionLevel.SmallestSize));
        gzip = Packed(into => new GZipStream(into, CompressionLevel.SmallestSize));
    }

    /// <summary>The name of its content.</summary>
    public string Hash { get; }

    /// <summary>Its address.</summary>
    public string Path => $"{Folder}/{Hash}{ending}";

    /// <summary>Answers with it, packed as the caller can take it.</summary>
    public async Task Answer(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        var (bytes, encoding) = Accepts("br") ? (brotli, "br") : Accepts("gzip") ? (gzip, "gzip") : (plain, null);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentType = type;
        headers.ContentLength = bytes.Length;
        if (encoding is not null) headers.ContentEncoding = encoding;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);

        bool Accepts(string name) => accepted.Any(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);
    }

    private byte[] Packed(Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var into = packer(packed)) into.Write(plain);
        return packed.ToArray();
    }
}

/// <summary>The one style sheet.</summary>
internal sealed class StyleSheet() : Asset("satupintu.css", "text/css; charset=utf-8");

/// <summary>The script of the page that sends a delivery: sends the file in pieces and goes on after a cut. Without it the form is sent as a whole.</summary>
internal sealed class SendScript() : Asset("kirim.js", "text/javascript; charset=utf-8");

/// <summary>The script of the pages on which somebody uses a passkey: only a browser can ask for one.</summary>
internal sealed class PasskeyScript() : Asset("passkey.js", "text/javascript; charset=utf-8");

/// <summary>The script of the map: shows the moment that the slider was moved to. Without it a button does.</summary>
internal sealed class MapScript() : Asset("peta.js", "text/javascript; charset=utf-8");

/// <summary>Marks a page that needs a script; its content security policy allows those of this site, and calls to it. All others allow none.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsScriptAttribute : Attribute;

/// <summary>Where style sheet and scripts are had.</summary>
internal static class AssetRoutes
{
    /// <summary>Maps them; an address of other content is not found.</summary>
    public static void MapAssets(this WebApplication app)
    {
        app.MapMethods(Asset.Folder + "/{hash}.css", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, string hash, StyleSheet sheet) => Answer(context, hash, sheet)).ExcludeFromDescription();
        app.MapMethods(Asset.Folder + "/{hash}.js", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, string hash, SendScript send, PasskeyScript passkey, MapScript map) => Answer(context, hash, send, passkey, map)).ExcludeFromDescription();
    }

    private static Task Answer(HttpContext context, string hash, params Asset[] assets) => Array.Find(assets, a => a.Hash == hash)?.Answer(context) ?? Results.NotFound().ExecuteAsync(context);
}
