namespace SatuPintu.Statistics.Regression;

/// <summary>Standard errors of coefficients, in the coefficients' order.</summary>
/// <param name="Standard">Those under the model, or under rows drawn one by one.</param>
/// <param name="Design">Those under the sampling design.</param>
internal sealed record CoefficientErrors(double[] Standard, double[] Design)
{
    /// <summary>Errors that are not known.</summary>
    public static CoefficientErrors None(int count)
    {
        var unknown = new double[count];
        Array.Fill(unknown, double.NaN);
        return new CoefficientErrors(unknown, unknown);
    }
}
