using System.Buffers;
using SatuPintu.Sources.Reading;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>The scores of a file of households in the order of its rows, read and scored by all processors.</summary>
internal sealed class HouseholdScores
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly List<(ScoredRows Rows, int First, int[] GroupCodes)> portions = [];
    private readonly ByteDictionary groups = new();
    private double[] predicted = [];
    private float[] sizes = [];
    private int withoutId, firstWithoutId;

    private HouseholdScores() { }

    /// <summary>The rows in portions: each with its first row's place, and for its groups' codes those of <see cref="GroupNames"/>.</summary>
    public IReadOnlyList<(ScoredRows Rows, int First, int[] GroupCodes)> Portions => portions;

    /// <summary>How many rows.</summary>
    public int Count { get; private set; }

    /// <summary>Predicted welfare; NaN for none.</summary>
    public ReadOnlySpan<double> Predicted => predicted;

    /// <summary>Persons; empty where they do not count.</summary>
    public ReadOnlySpan<float> Sizes => sizes;

    /// <summary>Whether ids stand in a column; otherwise a row's number, from 1, is its id.</summary>
    public bool HasIds { get; private init; }

    /// <summary>Whether an id needs quotation marks in a CSV file.</summary>
    public bool NeedQuotes { get; private set; }

    /// <summary>The groups' names by code; code 0 is none.</summary>
    public string[] GroupNames => groups.ToTexts();

    /// <summary>What stood in the way of scores.</summary>
    public ScoringCounts Counts { get; } = new();

    /// <summary>The file.</summary>
    public DataFile Data { get; private set; } = null!;

    /// <summary>Reads and scores a file.</summary>
    /// <exception cref="UserError">The file cannot be used.</exception>
    public static HouseholdScores Read(ScoreHouseholdsCommand command, StoredProxyModel stored, CancellationToken cancellation)
    {
        using var rows = TableRows.Open(command.Households, cancellation);
        var hashing = DataFile.Begin(command.Households);
        var model = new ScoringModel(stored);
        var scores = new HouseholdScores { HasIds = command.Id is not null };
        var headingRow = rows.Row;
        try
        {
            OrderedWork.Run(rows.Portions(cancellation).Select((portion, number) => (portion, number)), part =>
            {
                var scored = ScoredRows.Of(rows.Of(part.portion, part.number == 0, cancellation), model, command);
                CsvPortions.Return(part.portion.Bytes);
                return (scored, NeedQuotes: scored.Ids.ContainsAny(Special));
            }, scored => scores.Add(scored.scored, scored.NeedQuotes), cancellation);
        }
        catch (UserError)
        {
            // A portion does not know how many rows stand before it: read from the start, the file says in which row the fault is.
            using var again = TableRows.Open(command.Households, cancellation);
            ScoredRows.Of(again, model, command);
            throw;
        }
        if (scores.Count == 0) throw new UserError(ExitCode.Input, "reading.heading_alone", ("file", command.Households), ("row", headingRow));
        if (scores.withoutId > 0) throw new UserError(ExitCode.Input, "welfare.pmt.id_missing", ("file", command.Households), ("column", command.Id), ("count", scores.withoutId), ("row", scores.firstWithoutId));
        scores.Gather(command.Size is not null);
        scores.Data = hashing.End(scores.Count);
        return scores;
    }

    /// <summary>The predicted welfare of a linear predictor; NaN for none.</summary>
    public static double Turned(bool log, Retransform turn, double linear, ProxyGroup model) => !log ? linear : turn switch
    {
        Retransform.Smearing => Math.Exp(linear) * model.Smearing,
        Retransform.Lognormal => Math.Exp(linear + (model.Sigma * model.Sigma / 2)),
        _ => Math.Exp(linear),
    };

    private void Add(ScoredRows rows, bool needQuotes)
    {
        if (rows.WithoutId.Count > 0 && withoutId == 0) firstWithoutId = Count + rows.WithoutId[0] + 1;
        withoutId += rows.WithoutId.Count;
        NeedQuotes |= needQuotes;
        Counts.Add(rows.Counts);
        portions.Add((rows, Count, groups.AddAll(rows.GroupTexts)));
        Count = checked(Count + rows.Count);
    }

    // Ranking needs the scores side by side.
    private void Gather(bool bySize)
    {
        predicted = new double[Count];
        sizes = bySize ? new float[Count] : [];
        foreach (var (rows, first, _) in portions)
        {
            rows.Predicted.CopyTo(predicted.AsSpan(first));
            rows.Sizes.CopyTo(sizes.AsSpan(bySize ? first : 0));
            rows.Release();
        }
    }
}
