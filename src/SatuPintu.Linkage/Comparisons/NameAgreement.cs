namespace SatuPintu.Linkage.Comparisons;

/// <summary>How two names agree, before the rarity of what they share is weighed.</summary>
public enum NameAgreement
{
    /// <summary>One of them is not known.</summary>
    Missing,
    /// <summary>The same words, in any order.</summary>
    Equal,
    /// <summary>Every word of one answers a word of the other; one of them by a slip, or the words are parted elsewhere.</summary>
    Close,
    /// <summary>The same with more than one slip.</summary>
    Loose,
    /// <summary>Every word answers, one at least by its initial.</summary>
    Initials,
    /// <summary>One name has words that the other lacks; those they share are equal.</summary>
    Part,
    /// <summary>One name has words that the other lacks; those they share are equal but for slips.</summary>
    LoosePart,
    /// <summary>Both have words that the other lacks, and they share at least one.</summary>
    Overlap,
    /// <summary>They share a word by a slip only.</summary>
    Faint,
    /// <summary>No word answers.</summary>
    Different,
}

/// <summary>The outcome of comparing two names.</summary>
/// <param name="Agreement">How they agree.</param>
/// <param name="Information">What they share, in bits: −log2 of how often it occurs by chance (term frequency).</param>
public readonly record struct NameComparison(NameAgreement Agreement, double Information);
