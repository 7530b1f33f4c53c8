using SatuPintu.Statistics;

namespace SatuPintu.Welfare;

/// <summary>Says in the user's language why an estimate cannot be given.</summary>
internal static class StatisticsFaults
{
    /// <summary>Runs a method on a file, and turns its refusal into an error that names the file.</summary>
    public static T Guard<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (StatisticsException e)
        {
            throw new UserError(ExitCode.Input, KeyOf(e.Fault), e, ("file", file), ("subject", e.Subject), ("count", e.Count));
        }
    }

    private static string KeyOf(StatisticsFault fault) => fault switch
    {
        StatisticsFault.NoRows => "welfare.fault.no_rows",
        StatisticsFault.NotFinite => "welfare.fault.not_finite",
        StatisticsFault.NegativeWeight => "welfare.fault.negative_weight",
        StatisticsFault.NotPositive => "welfare.fault.not_positive",
        StatisticsFault.TooFewRows => "welfare.fault.too_few_rows",
        StatisticsFault.NothingVaries => "welfare.fault.nothing_varies",
        StatisticsFault.ConstantOutcome => "welfare.fault.constant_outcome",
        StatisticsFault.TooFewAreas => "welfare.fault.too_few_areas",
        _ => "welfare.fault.no_convergence",
    };
}
