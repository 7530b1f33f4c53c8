using System.DirectoryServices.Protocols;
using System.Net;
using SatuPintu.Access.Accounts;
using SatuPintu.Server.SignIn;

namespace SatuPintu.Server.Directories;

/// <summary>Directories asked by LDAP: somebody is searched for, and the password is right if the directory lets them in with it. No name and no password is sent before the connection is secured by TLS.</summary>
internal sealed partial class LdapDirectories(ServerOptions options, ILogger<LdapDirectories> log) : IDirectories
{
    private const int WrongPassword = 49, WillNot = 53;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), InAll = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<bool?> Judge(string directory, string userName, string password, CancellationToken cancellation)
    {
        if (options.WaysIn.Directories.FirstOrDefault(d => d.Name == directory) is not { } settings)
        {
            NotSetUp(log, directory);
            return null;
        }
        // A directory takes no password at all for a wish to remain unknown, and grants it.
        if (password.Length == 0) return false;
        try
        {
            return await Task.Run(() => Ask(settings, userName, password), cancellation).WaitAsync(InAll, cancellation);
        }
        catch (Exception e) when (e is DirectoryException or TimeoutException or IOException)
        {
            NoAnswer(log, directory, e);
            return null;
        }
    }

    /// <summary>A text within a filter, with what means something there made harmless (RFC 4515).</summary>
    internal static string Harmless(string text) => string.Concat(text.Select(c => c is '\\' or '*' or '(' or ')' or '\0' ? $"\\{(int)c:x2}" : c.ToString()));

    private static bool Ask(DirectorySettings settings, string userName, string password)
    {
        using var search = Connect(settings);
        if (settings.SearchDn is null) search.AuthType = AuthType.Anonymous;
        search.Bind(settings.SearchDn is null ? null : new NetworkCredential(settings.SearchDn, settings.SearchPassword));
        var wanted = new SearchRequest(settings.Base, settings.Filter.Replace("{name}", Harmless(userName), StringComparison.Ordinal), SearchScope.Subtree, "1.1") { SizeLimit = 2 };
        // Two of one name are as good as none.
        if (Search(search, wanted) is not { Entries: { Count: 1 } entries } || entries[0].DistinguishedName is not { Length: > 0 } found) return false;
        using var own = Connect(settings);
        try
        {
            own.Bind(new NetworkCredential(found, password));
            return true;
        }
        catch (LdapException e) when (e.ErrorCode is WrongPassword or WillNot)
        {
            return false;
        }
    }

    private static SearchResponse? Search(LdapConnection connection, SearchRequest wanted)
    {
        try
        {
            return (SearchResponse)connection.SendRequest(wanted, Patience);
        }
        catch (DirectoryOperationException e) when (e.Response?.ResultCode == ResultCode.SizeLimitExceeded)
        {
            return null;
        }
    }

    // The library connects at its first question, and going over to TLS needs a connection: this question names nobody.
    private static void Greet(LdapConnection connection)
    {
        try
        {
            connection.SendRequest(new SearchRequest("", "(objectClass=*)", SearchScope.Base, "1.1"), Patience);
        }
        catch (DirectoryOperationException)
        {
            // Some answer nothing before TLS; the connection stands.
        }
    }

    private static LdapConnection Connect(DirectorySettings settings)
    {
        var url = new Uri(settings.Url);
        var isLdaps = url.Scheme == "ldaps";
        var connection = new LdapConnection(new LdapDirectoryIdentifier(url.Host, url.Port > 0 ? url.Port : isLdaps ? 636 : 389)) { AuthType = AuthType.Basic, AutoBind = false, Timeout = Patience };
        try
        {
            connection.SessionOptions.ProtocolVersion = 3;
            connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
            if (settings.Certificates is not null && OperatingSystem.IsLinux())
            {
                connection.SessionOptions.TrustedCertificatesDirectory = settings.Certificates;
                connection.SessionOptions.StartNewTlsSessionContext();
            }
            if (isLdaps) connection.SessionOptions.SecureSocketLayer = true;
            else
            {
                Greet(connection);
                connection.SessionOptions.StartTransportLayerSecurity(null);
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The directory {Name} of an account is not in the settings")]
    private static partial void NotSetUp(ILogger log, string name);

    [LoggerMessage(LogLevel.Warning, "The directory {Name} did not answer as it should")]
    private static partial void NoAnswer(ILogger log, string name, Exception why);
}
