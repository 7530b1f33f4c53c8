using System.Runtime.InteropServices;

namespace SatuPintu.Storage.Keys;

/// <summary>Files that are replaced whole or not at all, also when the power fails in between.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file, for its owner only, brings that to the disk and puts it in the file's place.</summary>
    /// <exception cref="IOException">The file cannot be written; the one before stands as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var partial = path + ".new";
        try
        {
            using (var file = OwnerOnlyFile.Create(partial))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            Move(partial, path);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Puts a file that stands on the disk in the place of another, and brings the change of names to the disk.</summary>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        SyncFolderOf(to);
    }

    /// <summary>Brings the names of the files beside a file to the disk: a new file or a rename is safe from a loss of power only then.</summary>
    public static void SyncFolderOf(string path)
    {
        // .NET opens no folders. A file system that cannot sync them says so; there is nothing to do about it then.
        if (OperatingSystem.IsWindows()) return;
        var opened = OpenFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, 0);
        if (opened < 0) return;
        _ = Sync(opened);
        _ = Close(opened);
    }

    [DllImport("libc", EntryPoint = "open", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int opened);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int opened);
}
