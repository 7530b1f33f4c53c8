namespace SatuPintu.Linkage.Comparisons;

/// <summary>Compares numbers digit by digit.</summary>
public static class Digits
{
    /// <summary>Whether the decimal digits of two numbers differ in one place, or in two neighbouring places that have changed places.</summary>
    public static bool IsSlip(long a, long b)
    {
        int differing = 0, place = 0, first = -1;
        long firstA = 0, firstB = 0;
        for (; (a | b) != 0; a /= 10, b /= 10, place++)
        {
            long digitA = a % 10, digitB = b % 10;
            if (digitA == digitB) continue;
            if (++differing == 1)
            {
                (first, firstA, firstB) = (place, digitA, digitB);
                continue;
            }
            if (differing > 2 || place != first + 1 || digitA != firstB || digitB != firstA) return false;
        }
        return differing > 0;
    }
}
