namespace SatuPintu.Deliveries.Uploads;

/// <summary>Says to whoever sends a file what it means for them that it could not be written; the paths of this machine are none of their business.</summary>
internal static class UploadErrors
{
    /// <summary>Does a piece of work with files.</summary>
    /// <exception cref="UserError">The disk is full, or the files cannot be written at this moment.</exception>
    public static async Task<T> Said<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (UserError e) when (e.Key == "keys.file.disk_full")
        {
            throw new UserError(ExitCode.Output, "upload.disk_full", e);
        }
        catch (UserError e) when (e.Key.StartsWith("keys.file.", StringComparison.Ordinal))
        {
            throw new UserError(ExitCode.Output, "upload.unwritable", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException or PathTooLongException)
        {
            throw new UserError(ExitCode.Output, "upload.unwritable", e);
        }
    }
}
