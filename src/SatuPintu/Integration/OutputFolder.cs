using System.Text.Json;
using SatuPintu.Storage;

namespace SatuPintu.Integration;

/// <summary>
/// The folder a run writes into: hidden beside its destination until everything stands in it, then renamed into place, so
/// that nobody ever takes half a result for one and a failed run leaves the result before it as it was.
/// </summary>
/// <remarks>
/// The folder is readable by its owner only (0700), and so is every file in it (0600). A folder left by a run that was
/// killed is known by its lock, which no living process holds, and is removed by the next run.
/// </remarks>
internal sealed class OutputFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string LockName = ".lock";

    private readonly string destination;
    private readonly string partial;
    private readonly FileStream heldLock;
    private readonly bool replaceForeign;
    private bool done;

    private OutputFolder(string destination, string partial, FileStream heldLock, bool replaceForeign)
    {
        this.destination = destination;
        this.partial = partial;
        this.heldLock = heldLock;
        this.replaceForeign = replaceForeign;
    }

    /// <summary>Where the result will stand, as a full path.</summary>
    public string Destination => destination;

    /// <summary>Where it is being written.</summary>
    public string Partial => partial;

    /// <summary>Makes the hidden folder beside the destination.</summary>
    /// <param name="path">The destination; its parents are made when missing.</param>
    /// <param name="overwrite">Whether a destination that is not an untouched earlier result may be set aside.</param>
    /// <exception cref="UserError">The destination is a file, holds something that is not ours, or cannot be written.</exception>
    public static OutputFolder Open(string path, bool overwrite)
    {
        var given = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        // A link to a folder stays where it is; the folder it leads to is replaced.
        var destination = Directory.Exists(given) ? Directory.ResolveLinkTarget(given, returnFinalTarget: true)?.FullName ?? given : given;
        return OutputErrors.Guard(destination, () =>
        {
            if (File.Exists(destination)) throw new UserError(ExitCode.Output, "output.is_a_file", ("path", path));
            var parent = Path.GetDirectoryName(destination) ?? throw new UserError(ExitCode.Output, "output.is_root", ("path", path));
            if (!overwrite) EarlierResult.Require(destination);
            Directory.CreateDirectory(parent);
            RemoveAbandoned(parent, Path.GetFileName(destination));
            var partial = Path.Combine(parent, $".{Path.GetFileName(destination)}.partial-{Guid.NewGuid():N}");
            MakeFolder(partial);
            return new OutputFolder(destination, partial, TakeLock(partial)!, overwrite);
        });
    }

    /// <summary>Makes a file in the folder, readable by its owner only.</summary>
    /// <param name="name">Its name, with <c>/</c> when it stands in a folder of its own (<c>returns/dtks.csv</c>).</param>
    public FileStream Create(string name) => OwnerOnlyFile.Create(PathOf(name));

    /// <summary>The path of a file in the folder, for a writer that makes the file itself; its own folder stands.</summary>
    public string PathOf(string name)
    {
        var file = Path.Combine(partial, name);
        MakeFolder(Path.GetDirectoryName(file)!);
        return file;
    }

    /// <summary>The files written so far with their sizes, in the order of their names.</summary>
    public IReadOnlyList<(string Name, long Bytes)> Written() =>
        [.. Directory.EnumerateFiles(partial, "*", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetRelativePath(partial, f).Replace('\\', '/'), Bytes: new FileInfo(f).Length))
            .Where(f => f.Name != LockName).OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>Makes a file and writes it; a full disk and the like become a <see cref="UserError"/>.</summary>
    public void Write(string name, Action<Stream> write) => OutputErrors.Guard(destination, () =>
    {
        using var stream = Create(name);
        write(stream);
        return true;
    });

    /// <summary>Writes a whole file at once.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = OwnerOnlyFile.Create(path);
        file.Write(bytes);
    }

    /// <summary>Puts the folder in its place; the result that stood there is removed once the new one stands.</summary>
    public void Commit() => OutputErrors.Guard(destination, () =>
    {
        heldLock.Dispose();
        File.Delete(Path.Combine(partial, LockName));
        if (!Directory.Exists(destination))
        {
            Directory.Move(partial, destination);
            done = true;
            return true;
        }

        var isOurs = EarlierResult.Obstacle(destination) is null;
        if (!isOurs && !replaceForeign) EarlierResult.Require(destination);
        var aside = isOurs ? partial + ".before" : FreeName(destination);
        Directory.Move(destination, aside);
        try
        {
            Directory.Move(partial, destination);
        }
        catch
        {
            Directory.Move(aside, destination);
            throw;
        }
        done = true;
        if (isOurs) Directory.Delete(aside, recursive: true);
        return true;
    });

    /// <summary>Removes the folder when the run did not come to its end.</summary>
    public void Dispose()
    {
        heldLock.Dispose();
        if (done) return;
        try
        {
            Directory.Delete(partial, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that brought us here is the one to report; the next run removes the folder by its free lock.
        }
    }

    /// <summary>Makes a folder for its owner only.</summary>
    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    private static string FreeName(string destination)
    {
        for (var n = 1; ; n++)
        {
            var name = $"{destination}.before-{n}";
            if (!Path.Exists(name)) return name;
        }
    }

    private static FileStream? TakeLock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void RemoveAbandoned(string parent, string name)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, $".{name}.partial-*"))
        {
            // The lock is only asked for where it stands: a folder just made by another run may not have it yet.
            if (!File.Exists(Path.Combine(folder, LockName))) continue;
            using var free = TakeLock(folder);
            if (free is not null) Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Tells an earlier result of this program, which may be replaced, from anything else, which may not.</summary>
internal static class EarlierResult
{
    /// <summary>Fails when the folder holds something that may not be replaced.</summary>
    public static void Require(string folder)
    {
        if (Obstacle(folder) is var (key, file)) throw new UserError(ExitCode.Output, key, ("path", folder), ("file", file));
    }

    /// <summary>
    /// Why the folder may not be replaced: it has no summary of ours, holds a file the summary does not name, or one that
    /// was changed after the run (decisions written into review.csv, say). Null when it may.
    /// </summary>
    public static (string Key, string File)? Obstacle(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) return null;
        var summary = Path.Combine(folder, SummaryFile.Name);
        if (Listed(summary) is not { } listed) return ("output.not_ours", Path.GetRelativePath(folder, files[0]));
        foreach (var file in files.Where(f => f != summary))
        {
            var name = Path.GetRelativePath(folder, file);
            if (!listed.TryGetValue(name, out var bytes)) return ("output.foreign_file", name);
            if (new FileInfo(file).Length != bytes || File.GetLastWriteTimeUtc(file) > File.GetLastWriteTimeUtc(summary).AddSeconds(2)) return ("output.changed_file", name);
        }
        return null;
    }

    private static Dictionary<string, long>? Listed(string summary)
    {
        if (!File.Exists(summary)) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(summary));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("program", out var program) || program.GetString() != SummaryFile.Program) return null;
            return root.GetProperty("files").EnumerateArray()
                .ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("bytes").GetInt64(), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
