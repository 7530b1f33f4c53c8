namespace SatuPintu.Integration;

/// <summary>Turns what the system says of a failed write into words a user can act on.</summary>
internal static class OutputErrors
{
    // Numbers of errors as Linux gives them (errno); .NET passes them on in HResult where it has no kind of its own.
    private const int FileTooLarge = 27, DiskFull = 28, ReadOnly = 30, Busy = 16, OtherFileSystem = 18, Quota = 122;

    /// <summary>Runs <paramref name="work"/>, turning failures of the file system into a <see cref="UserError"/>.</summary>
    public static T Guard<T>(string destination, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (OfTheFileSystem(e) is not null)
        {
            throw Explain(destination, OfTheFileSystem(e)!);
        }
    }

    /// <summary>The failure of the file system that an exception is or holds, if any.</summary>
    private static Exception? OfTheFileSystem(Exception e) => e switch
    {
        AggregateException several => several.Flatten().InnerExceptions.Select(OfTheFileSystem).FirstOrDefault(i => i is not null),
        IOException or UnauthorizedAccessException => e,
        _ => IsTooLarge(e) ? e : null,
    };

    // .NET says so of a write past a limit on file sizes (EFBIG).
    private static bool IsTooLarge(Exception e) => e is ArgumentOutOfRangeException && e.StackTrace?.Contains("System.IO.RandomAccess", StringComparison.Ordinal) == true;

    private static UserError Explain(string destination, Exception e) => e switch
    {
        UnauthorizedAccessException => new(ExitCode.Output, "output.no_permission", e, ("path", destination), ("user", Environment.UserName)),
        IOException io => Explain(destination, io),
        _ => new(ExitCode.Output, "output.file_limit", e, ("path", destination)),
    };

    private static UserError Explain(string destination, IOException e) => e.HResult switch
    {
        DiskFull => new(ExitCode.Output, "output.disk_full", e, ("path", destination), ("free", FreeMegabytes(destination))),
        Quota => new(ExitCode.Output, "output.quota", e, ("path", destination)),
        FileTooLarge => new(ExitCode.Output, "output.file_limit", e, ("path", destination)),
        ReadOnly => new(ExitCode.Output, "output.read_only", e, ("path", destination)),
        Busy or OtherFileSystem => new(ExitCode.Output, "output.mount", e, ("path", destination)),
        _ => new(ExitCode.Output, "output.failed", e, ("path", destination), ("reason", e.Message)),
    };

    private static long FreeMegabytes(string destination)
    {
        try
        {
            var folder = destination;
            while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
            return new DriveInfo(folder).AvailableFreeSpace / 1_000_000;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }
}
