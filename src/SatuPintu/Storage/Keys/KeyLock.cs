namespace SatuPintu.Storage.Keys;

/// <summary>The lock for changing keys: two changes at once would lose the key that one of them made.</summary>
/// <remarks>Reading needs no lock, since the file of the keys is replaced whole.</remarks>
internal static class KeyLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private const int Tries = 100;

    /// <summary>Takes the lock, waiting some seconds for another process to let it go.</summary>
    /// <exception cref="UserError">Another process holds it, or the folder cannot be written.</exception>
    public static FileStream Take(string folder)
    {
        var path = Path.Combine(folder, "keys.lock");
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (tries == Tries) throw new UserError(ExitCode.Output, "keys.busy", e, ("folder", folder));
                Thread.Sleep(Pause);
            }
            catch (Exception e) when (KeyErrors.OfFiles(e))
            {
                throw KeyErrors.Writing(path, e);
            }
        }
    }

    // EAGAIN of Linux and macOS, and the sharing violation of Windows.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
