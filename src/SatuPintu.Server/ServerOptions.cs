using SatuPintu.Server.SignIn;

namespace SatuPintu.Server;

/// <summary>How the server is to run.</summary>
public sealed record ServerOptions
{
    /// <summary>The address it listens at when none is given: this machine only.</summary>
    public const string StandardUrl = "http://127.0.0.1:8080";

    /// <summary>The folder of what the server keeps.</summary>
    public required string Data { get; init; }

    /// <summary>The address it listens at; port 0 takes a free one.</summary>
    public string Url { get; init; } = StandardUrl;

    /// <summary>Names it may be called by beside the host of <see cref="Url"/>, such as the public one behind a proxy.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Addresses of proxies whose word on the caller's address and scheme is taken; one on this machine always is.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Whether the log is lines of JSON.</summary>
    public bool JsonLog { get; init; }

    /// <summary>Whether the pages for those who build the program are shown.</summary>
    public bool Development { get; init; }

    /// <summary>The ways of signing in beside name and password.</summary>
    public WaysIn WaysIn { get; init; } = WaysIn.PasswordOnly;

    /// <summary>How many requests an address may make in a minute.</summary>
    public int RequestsPerMinute { get; init; } = 1200;

    /// <summary>How many times an address may try to sign in in a minute; a whole office may stand behind one address.</summary>
    public int SignInsPerMinute { get; init; } = 30;
}
