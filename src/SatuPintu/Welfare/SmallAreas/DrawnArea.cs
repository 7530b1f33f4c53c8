namespace SatuPintu.Welfare.SmallAreas;

/// <summary>An area as the drawing shows it.</summary>
/// <param name="Area">The area as survey and census name it.</param>
/// <param name="Name">Its name: that of the official list where the area is a code of it.</param>
/// <param name="Group">What it lies in, or empty.</param>
/// <param name="Headcount">p0.</param>
/// <param name="Variation">The coefficient of variation of p0; NaN where its standard error is not known.</param>
/// <param name="InSample">Whether the survey has a household of it.</param>
internal sealed record DrawnArea(string Area, string Name, string Group, double Headcount, double Variation, bool InSample)
{
    // Where statistical offices commonly begin to warn of an estimate.
    private const double MostVariation = 0.25;

    /// <summary>Whether the estimate is too imprecise to be read without care.</summary>
    public bool IsImprecise => Variation > MostVariation;
}
