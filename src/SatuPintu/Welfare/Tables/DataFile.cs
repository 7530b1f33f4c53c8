using System.Security.Cryptography;

namespace SatuPintu.Welfare.Tables;

/// <summary>A file a result was made from, as its card names it.</summary>
/// <param name="Path">The path as given.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Rows below the heading.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
public sealed record DataFile(string Path, long Bytes, long Rows, string Sha256)
{
    /// <summary>Begins to take the identity of a file while it is read otherwise.</summary>
    internal static Beginning Begin(string path) => new(path, Task.Run(() =>
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20, FileOptions.SequentialScan);
        return (stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }));

    /// <summary>The identity of a file that is being taken.</summary>
    internal sealed record Beginning(string Path, Task<(long Bytes, string Sha256)> Hash)
    {
        /// <summary>The identity, now that the rows are known.</summary>
        public DataFile End(long rows)
        {
            var (bytes, hash) = Hash.GetAwaiter().GetResult();
            return new DataFile(Path, bytes, rows, hash);
        }
    }
}
