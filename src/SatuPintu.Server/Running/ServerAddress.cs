using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace SatuPintu.Server.Running;

/// <summary>The address the server listens at, read from what the user wrote.</summary>
/// <param name="Ip">The address, or null for the name <c>localhost</c>.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
/// <param name="Hosts">Every name the server may be called by.</param>
internal sealed record ServerAddress(IPAddress? Ip, int Port, IReadOnlyList<string> Hosts)
{
    private static readonly string[] Local = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Reads the address and the names.</summary>
    /// <exception cref="UserError">It is none, or anybody could call the server by any name.</exception>
    public static ServerAddress Read(ServerOptions options)
    {
        var url = options.Url;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            throw new UserError(ExitCode.Usage, "server.url_malformed", ("url", url));
        if (uri.Scheme == "https") throw new UserError(ExitCode.Usage, "server.url_https", ("url", url));
        var isLocalName = uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && !isLocalName) throw new UserError(ExitCode.Usage, "server.url_name", ("url", url));
        var isAny = IPAddress.Any.Equals(ip) || IPAddress.IPv6Any.Equals(ip);
        if (isAny && options.Hosts.Count == 0) throw new UserError(ExitCode.Usage, "server.host_missing", ("url", url));
        foreach (var host in options.Hosts.Where(h => Uri.CheckHostName(h.Trim('[', ']')) == UriHostNameType.Unknown))
            throw new UserError(ExitCode.Usage, "server.host_malformed", ("host", host));
        foreach (var proxy in options.Proxies) Proxy(proxy);
        IEnumerable<string> hosts = [.. options.Hosts, .. Local, .. isAny ? Array.Empty<string>() : [uri.Host]];
        return new ServerAddress(ip, uri.Port, [.. hosts.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>The address of a proxy.</summary>
    /// <exception cref="UserError">It is none.</exception>
    public static IPAddress Proxy(string text) =>
        IPAddress.TryParse(text.Trim('[', ']'), out var ip) ? ip : throw new UserError(ExitCode.Usage, "server.proxy_malformed", ("proxy", text));

    /// <summary>Whether the server could not take its address.</summary>
    public static bool IsRefused(Exception failure) => SocketErrorOf(failure) is SocketError.AddressAlreadyInUse or SocketError.AccessDenied or SocketError.AddressNotAvailable;

    /// <summary>Why it could not.</summary>
    public static UserError Refusal(Exception failure, string url) => new(ExitCode.Output, SocketErrorOf(failure) switch
    {
        SocketError.AddressAlreadyInUse => "server.port_taken",
        SocketError.AccessDenied => "server.port_denied",
        _ => "server.address_not_here",
    }, failure, ("url", url));

    private static SocketError? SocketErrorOf(Exception? e) => e switch
    {
        null => null,
        AddressInUseException => SocketError.AddressAlreadyInUse,
        SocketException socket => socket.SocketErrorCode,
        _ => SocketErrorOf(e.InnerException),
    };
}
