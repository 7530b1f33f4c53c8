namespace SatuPintu.Storage.Keys;

/// <summary>Where keys stand: a folder of their own, outside the data, that only its owner enters.</summary>
public static class KeyFolder
{
    /// <summary>The variable of the environment that names the folder.</summary>
    public const string Variable = "SATUPINTU_KEYS";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The folder of this user: as <see cref="Variable"/> says, else <c>/etc/satupintu/keys</c> for root, else in the user's configuration.</summary>
    /// <exception cref="UserError">The user has no home and no variable names a folder.</exception>
    public static string Standard() => Standard(
        Environment.GetEnvironmentVariable,
        isRoot: !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>Refuses keys inside the data folder: a copy of the data would then hold its keys too.</summary>
    /// <exception cref="UserError">The key folder is the data folder or stands in it, also by way of a link.</exception>
    public static void RequireOutside(string keyFolder, string dataFolder)
    {
        var (keys, data) = (Real(keyFolder), Real(dataFolder));
        if ((keys + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(data) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UserError(ExitCode.Usage, "keys.inside_data", ("folder", keyFolder), ("data", dataFolder));
    }

    /// <summary>The folder by what the environment, the user and the home are.</summary>
    internal static string Standard(Func<string, string?> environment, bool isRoot, string home)
    {
        if (environment(Variable) is { Length: > 0 } named) return Path.GetFullPath(named);
        if (isRoot) return "/etc/satupintu/keys";
        // The standard on these folders has a path that is not absolute passed over.
        if (environment("XDG_CONFIG_HOME") is { Length: > 0 } configuration && Path.IsPathFullyQualified(configuration))
            return Path.Combine(configuration, "satupintu", "keys");
        if (home.Length == 0) throw new UserError(ExitCode.Usage, "keys.no_home", ("variable", Variable));
        return Path.Combine(home, ".config", "satupintu", "keys");
    }

    /// <summary>Makes the folder when it is not there, for its owner only.</summary>
    internal static void Make(string folder)
    {
        try
        {
            // The folders above it are made as the user's folders usually are.
            if (Path.GetDirectoryName(folder) is { } parent) Directory.CreateDirectory(parent);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            throw KeyErrors.Writing(folder, e);
        }
    }

    /// <summary>Refuses a file or folder that others than its owner may use in any way.</summary>
    internal static void RequireOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var mode = File.GetUnixFileMode(path);
        if ((mode & ~OwnerOnly) == UnixFileMode.None) return;
        throw new UserError(
            ExitCode.Input, "keys.open_to_others",
            ("path", path), ("mode", Convert.ToString((int)mode, 8).PadLeft(4, '0')), ("wanted", Directory.Exists(path) ? "700" : "600"));
    }

    // Links are followed at every step of the path, as far as it stands.
    private static string Real(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent) return full;
        var here = Path.Combine(Real(parent), Path.GetFileName(full));
        return new DirectoryInfo(here).LinkTarget is null ? here : Path.TrimEndingDirectorySeparator(Directory.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here);
    }
}
