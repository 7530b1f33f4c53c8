using System.Security.Cryptography;

namespace SatuPintu.Storage.Embedded;

/// <summary>Makes the cluster and what lies around it, and looks whether one that is there can be used.</summary>
internal sealed class ClusterMaker(ClusterFolder folder, ServerUser user)
{
    /// <summary>Makes the folders around the cluster and gives the server those that are its own.</summary>
    public async Task PrepareAsync(CancellationToken stop)
    {
        ClusterErrors.Guard(folder.Root, () => OwnerOnlyFolder.Create(folder.Logs));
        await user.GiveAsync(stop, folder.Logs);
        if (user.Owner is { } owner && !await CanEnterAsync(stop))
        {
            // The group of the server's user may pass through the data folder, but not list it.
            await Command.ShellAsync([], "chgrp -- \"$1\" \"$2\" && chmod g+x -- \"$2\"", stop, owner.Split(':')[1], folder.Root);
            if (!await CanEnterAsync(stop)) throw new UserError(ExitCode.Output, "cluster.not_enterable", ("path", folder.Root), ("user", user.Name));
        }
        // A cluster that root laid back from a copy is given to the server; one that is the server's own stays as it is.
        if (user.Owner is not null && Directory.Exists(folder.Cluster) && (await Command.ShellAsync([], "[ -O \"$1\" ]", stop, folder.Cluster)).ExitCode == 0)
            await user.GiveAllAsync(stop, folder.Cluster, folder.Logs, folder.PasswordFile);
        await MakeSocketFolderAsync(stop);
    }

    /// <summary>Makes the cluster, whole or not at all.</summary>
    /// <exception cref="UserError">It cannot be made.</exception>
    public async Task MakeAsync(PostgresBinaries binaries, CancellationToken stop)
    {
        await ClearAsync(stop);
        ClusterErrors.Guard(folder.Root, () =>
        {
            OwnerOnlyFolder.Create(folder.Unfinished);
            using var file = OwnerOnlyFile.Create(folder.PasswordFile);
            file.Write(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(48, lowercase: true)));
            file.Flush(flushToDisk: true);
        });
        await user.GiveAsync(stop, folder.Unfinished, folder.PasswordFile);
        // In a session of its own, so that Ctrl-C reaches it only through the program.
        var made = await Command.RunAsync(
            [
                "setsid", .. user.Prefix, binaries.InitDb, "-D", folder.Unfinished, "--username=postgres", "--pwfile=" + folder.PasswordFile,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--text-search-config=simple", "--data-checksums", "--no-instructions",
            ],
            stop);
        if (made.ExitCode != 0) throw ClusterErrors.NotMade(folder, made);
        ClusterErrors.Guard(folder.Root, () =>
        {
            File.AppendAllText(Path.Combine(folder.Unfinished, "postgresql.conf"), ServerSettings.Include);
            Directory.Move(folder.Unfinished, folder.Cluster);
        });
        // Should the power go, the data must not be found under the name of what is of no use.
        await Command.RunAsync(["sync", folder.Root], stop);
        await ClearAsync(stop);
    }

    /// <summary>Looks whether the cluster that is there is whole, and of the version of the server.</summary>
    /// <exception cref="UserError">It is not.</exception>
    public void Check(PostgresBinaries binaries) => ClusterErrors.Guard(folder.Root, () =>
    {
        foreach (var file in (string[])[Path.Combine(folder.Cluster, "PG_VERSION"), Path.Combine(folder.Cluster, "global", "pg_control"), Path.Combine(folder.Cluster, "postgresql.conf"), folder.PasswordFile])
            if (!File.Exists(file)) throw new UserError(ExitCode.Output, "cluster.incomplete", ("path", folder.Root), ("file", Path.GetRelativePath(folder.Root, file)));
        var found = File.ReadAllText(Path.Combine(folder.Cluster, "PG_VERSION")).Trim();
        if (found != binaries.Major) throw new UserError(ExitCode.Output, "cluster.other_version", ("path", folder.Root), ("found", found), ("needed", binaries.Major));
    });

    /// <summary>Writes the settings for the next start.</summary>
    public async Task ConfigureAsync(CancellationToken stop)
    {
        // Not in the cluster: as root the program writes nothing where the server's user could lay a link.
        var file = Path.Combine(folder.Root, ServerSettings.File);
        var text = ServerSettings.Text(folder.Sockets, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        ClusterErrors.Guard(folder.Root, () => File.WriteAllText(file, File.Exists(folder.OwnSettings) ? text + ServerSettings.IncludeOwn : text));
        await user.GiveAsync(stop, file);
    }

    // Where the program was ended by force, its initdb may be clearing up at the same time; what one leaves the other takes.
    private async Task ClearAsync(CancellationToken stop)
    {
        if (folder.AllUnfinished.ToList() is { Count: > 0 } left) await Command.RunAsync(["rm", "-rf", "--", .. left], stop);
    }

    private async Task<bool> CanEnterAsync(CancellationToken stop) =>
        (await Command.ShellAsync(user.Prefix, "cd -- \"$1\"", stop, folder.Logs)).ExitCode == 0;

    private async Task MakeSocketFolderAsync(CancellationToken stop)
    {
        if (folder.Sockets.StartsWith(folder.Root, StringComparison.Ordinal))
        {
            ClusterErrors.Guard(folder.Root, () => OwnerOnlyFolder.Create(folder.Sockets));
            await user.GiveAsync(stop, folder.Sockets);
            return;
        }
        // Others can write to that place too: a folder of that name counts only if it is the server's own.
        const string Script = "mkdir -m 700 -- \"$1\" 2>/dev/null || { [ ! -L \"$1\" ] && [ -d \"$1\" ] && [ -O \"$1\" ] && chmod 700 -- \"$1\"; }";
        var made = await Command.ShellAsync(user.Prefix, Script, stop, folder.Sockets);
        if (made.ExitCode != 0) throw new UserError(ExitCode.Output, "cluster.no_permission", ("path", folder.Sockets), ("user", user.Name));
    }
}
