using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using SatuPintu.Integration;

namespace SatuPintu.Welfare.Tables;

/// <summary>
/// The file a method writes, with its card beside it (<c>i.csv</c> and <c>i.card.json</c>) and perhaps a further file, say a drawing. All
/// are written under hidden names and put in place as the last step, so that a result is whole or not there.
/// </summary>
/// <remarks>
/// A file that stands there is replaced when its card says that it is an untouched result of this program, or when it is empty. Any
/// other is refused; with <c>--overwrite</c> it is set aside as <c>i.csv.before-1</c>.
/// </remarks>
internal sealed class ResultFile : IDisposable
{
    private readonly string destination, partialCard;
    private readonly bool overwrite;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<Part> parts = [];

    private ResultFile(string destination, bool overwrite)
    {
        this.destination = destination;
        this.overwrite = overwrite;
        parts.Add(new Part(destination));
        partialCard = parts[0].Partial + ".card";
    }

    // A file of the result, and where it is written before it is put in place.
    private sealed record Part(string Destination)
    {
        public string Partial { get; } = Path.Combine(Path.GetDirectoryName(Destination)!, $".{Path.GetFileName(Destination)}.partial-{Guid.NewGuid():N}");

        public DataFile? Written { get; set; }
    }

    /// <summary>Where the card of a result stands.</summary>
    public static string CardOf(string path) => Path.ChangeExtension(path, ".card.json");

    /// <summary>Makes sure that the result may be written, before any work is done.</summary>
    /// <param name="path">Where it will stand.</param>
    /// <param name="overwrite">Whether a file that is not ours may be set aside.</param>
    /// <param name="inputs">The files it is made from, none of which it may replace.</param>
    /// <exception cref="UserError">It may not.</exception>
    public static ResultFile Open(string path, bool overwrite, params ReadOnlySpan<string?> inputs)
    {
        var destination = Path.GetFullPath(path);
        foreach (var input in inputs)
            if (input is not null && (Path.GetFullPath(input) == destination || Path.GetFullPath(input) == CardOf(destination)))
                throw new UserError(ExitCode.Output, "welfare.out_is_input", ("file", path));
        return OutputErrors.Guard(destination, () =>
        {
            Claim(path, CardOf(destination), overwrite);
            return new ResultFile(destination, overwrite);
        });
    }

    /// <summary>Makes sure that a further file of the result may be written, which is put in place with it and named by its card.</summary>
    /// <param name="path">Where it will stand.</param>
    /// <param name="inputs">The files it is made from, none of which it may replace.</param>
    /// <exception cref="UserError">It may not.</exception>
    public void Add(string path, params ReadOnlySpan<string?> inputs)
    {
        var beside = Path.GetFullPath(path);
        if (beside == destination || beside == CardOf(destination)) throw new UserError(ExitCode.Output, "welfare.out_twice", ("file", path));
        foreach (var input in inputs)
            if (input is not null && Path.GetFullPath(input) == beside) throw new UserError(ExitCode.Output, "welfare.out_is_input", ("file", path));
        OutputErrors.Guard(beside, () =>
        {
            Claim(path, CardOf(destination), overwrite);
            parts.Add(new Part(beside));
            return true;
        });
    }

    /// <summary>Writes the result.</summary>
    /// <param name="write">Writes it to a stream, which may be closed by it, and gives the count of its rows.</param>
    public void Write(Func<Stream, long> write) => Write(parts[0], write);

    /// <summary>Writes the further file that was added last.</summary>
    /// <inheritdoc cref="Write(Func{Stream, long})"/>
    public void WriteAdded(Func<Stream, long> write) => Write(parts[^1], write);

    private static void Write(Part part, Func<Stream, long> write) => OutputErrors.Guard(part.Destination, () =>
    {
        using var stream = new HashedStream(Create(part.Partial));
        var rows = write(stream);
        stream.Dispose();
        return part.Written = new DataFile(Path.GetFileName(part.Destination), stream.Length, rows, stream.Sha256);
    });

    /// <summary>Puts the result and its card in place.</summary>
    public void Commit(MethodCard card) => OutputErrors.Guard(destination, () =>
    {
        if (parts.Any(p => p.Written is null)) throw new InvalidOperationException("There is no result to put in place.");
        using (var stream = Create(partialCard)) card.Write(stream, [.. parts.Select(p => p.Written!)], clock.Elapsed.TotalSeconds);
        var strange = overwrite ? parts.Where(p => !IsOurs(p.Destination, CardOf(destination))).ToList() : [];
        foreach (var part in strange) SetAside(part.Destination);
        if (strange.Contains(parts[0])) SetAside(CardOf(destination));
        foreach (var part in parts) File.Move(part.Partial, part.Destination, overwrite: true);
        File.Move(partialCard, CardOf(destination), overwrite: true);
        return true;
    });

    /// <summary>Removes what was written when the run did not come to its end.</summary>
    public void Dispose()
    {
        foreach (var part in parts) File.Delete(part.Partial);
        File.Delete(partialCard);
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static void Claim(string path, string card, bool overwrite)
    {
        var destination = Path.GetFullPath(path);
        if (Directory.Exists(destination)) throw new UserError(ExitCode.Output, "welfare.out_is_folder", ("file", path));
        if (!overwrite && !IsOurs(destination, card)) throw new UserError(ExitCode.Output, "welfare.out_not_ours", ("file", path));
        var folder = Path.GetDirectoryName(destination)!;
        Directory.CreateDirectory(folder);
        RemoveAbandoned(folder, Path.GetFileName(destination));
    }

    private static bool IsOurs(string destination, string card)
    {
        var existing = new FileInfo(destination);
        if (!existing.Exists || existing.Length == 0) return true;
        if (!File.Exists(card)) return false;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(card));
            // The card is written last: a result that is no newer was not changed since, and need not be read again.
            return document.RootElement.GetProperty("outputs").EnumerateArray().Any(o => o.GetProperty("file").GetString() == existing.Name
                && o.GetProperty("bytes").GetInt64() == existing.Length
                && (existing.LastWriteTimeUtc <= File.GetLastWriteTimeUtc(card) || o.GetProperty("sha256").GetString() == Hash(destination)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static string Hash(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void SetAside(string path)
    {
        if (!File.Exists(path)) return;
        for (var n = 1; ; n++)
        {
            var aside = $"{path}.before-{n}";
            if (File.Exists(aside)) continue;
            File.Move(path, aside);
            return;
        }
    }

    // What a killed run left behind is known by this, that no living process holds it.
    private static void RemoveAbandoned(string folder, string name)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $".{name}.partial-*"))
        {
            try
            {
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is being written.
            }
        }
    }
}
