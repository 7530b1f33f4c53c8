using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace SatuPintu.Welfare.Tables;

/// <summary>
/// Passes what is written on to another stream and takes its SHA-256 beside it, on a thread of its own: of a result of gigabytes the
/// hash takes as long as the writing.
/// </summary>
internal sealed class HashedStream : Stream
{
    // Enough to keep both threads busy, and little memory.
    private const int MostWaiting = 8;

    private readonly Stream target;
    private readonly BlockingCollection<(byte[] Buffer, int Count)> waiting = new(MostWaiting);
    private readonly Task<string> hashing;

    /// <summary>Writes on to a stream, which is closed with this one.</summary>
    public HashedStream(Stream target)
    {
        this.target = target;
        hashing = Task.Factory.StartNew(Hash, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The hash in hexadecimal, once the stream is closed.</summary>
    public string Sha256 => hashing.GetAwaiter().GetResult();

    /// <summary>How many bytes were written.</summary>
    public override long Length => Position;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var copy = ArrayPool<byte>.Shared.Rent(buffer.Length);
        buffer.CopyTo(copy);
        waiting.Add((copy, buffer.Length));
        target.Write(buffer);
        Position += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => target.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !waiting.IsAddingCompleted)
        {
            waiting.CompleteAdding();
            target.Dispose();
        }
        base.Dispose(disposing);
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (buffer, count) in waiting.GetConsumingEnumerable())
        {
            hash.AppendData(buffer, 0, count);
            // What was written may be of persons.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
