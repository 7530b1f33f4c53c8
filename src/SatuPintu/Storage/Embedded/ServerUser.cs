namespace SatuPintu.Storage.Embedded;

/// <summary>Whom the server runs as: oneself, or another user when the program runs as root, which PostgreSQL refuses.</summary>
/// <param name="Name">The name or number of the user, for messages.</param>
/// <param name="Owner">User and group as <c>chown</c> takes them; nothing when it is oneself.</param>
internal sealed record ServerUser(string Name, string? Owner)
{
    private const string Find = """
        name=satupintu
        id -u $name || useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin $name || id -u $name || name=nobody
        echo "$name $(id -u $name):$(id -g $name)"
        """;

    /// <summary>What stands before a command that is to run as this user.</summary>
    public IReadOnlyList<string> Prefix =>
        Owner is null ? [] : ["setpriv", "--reuid", Owner.Split(':')[0], "--regid", Owner.Split(':')[1], "--clear-groups", "--no-new-privs", "--"];

    /// <summary>The user that a cluster belongs to, or for a new one: the system user <c>satupintu</c>, made where it can be, or else <c>nobody</c>.</summary>
    /// <param name="cluster">The cluster's folder, which may not be there yet.</param>
    /// <param name="stop">Stops the search.</param>
    public static async Task<ServerUser> FindAsync(string cluster, CancellationToken stop)
    {
        if (!Environment.IsPrivilegedProcess) return new(Environment.UserName, null);
        var owner = await Command.RunAsync(["stat", "-c", "%U %u:%g", cluster], stop);
        // A cluster that root laid back from a copy belongs to root; it is given to the user.
        if (owner.ExitCode == 0 && !owner.Output.Contains(" 0:", StringComparison.Ordinal)) return Read(owner.Output);
        var found = await Command.ShellAsync([], Find, stop);
        return Read(found.Output.Split('\n')[^1]);
    }

    /// <summary>Gives files and folders to this user; what is in the folders stays as it is.</summary>
    public Task GiveAsync(CancellationToken stop, params IEnumerable<string> paths) => GiveAsync(["-h"], paths, stop);

    /// <summary>Gives files and folders to this user, with all that is in them.</summary>
    public Task GiveAllAsync(CancellationToken stop, params IEnumerable<string> paths) => GiveAsync(["-h", "-R"], paths, stop);

    private async Task GiveAsync(IEnumerable<string> how, IEnumerable<string> paths, CancellationToken stop)
    {
        if (Owner is not null) await Command.RunAsync(["chown", .. how, Owner, "--", .. paths], stop);
    }

    private static ServerUser Read(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        return new(line[..blank], line[(blank + 1)..]);
    }
}
