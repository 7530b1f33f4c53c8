namespace SatuPintu.Storage.Keys;

/// <summary>Turns what the system says of key files and sealed files into words a user can act on.</summary>
internal static class KeyErrors
{
    // Numbers of errors as Linux gives them (errno), and the one Windows has for a full disk.
    private const int DiskFull = 28, Quota = 122, WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether an exception comes from the file system.</summary>
    public static bool OfFiles(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>That the key file or its folder cannot be read.</summary>
    public static UserError Reading(string path, Exception e) => new(ExitCode.Input, "keys.unreadable", e, ("path", path), ("why", e.Message));

    /// <summary>That the key file or its folder cannot be written.</summary>
    public static UserError Writing(string path, Exception e) =>
        new(ExitCode.Output, IsFull(e) ? "keys.disk_full" : "keys.unwritable", e, ("path", path), ("why", e.Message));

    /// <summary>That a sealed file cannot be read.</summary>
    public static UserError ReadingFile(string file, Exception e) => new(ExitCode.Input, "keys.file.unreadable", e, ("file", file), ("why", e.Message));

    /// <summary>That a sealed file cannot be written.</summary>
    public static UserError WritingFile(string file, Exception e) =>
        new(ExitCode.Output, IsFull(e) ? "keys.file.disk_full" : "keys.file.unwritable", e, ("file", file), ("why", e.Message));

    private static bool IsFull(Exception e) => e.HResult is DiskFull or Quota or WindowsDiskFull;
}
