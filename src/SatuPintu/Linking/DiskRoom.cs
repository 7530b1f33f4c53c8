using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking;

/// <summary>
/// Room on disk beside the destination for what memory does not hold. Its files have no name as soon as they are open, so that nothing
/// of them is left however the run ends.
/// </summary>
/// <param name="destination">The folder of the result to be, as a full path.</param>
internal sealed class DiskRoom(string destination) : ISpill, IDisposable
{
    private readonly string folder = RunStore.FolderOf(destination) + ".room";
    private readonly List<FileStream> files = [];
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public Stream Create() => OutputErrors.Guard(destination, () =>
    {
        OutputFolder.MakeFolder(folder);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        lock (gate) files.Add(file);
        return (Stream)file;
    });

    /// <summary>Lets all of it go.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var file in files) file.Dispose();
            files.Clear();
        }
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder harms nobody.
        }
    }
}
