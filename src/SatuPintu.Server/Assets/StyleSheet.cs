using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace SatuPintu.Server.Assets;

/// <summary>The one style sheet: named by its content, so that a browser may keep it for ever.</summary>
internal sealed class StyleSheet
{
    /// <summary>The path its address starts with.</summary>
    public const string Folder = "/aset";

    private readonly byte[] plain;
    private readonly byte[] brotli;
    private readonly byte[] gzip;

    /// <summary>Reads and packs it.</summary>
    public StyleSheet()
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("Assets/satupintu.css")!;
        plain = new byte[stream.Length];
        stream.ReadExactly(plain);
        Hash = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 8));
        brotli = Packed(into => new BrotliStream(into, CompressionLevel.SmallestSize));
        gzip = Packed(into => new GZipStream(into, CompressionLevel.SmallestSize));
    }

    /// <summary>The name of its content.</summary>
    public string Hash { get; }

    /// <summary>Its address.</summary>
    public string Path => $"{Folder}/{Hash}.css";

    /// <summary>Answers with it, packed as the caller can take it.</summary>
    public async Task Answer(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        var (bytes, encoding) = Accepts("br") ? (brotli, "br") : Accepts("gzip") ? (gzip, "gzip") : (plain, null);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentType = "text/css; charset=utf-8";
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

/// <summary>Where the style sheet is had.</summary>
internal static class StyleSheetRoute
{
    /// <summary>Maps it; an address of other content is not found.</summary>
    public static void MapStyleSheet(this WebApplication app) =>
        app.MapMethods(StyleSheet.Folder + "/{hash}.css", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, string hash, StyleSheet sheet) =>
            hash == sheet.Hash ? sheet.Answer(context) : Results.NotFound().ExecuteAsync(context)).ExcludeFromDescription();
}
