using SatuPintu.Linking;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>The scores of a file of households, row by row.</summary>
internal sealed class HouseholdScores
{
    private double[] predicted;
    private int[] groups;
    private float[] sizes;

    private HouseholdScores(int expected, bool bySize, RecordKeys keys)
    {
        predicted = new double[expected];
        groups = new int[expected];
        sizes = bySize ? new float[expected] : [];
        Keys = keys;
    }

    /// <summary>The ids.</summary>
    public RecordKeys Keys { get; }

    /// <summary>How many rows.</summary>
    public int Count { get; private set; }

    /// <summary>Predicted welfare; NaN for none.</summary>
    public ReadOnlySpan<double> Predicted => predicted.AsSpan(0, Count);

    /// <summary>The group of each row by number.</summary>
    public ReadOnlySpan<int> Groups => groups.AsSpan(0, Count);

    /// <summary>Sizes; empty where they do not count.</summary>
    public ReadOnlySpan<float> Sizes => sizes.Length == 0 ? default : sizes.AsSpan(0, Count);

    /// <summary>The groups' names by number.</summary>
    public string[] GroupNames { get; private set; } = [];

    /// <summary>The file.</summary>
    public DataFile Data { get; private set; } = null!;

    /// <summary>Reads and scores a file.</summary>
    public static HouseholdScores Read(ScoreHouseholdsCommand command, StoredProxyModel stored, ScoringCounts counts, CancellationToken cancellation)
    {
        using var rows = TableRows.Open(command.Households, cancellation);
        var hashing = DataFile.Begin(command.Households);
        var cells = new PredictorCells(stored, rows, counts);
        var (id, size) = (command.Id is null ? -1 : rows.IndexOf(command.Id), command.Size is null ? -1 : rows.IndexOf(command.Size));
        var scores = new HouseholdScores(rows.RowsExpected, size >= 0, id < 0 ? RecordKeys.OfRows() : RecordKeys.OfTexts());
        var (log, turn) = (stored.Model.Log, command.Retransform);
        while (rows.Next())
        {
            var at = scores.Count++;
            if (at == scores.predicted.Length) scores.Grow();
            scores.Keys.Add(id < 0 ? default : rows.Cell(id), at + 1);
            var linear = cells.Score(out scores.groups[at], out var model);
            scores.predicted[at] = Turned(log, turn, linear, model);
            if (size < 0) continue;
            var persons = rows.Number(size);
            if (!(persons > 0)) throw new UserError(ExitCode.Input, "welfare.pmt.size_not_positive", ("file", command.Households), ("row", rows.Row), ("column", command.Size));
            scores.sizes[at] = (float)persons;
        }
        if (scores.Count == 0) throw new UserError(ExitCode.Input, "reading.heading_alone", ("file", command.Households), ("row", rows.Row));
        if (scores.Keys.Missing > 0) throw new UserError(ExitCode.Input, "welfare.pmt.id_missing", ("file", command.Households), ("column", command.Id), ("count", scores.Keys.Missing), ("row", scores.Keys.FirstMissing[0]));
        scores.GroupNames = cells.Groups();
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

    private void Grow()
    {
        var length = predicted.Length + (predicted.Length / 4) + 16;
        Array.Resize(ref predicted, length);
        Array.Resize(ref groups, length);
        if (sizes.Length > 0) Array.Resize(ref sizes, length);
    }
}
