using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

/// <summary>A folder with keys and the place of a sealed file.</summary>
public abstract class SealedFileDesk : IDisposable
{
    private protected const int Chunk = SealedCipher.ChunkSize;
    private protected readonly TempFolder temp = new();
    private protected readonly KeyRing ring;
    private protected readonly string path;

    protected SealedFileDesk()
    {
        ring = Ring(temp);
        path = temp["list.sealed"];
    }

    public void Dispose()
    {
        temp.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected byte[] Content(string? file = null)
    {
        using var read = SealedFile.Open(file ?? path, ring);
        using var memory = new MemoryStream();
        read.CopyTo(memory);
        return memory.ToArray();
    }
}
