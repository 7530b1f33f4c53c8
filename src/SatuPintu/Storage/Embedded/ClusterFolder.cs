using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SatuPintu.Storage.Embedded;

/// <summary>The data folder and what lies where in it.</summary>
internal sealed partial class ClusterFolder
{
    // A path to a socket has at most 107 bytes; the name of the socket itself takes 14.
    private const int LongestSocketFolder = 84;

    private const string UnfinishedName = "pg.new-";

    private ClusterFolder(string path)
    {
        Root = path;
        Unfinished = Path.Combine(path, UnfinishedName + RandomNumberGenerator.GetHexString(8, lowercase: true));
    }

    /// <summary>The data folder, without links in its path.</summary>
    public string Root { get; }

    /// <summary>The cluster itself, which belongs to the server.</summary>
    public string Cluster => Path.Combine(Root, "pg");

    /// <summary>The cluster while it is being made; what is left of it is of no use.</summary>
    public string Unfinished { get; }

    /// <summary>All that is left of clusters that were never finished.</summary>
    public IEnumerable<string> AllUnfinished => Directory.EnumerateDirectories(Root, UnfinishedName + "*");

    /// <summary>The server's logs.</summary>
    public string Logs => Path.Combine(Root, "log");

    /// <summary>What the server says before it opens its log.</summary>
    public string StartLog => Path.Combine(Logs, "start.log");

    /// <summary>The file that a running server keeps: its number, and how far it has come.</summary>
    public string ProcessFile => Path.Combine(Cluster, "postmaster.pid");

    /// <summary>The lock that a running server keeps beside its socket.</summary>
    public string SocketLock => Path.Combine(Sockets, $".s.PGSQL.{EmbeddedCluster.Port}.lock");

    /// <summary>The superuser's password.</summary>
    public string PasswordFile => Path.Combine(Root, "password");

    /// <summary>The user's own settings of the server, if there are any.</summary>
    public string OwnSettings => Path.Combine(Root, "local.conf");

    /// <summary>Held by the program that runs the server.</summary>
    public string ProgramLock => Path.Combine(Root, "satupintu.lock");

    /// <summary>Held by the guard that stops the server.</summary>
    public string GuardLock => Path.Combine(Root, "guard.lock");

    /// <summary>The folder of the server's socket: in the data folder, or where its path would be too long, in one for passing things.</summary>
    public string Sockets
    {
        get
        {
            var inside = Path.Combine(Root, "run");
            if (inside.Length <= LongestSocketFolder && PlainPath().IsMatch(inside)) return inside;
            var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
            // The server's own user could not enter the runtime folder of root.
            var above = runtime is not { Length: > 0 and < 50 } || !PlainPath().IsMatch(runtime) || Environment.IsPrivilegedProcess || !Directory.Exists(runtime) ? "/tmp" : runtime;
            return Path.Combine(above, "satupintu-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..16]);
        }
    }

    /// <summary>Makes the data folder, if it is not there.</summary>
    /// <exception cref="UserError">It cannot be made.</exception>
    public static async Task<ClusterFolder> OpenAsync(string path, CancellationToken stop)
    {
        path = Path.GetFullPath(path);
        ClusterErrors.Guard(path, () =>
        {
            if (!Directory.Exists(path)) OwnerOnlyFolder.Create(path);
        });
        // Running servers are known by the folder they work in, which the system names without links.
        var real = await Command.RunAsync(["readlink", "-f", "--", path], stop);
        return new(real.ExitCode == 0 ? real.Output : path);
    }

    /// <summary>Takes a lock for as long as the stream is open, or nothing when another holds it.</summary>
    /// <exception cref="UserError">The folder may not be written.</exception>
    public FileStream? TryLock(string file) => ClusterErrors.Guard(Root, () =>
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == ClusterErrors.Locked)
        {
            return null;
        }
    });

    [GeneratedRegex("^[A-Za-z0-9/._+@-]+$", RegexOptions.None, 1000)]
    private static partial Regex PlainPath();
}
