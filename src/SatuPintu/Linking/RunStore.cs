using System.Globalization;
using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;
using SatuPintu.Storage;

namespace SatuPintu.Linking;

/// <summary>
/// Puts what a run has scored into a hidden folder beside its destination, so that the same command goes on with it after the run was
/// stopped, killed, or cut off from power. A finished run removes the folder.
/// </summary>
/// <param name="destination">The folder of the result to be, as a full path.</param>
/// <param name="resumed">Told once in how many parts pairs of an earlier run were found.</param>
internal sealed class RunStore(string destination, Action<int>? resumed) : IPairStore, IDisposable
{
    private const string Ending = ".pairs";
    private const string LockName = ".lock";
    private readonly string folder = FolderOf(destination);
    private readonly Lock gate = new();
    private FileStream? held;
    private bool looked;
    private bool isOthers;

    /// <summary>Whether parts are put down for a later run.</summary>
    public bool HoldsParts => !isOthers && Directory.Exists(folder) && Parts().Any();

    /// <summary>The hidden folder of a destination.</summary>
    public static string FolderOf(string destination) => Path.Combine(Path.GetDirectoryName(destination)!, $".{Path.GetFileName(destination)}.progress");

    /// <inheritdoc/>
    public StoredPairs? Find(PairPart part)
    {
        lock (gate)
        {
            if (!looked) Look(part.Run);
        }
        var file = FileOf(part);
        if (isOthers || !File.Exists(file)) return null;
        try
        {
            using var stream = File.OpenRead(file);
            return StoredPairs.Read(stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // A part that power or disk have torn is scored again.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Keep(PairPart part, StoredPairs pairs)
    {
        if (isOthers) return;
        OutputErrors.Guard(destination, () =>
        {
            lock (gate)
            {
                OutputFolder.MakeFolder(folder);
                Hold();
            }
            if (isOthers) return false;
            var file = FileOf(part);
            var partial = file + ".partial";
            try
            {
                using (var stream = OwnerOnlyFile.Create(partial))
                {
                    pairs.Write(stream);
                    // On the disk before it has its name: a cut of power leaves a whole part or none.
                    stream.Flush(flushToDisk: true);
                }
                File.Move(partial, file, overwrite: true);
            }
            catch
            {
                File.Delete(partial);
                throw;
            }
            return true;
        });
    }

    /// <summary>Removes all that was put down.</summary>
    public void Remove()
    {
        held?.Dispose();
        held = null;
        if (!isOthers && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Lets go of the folder; it stays where it serves to go on.</summary>
    public void Dispose()
    {
        var holds = HoldsParts;
        held?.Dispose();
        held = null;
        if (isOthers || holds || !Directory.Exists(folder)) return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder harms nobody; the failure that brought us here is the one to report.
        }
    }

    private void Look(string run)
    {
        looked = true;
        if (!Directory.Exists(folder)) return;
        Hold();
        if (isOthers) return;
        var found = 0;
        foreach (var file in Directory.EnumerateFiles(folder).ToList())
        {
            var name = Path.GetFileName(file);
            if (name == LockName) continue;
            if (name.StartsWith(run + "-", StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal)) found++;
            // Other lists or options, for the same destination: nobody will go on with it.
            else File.Delete(file);
        }
        if (found > 0) resumed?.Invoke(found);
    }

    // Two runs for one destination do not take each other's parts away: the later keeps nothing.
    private void Hold()
    {
        if (held is not null) return;
        try
        {
            held = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            isOthers = true;
        }
    }

    private IEnumerable<string> Parts() => Directory.EnumerateFiles(folder, "*" + Ending);

    private string FileOf(PairPart part) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{part.Run}-{part.Key}-{part.Part}-{part.Parts}{Ending}"));
}
