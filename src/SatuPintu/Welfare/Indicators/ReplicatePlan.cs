using System.Globalization;
using SatuPintu.Statistics.Surveys;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Indicators;

/// <summary>How standard errors are made: by linearisation, or from replicates that are made or delivered.</summary>
/// <param name="Name">As the option has it.</param>
internal sealed record ReplicatePlan(string Name)
{
    private const string Bootstrap = "bootstrap", Jackknife = "jackknife", Columns = "columns:";
    private const int UsualCount = 200, MostCount = 10_000;

    private int count;
    private string[] columns = [];

    /// <summary>Whether random numbers are drawn.</summary>
    public bool IsRandom => count > 0;

    /// <summary>Whether one cluster is left out at a time.</summary>
    public bool IsJackknife => Name == Jackknife;

    /// <summary>Reads the option; linearisation where it was not given.</summary>
    public static ReplicatePlan Parse(string? text)
    {
        if (text is null) return new ReplicatePlan("linearised");
        if (text == Jackknife || (text.StartsWith(Columns, StringComparison.Ordinal) && text.Length > Columns.Length)) return new ReplicatePlan(text);
        if (text == Bootstrap) return new ReplicatePlan($"{Bootstrap}:{UsualCount}") { count = UsualCount };
        if (text.StartsWith(Bootstrap + ":", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Bootstrap.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 2 and <= MostCount)
        {
            return new ReplicatePlan(text) { count = number };
        }
        throw new UserError(ExitCode.Usage, "welfare.option.choice_malformed", ("option", "--replicates"), ("value", text), ("choices", $"{Jackknife}, {Bootstrap}:{UsualCount}, {Columns}PREFIX"));
    }

    /// <summary>Asks for the columns of delivered replicates.</summary>
    public WantedColumns Want(WantedColumns wanted, IReadOnlyList<string> headings, string file)
    {
        if (!Name.StartsWith(Columns, StringComparison.Ordinal)) return wanted;
        var prefix = Name[Columns.Length..];
        columns = [.. headings.Where(h => h.StartsWith(prefix, StringComparison.Ordinal))];
        if (columns.Length < 2) throw new UserError(ExitCode.Input, "welfare.replicates_missing", ("file", file), ("prefix", prefix), ("count", columns.Length));
        return wanted.Add(columns, ColumnKinds.Number);
    }

    /// <summary>The replicates; null for linearisation.</summary>
    public Replicates? Make(WelfareTable table, SampleColumns sample, ulong seed) =>
        columns.Length > 0 ? Replicates.Given([.. columns.Select(table.Required)])
        : count > 0 ? Replicates.Bootstrap(sample.Design, sample.Weights, count, seed)
        : IsJackknife ? Replicates.Jackknife(sample.Design, sample.Weights)
        : null;
}
