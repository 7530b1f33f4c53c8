using System.Text.Json;
using SatuPintu.Integration;
using SatuPintu.Linkage.Index;
using SatuPintu.Storage;

namespace SatuPintu.Linking;

/// <summary>
/// The folder of an index. What is added is written into a file of its own, and stands once <c>index.json</c> names it; when much has been
/// added, all is written anew. A run that is killed leaves the index as it was.
/// </summary>
internal sealed class IndexFolder : IDisposable
{
    private const string LockName = ".lock";
    private const int MostParts = 200;
    private readonly string folder;
    private readonly FileStream held;
    private IndexHead head;
    private IndexHead? prepared;

    private IndexFolder(string folder, FileStream held, IndexHead head)
    {
        this.folder = folder;
        this.held = held;
        this.head = head;
        Index = null!;
    }

    /// <summary>The index.</summary>
    public LinkageIndex Index { get; private set; }

    /// <summary>Its folder as a full path.</summary>
    public string Path => folder;

    /// <summary>Writes a new index into a folder that is put in its place later.</summary>
    public static void Create(OutputFolder target, LinkageIndex index)
    {
        var head = new IndexHead(new IndexPart("records-1.bin", 0, index.Count), []);
        target.Write(head.Records.Name, index.Write);
        target.Write(IndexHead.Name, head.Write);
        // By this the folder is known as ours; once the index has grown, it is no longer as this says and is not replaced unasked.
        target.Write(SummaryFile.Name, stream => Summary(stream, target.Written()));
    }

    /// <summary>Opens an index and reads it; no other run may use it meanwhile.</summary>
    /// <exception cref="UserError">There is none, it is damaged, of another version, or in use.</exception>
    public static IndexFolder Open(string path)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw new UserError(ExitCode.Input, "linking.index.missing", ("folder", path));
        var head = IndexHead.Read(folder);
        FileStream held;
        try
        {
            held = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new UserError(ExitCode.Input, "linking.index.locked", e, ("folder", path));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserError(ExitCode.Output, "linking.index.unreadable", e, ("file", folder), ("why", e.Message));
        }
        // What stood there before the lock was taken may have been changed by the run that held it.
        var opened = new IndexFolder(folder, held, head);
        try
        {
            opened.head = IndexHead.Read(folder);
            opened.Read();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Writes what was added, so that <see cref="Commit"/> needs but one renaming.</summary>
    public void Prepare(IndexIncrement increment) => OutputErrors.Guard(folder, () =>
    {
        if (increment.Records.Count == 0) return true;
        var number = head.More.Count + Number(head.Records.Name) + 1;
        var more = new IndexPart($"more-{number}.bin", increment.First, increment.Records.Count);
        var added = head.More.Sum(m => (long)m.Count) + more.Count;
        if (added > head.Records.Count / 4 + 1000 || head.More.Count >= MostParts)
        {
            prepared = new IndexHead(new IndexPart($"records-{number}.bin", 0, Index.Count), []);
            Write(prepared.Records.Name, Index.Write);
        }
        else
        {
            prepared = head with { More = [.. head.More, more] };
            Write(more.Name, increment.Write);
        }
        Write(IndexHead.Name + ".new", prepared.Write);
        return true;
    });

    /// <summary>Makes what was prepared stand.</summary>
    public void Commit() => OutputErrors.Guard(folder, () =>
    {
        if (prepared is null) return true;
        File.Move(System.IO.Path.Combine(folder, IndexHead.Name + ".new"), System.IO.Path.Combine(folder, IndexHead.Name), overwrite: true);
        head = prepared;
        prepared = null;
        var named = head.More.Select(m => m.Name).Append(head.Records.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.bin"))
            if (!named.Contains(System.IO.Path.GetFileName(file))) File.Delete(file);
        return true;
    });

    /// <summary>Gives the index free for other runs.</summary>
    public void Dispose()
    {
        // Removed while it is held: whoever comes next makes a lock of its own.
        try
        {
            File.Delete(held.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A lock that stays is free all the same.
        }
        held.Dispose();
    }

    private void Read()
    {
        Index = Open(head.Records.Name, stream => LinkageIndex.Read(stream, Environment.ProcessorCount));
        if (Index.Count != head.Records.Count) throw IndexHead.Damaged(System.IO.Path.Combine(folder, IndexHead.Name));
        foreach (var part in head.More)
        {
            var increment = Open(part.Name, IndexIncrement.Read);
            if (increment.First != part.First || increment.Records.Count != part.Count) throw IndexHead.Damaged(System.IO.Path.Combine(folder, part.Name));
            Index.Replay(increment, Environment.ProcessorCount);
        }
    }

    private T Open<T>(string name, Func<Stream, T> read)
    {
        var file = System.IO.Path.Combine(folder, name);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
            return read(stream);
        }
        catch (LinkageIndexException e)
        {
            throw e.Reason == "version" ? new UserError(ExitCode.Input, "linking.index.version", e, ("file", file), ("version", e.Detail)) : IndexHead.Damaged(file);
        }
        catch (FileNotFoundException)
        {
            throw IndexHead.Damaged(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.Input, "linking.index.unreadable", e, ("file", file), ("why", e.Message));
        }
    }

    private void Write(string name, Action<Stream> write)
    {
        using var stream = OwnerOnlyFile.Create(System.IO.Path.Combine(folder, name));
        using (var buffered = new BufferedStream(stream, 1 << 16))
        {
            write(buffered);
            buffered.Flush();
            stream.Flush(flushToDisk: true);
        }
    }

    private static int Number(string name) => int.TryParse(name.AsSpan(name.IndexOf('-', StringComparison.Ordinal) + 1, Math.Max(0, name.IndexOf('.', StringComparison.Ordinal) - name.IndexOf('-', StringComparison.Ordinal) - 1)), out var number) ? number : 1;

    private static void Summary(Stream stream, IReadOnlyList<(string Name, long Bytes)> files)
    {
        using var json = new Utf8JsonWriter(stream, LinkModelFile.Readable);
        json.WriteStartObject();
        json.WriteString("program", SummaryFile.Program);
        json.WriteString("version", ProgramVersion.Number);
        json.WriteString("command", "index");
        json.WriteStartArray("files");
        foreach (var (name, bytes) in files)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("bytes", bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
