using System.Collections.Concurrent;
using SatuPintu.Storage;
using SatuPintu.Storage.Embedded;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>
/// The files of uploads, sealed from the first byte on. One stands in the folder of uploads until it is whole and taken in; then it is moved to the folder of
/// its delivery, which has the same id. Until the database says that it is delivered it counts as an upload at either place.
/// </summary>
/// <param name="place">Where the registry is.</param>
/// <param name="keys">The keys that files are sealed with.</param>
public sealed class UploadFiles(RegistryPlace place, KeyRing keys)
{
    private readonly ConcurrentDictionary<Guid, byte> taken = new();

    /// <summary>Where delivered files stand.</summary>
    public DeliveryFiles Deliveries { get; } = new(place, keys);

    /// <summary>The folder of uploads; only the service's user can enter it.</summary>
    internal string Folder => Path.Combine(place.Data, "uploads");

    /// <summary>Takes an upload for one piece of work at a time.</summary>
    /// <exception cref="UserError">Another works on it.</exception>
    internal IDisposable Take(Guid upload) => taken.TryAdd(upload, 0) ? new Turn(taken, upload) : throw new UserError(ExitCode.Usage, "upload.in_use");

    /// <summary>How many bytes of an upload are safe, and whether it is whole.</summary>
    internal (long Safe, bool IsWhole) Look(Guid upload)
    {
        if (PathOf(upload) is not { } path) return (0, false);
        try
        {
            using var file = SealedFile.Resume(path, keys);
            return (file.SafeBytes, false);
        }
        catch (UserError e) when (e.Key == "keys.file.complete")
        {
            using var file = SealedFile.Open(path, keys);
            return (file.Length, true);
        }
    }

    /// <summary>Opens an upload to go on with it after what is safe; null where it is whole.</summary>
    internal SealedWriter? GoOn(Guid upload)
    {
        try
        {
            if (PathOf(upload) is { } path) return SealedFile.Resume(path, keys);
            OwnerOnlyFolder.Create(Folder);
            return SealedFile.Create(Incoming(upload), keys);
        }
        catch (UserError e) when (e.Key == "keys.file.complete")
        {
            return null;
        }
    }

    /// <summary>Opens a whole upload to read it.</summary>
    internal Stream Open(Guid upload) => SealedFile.Open(PathOf(upload) ?? Incoming(upload), keys);

    /// <summary>Moves a whole upload to where deliveries stand; it is there on the disk when this returns.</summary>
    internal void Deliver(Guid upload)
    {
        var target = Deliveries.List(upload);
        if (File.Exists(target)) return;
        OwnerOnlyFolder.Create(Deliveries.All);
        OwnerOnlyFolder.Create(Deliveries.Folder(upload));
        WholeFile.SyncFolderOf(Deliveries.Folder(upload));
        WholeFile.Move(Incoming(upload), target);
    }

    /// <summary>Removes the file of an upload, wherever it stands.</summary>
    internal void Remove(Guid upload)
    {
        if (Directory.Exists(Folder)) File.Delete(Incoming(upload));
        if (Directory.Exists(Deliveries.Folder(upload))) Directory.Delete(Deliveries.Folder(upload), recursive: true);
    }

    /// <summary>The uploads whose files stand in the folder of uploads and were not touched since a time.</summary>
    internal IEnumerable<Guid> LeftSince(DateTime before) => !Directory.Exists(Folder) ? [] : Directory.EnumerateFiles(Folder, "*.sealed")
        .Where(f => File.GetLastWriteTimeUtc(f) < before).Select(f => Guid.TryParse(Path.GetFileNameWithoutExtension(f), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);

    private string Incoming(Guid upload) => Path.Combine(Folder, $"{upload}.sealed");

    private string? PathOf(Guid upload) => File.Exists(Incoming(upload)) ? Incoming(upload) : File.Exists(Deliveries.List(upload)) ? Deliveries.List(upload) : null;

    private sealed class Turn(ConcurrentDictionary<Guid, byte> taken, Guid upload) : IDisposable
    {
        public void Dispose() => taken.TryRemove(upload, out _);
    }
}
