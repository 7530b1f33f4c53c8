using Microsoft.Win32.SafeHandles;

namespace SatuPintu.Storage.Keys;

/// <summary>Reads a sealed file from any place. Its end is checked when it is opened, each chunk when it is read.</summary>
internal sealed class SealedReader : Stream
{
    private readonly SafeFileHandle file;
    private readonly SealedCipher cipher;
    private readonly string path;
    private readonly byte[] plain = new byte[SealedCipher.ChunkSize];
    private readonly byte[] stored = new byte[SealedCipher.StoredSize];
    private readonly long lastChunk;
    private long held = -1;
    private long position;

    /// <summary>Reads an open file; file and cipher are closed with the reader.</summary>
    /// <exception cref="UserError">The file is damaged or not complete.</exception>
    internal SealedReader(SafeFileHandle file, SealedCipher cipher, string path)
    {
        this.file = file;
        this.cipher = cipher;
        this.path = path;
        (lastChunk, var rest) = Math.DivRem(RandomAccess.GetLength(file) - SealedCipher.HeadSize, SealedCipher.StoredSize);
        Length = lastChunk * SealedCipher.ChunkSize + Math.Max(0, rest - SealedCipher.Overhead);
        try
        {
            if (rest < SealedCipher.Overhead) throw new UserError(ExitCode.Input, "keys.file.incomplete", ("file", path));
            Load(lastChunk);
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
    }

    /// <summary>The version of the data key.</summary>
    public int KeyVersion => cipher.KeyVersion;

    /// <inheritdoc/>
    public override bool CanRead => !file.IsClosed;

    /// <inheritdoc/>
    public override bool CanSeek => !file.IsClosed;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>How many bytes of content the file has.</summary>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="UserError">The file is damaged at this place, or cannot be read.</exception>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, this);
        if (position >= Length || buffer.IsEmpty) return 0;
        var (chunk, at) = Math.DivRem(position, SealedCipher.ChunkSize);
        if (chunk != held) Load(chunk);
        var there = plain.AsSpan((int)at, SizeOf(chunk) - (int)at);
        var take = Math.Min(there.Length, buffer.Length);
        there[..take].CopyTo(buffer);
        position += take;
        return take;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Array.Clear(plain);
            file.Dispose();
            cipher.Dispose();
        }
        base.Dispose(disposing);
    }

    private int SizeOf(long chunk) => chunk == lastChunk ? (int)(Length - chunk * SealedCipher.ChunkSize) : SealedCipher.ChunkSize;

    private void Load(long chunk)
    {
        held = -1;
        var size = SizeOf(chunk);
        var bytes = stored.AsSpan(0, size + SealedCipher.Overhead);
        try
        {
            if (!SealedTail.ReadAll(file, bytes, SealedTail.At(chunk)) || !cipher.TryOpen(chunk, chunk == lastChunk, bytes, plain.AsSpan(0, size)))
                throw new UserError(ExitCode.Input, "keys.file.damaged", ("file", path), ("part", chunk + 1), ("parts", lastChunk + 1));
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            throw KeyErrors.ReadingFile(path, e);
        }
        held = chunk;
    }
}
