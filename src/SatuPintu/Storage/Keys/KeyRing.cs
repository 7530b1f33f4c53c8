using System.Collections.Immutable;

namespace SatuPintu.Storage.Keys;

/// <summary>
/// The keys of a registry. They stand in a folder of their own (see <see cref="KeyFolder"/>), so that neither the database nor the
/// data folder nor a copy of them can be read without it.
/// </summary>
/// <remarks>
/// All members may be called by several threads at once. A change by another process is seen when <see cref="Reload"/> is called,
/// or by itself when a value was written with a newer key. See <c>docs/keys.md</c>.
/// </remarks>
public sealed class KeyRing
{
    private readonly Lock gate = new();
    private volatile KeySet keys;

    private KeyRing(string folder, KeySet keys)
    {
        Folder = folder;
        this.keys = keys;
    }

    /// <summary>The folder of the keys, as a full path.</summary>
    public string Folder { get; }

    /// <summary>What tells this ring from any other; it is no secret. A registry that keeps it knows when it is given another's keys.</summary>
    public Guid Id => keys.Ring;

    /// <summary>The version of the data key that new values and files are written with.</summary>
    public int DataVersion => keys.Data[^1].Version;

    /// <summary>The versions of the data key that can be read, oldest first.</summary>
    public IReadOnlyList<int> DataVersions => [.. keys.Data.Select(k => k.Version)];

    /// <summary>The version of the index key that new index values are made with.</summary>
    public int IndexVersion => keys.Index[^1].Version;

    /// <summary>The versions of the index key there are, oldest first.</summary>
    public IReadOnlyList<int> IndexVersions => [.. keys.Index.Select(k => k.Version)];

    /// <summary>The key that signs the contexts of database sessions.</summary>
    internal ReadOnlySpan<byte> ContextKey => keys.Context;

    /// <summary>The key of the audit trail.</summary>
    internal ReadOnlySpan<byte> AuditKey => keys.Audit;

    /// <summary>The keys as they stand now; another object after each change.</summary>
    internal KeySet Keys => keys;

    /// <summary>Makes a ring of new keys.</summary>
    /// <param name="folder">The folder; made when it is not there. <see cref="KeyFolder.Standard()"/> has the usual one.</param>
    /// <exception cref="UserError">There are keys already, or the folder cannot be written or is open to others.</exception>
    public static KeyRing Create(string folder) => Make(folder, orOpen: false);

    /// <summary>Opens the ring in a folder.</summary>
    /// <exception cref="UserError">The keys are missing, open to others, damaged or of another version.</exception>
    public static KeyRing Open(string folder)
    {
        var full = Path.GetFullPath(folder);
        return new KeyRing(full, KeysFile.Read(full));
    }

    /// <summary>Opens the ring, or makes one. Only for a registry without data: to data there is, new keys are of no use.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static KeyRing OpenOrCreate(string folder) => File.Exists(Path.Combine(folder, KeysFile.Name)) ? Open(folder) : Make(folder, orOpen: true);

    /// <summary>Adds a data key; values and files are written with it from now on, those written before stay readable.</summary>
    /// <returns>The version of the new key.</returns>
    /// <exception cref="UserError">The keys cannot be written; nothing has changed then.</exception>
    public int Rotate() => Change(k => k with { Data = KeySet.WithNew(k.Data) }).Data[^1].Version;

    /// <summary>Adds an index key; the index is to be made anew with it, until then both are searched.</summary>
    /// <inheritdoc cref="Rotate"/>
    public int RotateIndex() => Change(k => k with { Index = KeySet.WithNew(k.Index) }).Index[^1].Version;

    /// <summary>Removes a data key for good: what was written with it can never be read again.</summary>
    /// <exception cref="UserError">The version is the newest or unknown, or the keys cannot be written.</exception>
    public void Forget(int version) => Change(k => k with { Data = KeySet.Without(k.Data, version) });

    /// <summary>Removes an index key for good.</summary>
    /// <inheritdoc cref="Forget"/>
    public void ForgetIndex(int version) => Change(k => k with { Index = KeySet.Without(k.Index, version) });

    /// <summary>Reads the keys again, as another process may have changed them.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public void Reload()
    {
        lock (gate) keys = SameRing(KeysFile.Read(Folder));
    }

    /// <summary>The data key of a version.</summary>
    /// <exception cref="UserError">The key was forgotten, or is newer than this ring.</exception>
    internal byte[] DataKey(int version) => Find(k => k.Data, version);

    /// <summary>The index key of a version.</summary>
    /// <inheritdoc cref="DataKey"/>
    internal byte[] IndexKey(int version) => Find(k => k.Index, version);

    private byte[] Find(Func<KeySet, ImmutableArray<NumberedKey>> list, int version)
    {
        if (KeySet.Find(list(keys), version) is { } key) return key;
        if (version > list(keys)[^1].Version) Reload();
        if (KeySet.Find(list(keys), version) is { } added) return added;
        var newest = list(keys)[^1].Version;
        throw version > 0 && version < newest
            ? new UserError(ExitCode.Input, "keys.forgotten", ("version", version), ("folder", Folder))
            : new UserError(ExitCode.Input, "keys.newer", ("version", version), ("newest", newest), ("folder", Folder));
    }

    private KeySet Change(Func<KeySet, KeySet> change)
    {
        lock (gate)
        {
            using var held = KeyLock.Take(Folder);
            // Another process may have changed the keys since they were read.
            var changed = change(SameRing(KeysFile.Read(Folder)));
            KeysFile.Write(Folder, changed);
            return keys = changed;
        }
    }

    private KeySet SameRing(KeySet read) => read.Ring == keys.Ring ? read : throw new UserError(ExitCode.Input, "keys.another_ring", ("folder", Folder));

    private static KeyRing Make(string folder, bool orOpen)
    {
        var full = Path.GetFullPath(folder);
        KeyFolder.Make(full);
        KeyFolder.RequireOwnerOnly(full);
        using var held = KeyLock.Take(full);
        if (File.Exists(Path.Combine(full, KeysFile.Name)))
            return orOpen ? Open(full) : throw new UserError(ExitCode.Output, "keys.exist", ("folder", full));
        var made = KeySet.New();
        KeysFile.Write(full, made);
        return new KeyRing(full, made);
    }
}
