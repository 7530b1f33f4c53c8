using Microsoft.Win32.SafeHandles;

namespace SatuPintu.Storage.Keys;

/// <summary>Finds how far a file that was not completed can be trusted.</summary>
internal static class SealedTail
{
    /// <summary>Cuts off what stands after the last whole chunk.</summary>
    /// <returns>How many whole chunks there are.</returns>
    /// <exception cref="UserError">The file is complete.</exception>
    /// <exception cref="IOException">The file cannot be read or cut.</exception>
    public static long Cut(SafeFileHandle file, SealedCipher cipher, string path)
    {
        var length = RandomAccess.GetLength(file) - SealedCipher.HeadSize;
        var (chunks, rest) = Math.DivRem(length, SealedCipher.StoredSize);
        var stored = new byte[SealedCipher.StoredSize];
        var plain = new byte[SealedCipher.ChunkSize];
        if (rest >= SealedCipher.Overhead)
        {
            var tail = stored.AsSpan(0, (int)rest);
            if (ReadAll(file, tail, At(chunks)) && cipher.TryOpen(chunks, last: true, tail, plain.AsSpan(0, tail.Length - SealedCipher.Overhead)))
                throw new UserError(ExitCode.Usage, "keys.file.complete", ("file", path));
        }
        // After a loss of power the end of a file may have its length but not its content.
        while (chunks > 0 && !(ReadAll(file, stored, At(chunks - 1)) && cipher.TryOpen(chunks - 1, last: false, stored, plain))) chunks--;
        Array.Clear(plain);
        RandomAccess.SetLength(file, At(chunks));
        return chunks;
    }

    /// <summary>Where a chunk begins in the file.</summary>
    public static long At(long chunk) => SealedCipher.HeadSize + chunk * SealedCipher.StoredSize;

    /// <summary>Reads as many bytes as there is room for.</summary>
    /// <returns>Whether the file has that many.</returns>
    public static bool ReadAll(SafeFileHandle file, Span<byte> into, long at)
    {
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(file, into, at);
            if (read == 0) return false;
            into = into[read..];
            at += read;
        }
        return true;
    }
}
