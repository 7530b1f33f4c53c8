namespace SatuPintu.Storage.Keys;

/// <summary>What one thread makes from the keys of a ring, once for each version; it goes when the keys change.</summary>
/// <remarks>Ciphers and keyed hashes are handles of the system's library, too dear to make for each value, and serve one thread at a time.</remarks>
internal sealed class MadeFromKeys<T>(KeyRing ring, Func<int, T> make)
    where T : IDisposable
{
    private readonly Dictionary<int, T> made = [];
    private KeySet? set;

    /// <summary>What was made from the key of a version.</summary>
    /// <exception cref="UserError">The ring has no such key.</exception>
    public T Of(int version)
    {
        var now = ring.Keys;
        // What was made from forgotten keys goes with them.
        if (!ReferenceEquals(set, now))
        {
            foreach (var old in made.Values) old.Dispose();
            made.Clear();
            set = now;
        }
        if (!made.TryGetValue(version, out var found))
        {
            found = make(version);
            made.Add(version, found);
        }
        return found;
    }
}
