namespace SatuPintu.Tests.Integration;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("satupintu-test-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Writes a text file and gives its path.</summary>
    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes a file of bytes and gives its path.</summary>
    public string File(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Everything in the folder, hidden things too, as relative paths.</summary>
    public IReadOnlyList<string> All() =>
        [.. Directory.EnumerateFileSystemEntries(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(p => Path.GetRelativePath(Root, p)).Order(StringComparer.Ordinal)];

    /// <summary>Who may do what with a file or folder.</summary>
    public UnixFileMode Mode(string name)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        return OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(this[name]);
    }

    /// <summary>Takes the right to write away from the folder, or gives it back.</summary>
    public void Writable(bool writable)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        else System.IO.File.SetUnixFileMode(Root, UnixFileMode.UserRead | UnixFileMode.UserExecute | (writable ? UnixFileMode.UserWrite : UnixFileMode.None));
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
