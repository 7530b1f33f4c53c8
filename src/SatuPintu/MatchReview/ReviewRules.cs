namespace SatuPintu.MatchReview;

/// <summary>How opinions become a decision.</summary>
internal static class ReviewRules
{
    /// <summary>What an officer may say of a pair.</summary>
    public static readonly IReadOnlyList<string> Verdicts = ["same", "different", "unsure", "visit"];

    /// <summary>What may be done with a pair: it is in doubt.</summary>
    public static readonly IReadOnlyList<string> InDoubt = ["open", "second", "disputed", "visit"];

    private const int Together = 2;

    /// <summary>Whether a family would feel a wrong answer so much that two officers must give the same one: aid twice, aid at last, or two sound NIK on one person.</summary>
    public static bool NeedsTwo(IReadOnlyCollection<string> effects) => effects.Contains("double_aid") || effects.Contains("covers_gap") || effects.Contains("different_nik");

    /// <summary>The state of a pair by what was said of it since it was last reopened.</summary>
    /// <param name="verdicts">The verdicts in order.</param>
    /// <param name="needsTwo">Whether one opinion is not enough.</param>
    public static string StateAfter(IReadOnlyList<string> verdicts, bool needsTwo)
    {
        int same = verdicts.Count(v => v == "same"), different = verdicts.Count(v => v == "different");
        if (same != different && Math.Max(same, different) >= (needsTwo ? Together : 1)) return same > different ? "same" : "different";
        if (same > 0 && same == different) return "disputed";
        if (verdicts.Count > 0 && verdicts[^1] == "visit") return "visit";
        return same + different > 0 ? "second" : "open";
    }
}
