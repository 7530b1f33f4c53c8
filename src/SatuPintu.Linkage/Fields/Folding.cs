using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>Folds every distinct value of a field once.</summary>
internal static class Folding
{
    /// <summary>Writes the folded form of a text and returns its length.</summary>
    public delegate int FoldText(ReadOnlySpan<byte> text, Span<byte> target);

    /// <summary>By delivered value, the number of its folded form.</summary>
    public static int[] Fold(TextValues source, ValueInterner target, FoldText fold) => Fold(source, target.Intern, fold);

    /// <summary>By delivered value, the number of its folded form in a table of words.</summary>
    public static int[] Fold(TextValues source, WordTable target, FoldText fold) => Fold(source, target.Add, fold);

    private delegate int Number(ReadOnlySpan<byte> folded);

    private static int[] Fold(TextValues source, Number number, FoldText fold)
    {
        Span<byte> buffer = stackalloc byte[TextFolding.Longest];
        var canonical = new int[source.Count];
        for (var i = 1; i < canonical.Length; i++) canonical[i] = number(buffer[..fold(source[i], buffer)]);
        return canonical;
    }
}
