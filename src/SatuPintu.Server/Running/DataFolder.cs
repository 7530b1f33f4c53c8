namespace SatuPintu.Server.Running;

/// <summary>Folders under the server's own one that only its user may open.</summary>
internal static class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The database server of root runs as another user, who passes through to a folder of its own and reads nothing on the way.
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder readable by its owner only, or makes an existing one so.</summary>
    /// <exception cref="UserError">It cannot be written to.</exception>
    public static DirectoryInfo Private(string data, string name)
    {
        try
        {
            var folder = Path.Combine(Path.GetFullPath(data), name);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else
            {
                if (!Directory.Exists(data)) Directory.CreateDirectory(data, Environment.IsPrivilegedProcess ? PassThrough : OwnerOnly);
                Directory.CreateDirectory(folder, OwnerOnly);
                File.SetUnixFileMode(folder, OwnerOnly);
            }
            var trial = Path.Combine(folder, $".{Guid.NewGuid():N}");
            File.Create(trial, 1, FileOptions.DeleteOnClose).Dispose();
            return new DirectoryInfo(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserError(ExitCode.Output, "server.data_unwritable", e, ("folder", data));
        }
    }
}
