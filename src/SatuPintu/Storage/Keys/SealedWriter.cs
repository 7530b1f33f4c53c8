namespace SatuPintu.Storage.Keys;

/// <summary>Writes a sealed file from the front. The file counts only after <see cref="Complete"/>; without it, it can be gone on with.</summary>
/// <remarks>
/// A chunk is written as soon as it is full. What does not fill a chunk is lost when the writer is closed without
/// <see cref="Complete"/>, so an upload in parts goes on from <see cref="SafeBytes"/>, and none is lost when all parts but the
/// last have a multiple of <see cref="SealedCipher.ChunkSize"/> bytes.
/// </remarks>
internal sealed class SealedWriter : Stream
{
    private readonly FileStream file;
    private readonly SealedCipher cipher;
    private readonly string path;
    private readonly byte[] plain = new byte[SealedCipher.ChunkSize];
    private readonly byte[] stored = new byte[SealedCipher.StoredSize];
    private long chunks;
    private int used;
    private bool complete;
    private bool closed;
    private UserError? failure;

    /// <summary>Goes on with an open file after so many whole chunks; file and cipher are closed with the writer.</summary>
    internal SealedWriter(FileStream file, SealedCipher cipher, string path, long chunks)
    {
        this.file = file;
        this.cipher = cipher;
        this.path = path;
        this.chunks = chunks;
    }

    /// <summary>How many bytes of content stand in whole chunks. After <see cref="Stream.Dispose()"/> they are on the disk too.</summary>
    public long SafeBytes => chunks * SealedCipher.ChunkSize;

    /// <summary>The version of the data key.</summary>
    public int KeyVersion => cipher.KeyVersion;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !complete && !closed;

    /// <summary>How many bytes of content were written, those of earlier sittings with them.</summary>
    public override long Length => SafeBytes + used;

    /// <inheritdoc/>
    public override long Position { get => Length; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="UserError">The disk is full or the file cannot be written; the writer is of no more use then.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RequireOpen();
        while (!buffer.IsEmpty)
        {
            var take = Math.Min(buffer.Length, plain.Length - used);
            buffer[..take].CopyTo(plain.AsSpan(used));
            used += take;
            buffer = buffer[take..];
            if (used < plain.Length) continue;
            WriteChunk(last: false);
            chunks++;
            used = 0;
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Writes the last chunk and brings the file to the disk; nothing can be added after.</summary>
    /// <exception cref="UserError">The disk is full or the file cannot be written.</exception>
    public void Complete()
    {
        RequireOpen();
        WriteChunk(last: true);
        Guard(BringToDisk);
        complete = true;
    }

    /// <summary>Does nothing: whole chunks are with the system already, and no other can be written.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || closed) return;
        closed = true;
        try
        {
            if (!complete && failure is null) Guard(BringToDisk);
        }
        finally
        {
            Array.Clear(plain);
            file.Dispose();
            cipher.Dispose();
            base.Dispose(disposing);
        }
    }

    private void WriteChunk(bool last)
    {
        var size = used + SealedCipher.Overhead;
        cipher.Seal(chunks, last, plain.AsSpan(0, used), stored.AsSpan(0, size));
        Guard(() => RandomAccess.Write(file.SafeFileHandle, stored.AsSpan(0, size), SealedTail.At(chunks)));
    }

    private void BringToDisk()
    {
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        WholeFile.SyncFolderOf(path);
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            throw failure = KeyErrors.WritingFile(path, e);
        }
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (failure is not null) throw failure;
        if (complete) throw new InvalidOperationException("The file is complete.");
    }
}
