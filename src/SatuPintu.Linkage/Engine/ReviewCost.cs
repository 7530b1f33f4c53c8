namespace SatuPintu.Linkage.Engine;

/// <summary>
/// What decisions cost, in any unit: from this follows from which probability a pair is joined, and from which somebody looks at it
/// (Fellegi and Sunter 1969; Verykios, Moustakides and Elfeky 2003).
/// </summary>
/// <remarks>
/// For a pair that is of one person with probability p, joining costs (1 − p) × <see cref="WrongMatch"/> on average, leaving apart
/// p × <see cref="MissedMatch"/>, and looking at it <see cref="Review"/>, after which the decision is taken to be right. The least of the
/// three is done.
/// </remarks>
public sealed record ReviewCost
{
    private const double Least = 0.001;

    /// <summary>Takes the costs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A cost is not above 0.</exception>
    public ReviewCost(double review = 1, double wrongMatch = 20, double missedMatch = 5)
    {
        foreach (var cost in (double[])[review, wrongMatch, missedMatch])
            if (!(cost > 0) || !double.IsFinite(cost)) throw new ArgumentOutOfRangeException(nameof(review), cost, "A cost is a number above 0.");
        (Review, WrongMatch, MissedMatch) = (review, wrongMatch, missedMatch);
    }

    /// <summary>Cost of looking at one pair.</summary>
    public double Review { get; }

    /// <summary>Cost of joining two people.</summary>
    public double WrongMatch { get; }

    /// <summary>Cost of leaving two records of one person apart.</summary>
    public double MissedMatch { get; }

    /// <summary>Probability from which looking at a pair costs less than leaving it apart; within 0.001 and 0.999.</summary>
    public double ReviewAt => Within(IsWorthwhile ? Review / MissedMatch : Even);

    /// <summary>Probability from which joining a pair costs less than looking at it; within 0.001 and 0.999.</summary>
    public double MatchAt => Within(IsWorthwhile ? 1 - Review / WrongMatch : Even);

    // Where looking is so dear that deciding blindly always costs less, there is no band, and joining is weighed against leaving apart.
    private bool IsWorthwhile => Review / MissedMatch < 1 - Review / WrongMatch;

    private double Even => WrongMatch / (WrongMatch + MissedMatch);

    private static double Within(double probability) => Math.Clamp(probability, Least, 1 - Least);
}
