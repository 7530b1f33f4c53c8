namespace SatuPintu.Tests;

/// <summary>Files of the repository that tests look at: documents, tools from npm.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Folder = new(() =>
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "SatuPintu.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    });

    /// <summary>The path of a file.</summary>
    public static string File(string path) => Path.Combine(Folder.Value, path);
}
