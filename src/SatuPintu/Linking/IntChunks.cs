namespace SatuPintu.Linking;

/// <summary>A growing list of numbers in pieces, so that growing neither copies nor leaves holes of memory.</summary>
internal sealed class IntChunks
{
    private const int Bits = 16;
    private const int Size = 1 << Bits;
    private readonly List<int[]> chunks = [];
    private int[] last = [];
    private int used;

    /// <summary>How many numbers there are.</summary>
    public int Count => chunks.Count == 0 ? 0 : ((chunks.Count - 1) * Size) + used;

    /// <summary>A number.</summary>
    public int this[int index] => chunks[index >> Bits][index & (Size - 1)];

    /// <summary>Adds a number.</summary>
    public void Add(int number)
    {
        if (used == last.Length) Extend();
        last[used++] = number;
    }

    /// <summary>Adds numbers.</summary>
    public void Add(ReadOnlySpan<int> numbers)
    {
        while (!numbers.IsEmpty)
        {
            if (used == last.Length) Extend();
            var count = Math.Min(numbers.Length, last.Length - used);
            numbers[..count].CopyTo(last.AsSpan(used));
            used += count;
            numbers = numbers[count..];
        }
    }

    /// <summary>Copies all numbers, each renumbered where a renumbering is given.</summary>
    public void CopyTo(Span<int> target, int[]? renumber)
    {
        var at = 0;
        for (var c = 0; c < chunks.Count; c++)
        {
            var chunk = chunks[c].AsSpan(0, c == chunks.Count - 1 ? used : Size);
            if (renumber is null) chunk.CopyTo(target[at..]);
            else
                for (var i = 0; i < chunk.Length; i++) target[at + i] = renumber[chunk[i]];
            at += chunk.Length;
        }
    }

    private void Extend()
    {
        // A short list stays small: its only piece grows.
        if (chunks.Count == 1 && last.Length < Size)
        {
            Array.Resize(ref last, Math.Min(Size, last.Length * 4));
            chunks[0] = last;
            return;
        }
        last = new int[chunks.Count == 0 ? 256 : Size];
        chunks.Add(last);
        used = 0;
    }
}
