using System.Text;

namespace SatuPintu.Tests.Reading;

/// <summary>A file that is there for one test.</summary>
internal sealed class TempFile : IDisposable
{
    public TempFile(byte[] content, string name = "daftar.csv")
    {
        Folder = Directory.CreateTempSubdirectory("satupintu-test-").FullName;
        Path = System.IO.Path.Combine(Folder, name);
        File.WriteAllBytes(Path, content);
    }

    public TempFile(string content, Encoding? encoding = null, string name = "daftar.csv")
        : this(Bytes(content, encoding ?? new UTF8Encoding(false)), name)
    {
    }

    public string Folder { get; }

    public string Path { get; }

    public static byte[] Bytes(string content, Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes(content)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
