namespace SatuPintu.Sources.Reading;

/// <summary>Reads a delivered list, CSV or spreadsheet, as a stream.</summary>
/// <remarks>What a file is, its encoding and its delimiter are found from its content; its name says nothing.</remarks>
public static class ListReader
{
    /// <summary>Reads a list.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told bytes read of bytes in all, stage <c>read</c>.</param>
    /// <param name="cancellation">Stops reading within some milliseconds.</param>
    /// <returns>The list, each cell the text that stands in the file.</returns>
    /// <exception cref="UserError">The file cannot be read as a list; says what is wrong and what to do.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public static TextTable Read(string path, IProgress<StageProgress>? progress, CancellationToken cancellation) =>
        Open(path, (stream, signature) => Read(stream, signature, path, progress, cancellation));

    /// <summary>Reads a list that does not lie in a file as it is.</summary>
    /// <param name="stream">The content from its start; it can be sought in, and stays open.</param>
    /// <param name="name">What the list is called in messages.</param>
    /// <param name="progress">Told bytes read of bytes in all, stage <c>read</c>.</param>
    /// <param name="cancellation">Stops reading within some milliseconds.</param>
    /// <returns>The list, each cell the text that stands in the file.</returns>
    /// <exception cref="UserError">The content cannot be read as a list; says what is wrong and what to do.</exception>
    public static TextTable Read(Stream stream, string name, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return Look(stream, name, (content, signature) => Read(content, signature, name, progress, cancellation));
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new UserError(ExitCode.Input, "reading.failed", e, ("file", name), ("why", e.Message));
        }
    }

    /// <summary>Opens a file and reads it; what goes wrong with the file becomes an error the user can act on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads from the stream, which stands at its start, given what the file is by its first bytes.</param>
    internal static T Open<T>(string path, Func<Stream, FileSignature, T> read)
    {
        try
        {
            if (Directory.Exists(path)) throw new UserError(ExitCode.Input, "reading.directory", ("file", path));
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            if (!stream.CanSeek) throw new UserError(ExitCode.Input, "reading.not_a_file", ("file", path));
            return Look(stream, path, read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError(ExitCode.Input, "reading.not_found", e, ("file", path));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserError(ExitCode.Input, "reading.no_permission", e, ("file", path));
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new UserError(ExitCode.Input, "reading.failed", e, ("file", path), ("why", e.Message));
        }
    }

    private static T Look<T>(Stream stream, string name, Func<Stream, FileSignature, T> read)
    {
        if (stream.Length == 0) throw new UserError(ExitCode.Input, "reading.empty", ("file", name));
        Span<byte> head = stackalloc byte[1024];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var signature = FileSignature.Find(head);
        stream.Position = 0;
        return read(stream, signature);
    }

    private static TextTable Read(Stream stream, FileSignature signature, string path, IProgress<StageProgress>? progress, CancellationToken cancellation) =>
        signature.Kind switch
        {
            FileKind.Text => CsvReader.Read(stream, path, progress, cancellation),
            FileKind.Zip => WorkbookReader.ReadZip(stream, path, progress, cancellation),
            FileKind.Compound => WorkbookReader.ReadOld(stream, "XLS", path, progress, cancellation),
            _ => throw NotATable(path, signature.Name),
        };

    /// <summary>The error that a file is no table, naming what it seems to be.</summary>
    internal static UserError NotATable(string path, string kind) =>
        new(ExitCode.Input, "reading.not_a_table." + kind, ("file", path));
}
