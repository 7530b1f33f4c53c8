using SatuPintu.Sources.Reading;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>The scores of rows that stand one after the other in a file, with what is written of them.</summary>
internal sealed class ScoredRows
{
    private double[] predicted;
    private int[] groups;
    private float[] sizes;
    private int[] ends;
    private byte[] ids = [];

    private ScoredRows(int expected, bool hasIds, bool hasSizes)
    {
        (predicted, groups) = (new double[expected], new int[expected]);
        (ends, sizes) = (hasIds ? new int[expected] : [], hasSizes ? new float[expected] : []);
    }

    /// <summary>How many rows.</summary>
    public int Count { get; private set; }

    /// <summary>Predicted welfare; NaN for none.</summary>
    public ReadOnlySpan<double> Predicted => predicted.AsSpan(0, Count);

    /// <summary>Persons; empty where they do not count.</summary>
    public ReadOnlySpan<float> Sizes => sizes.AsSpan(0, Math.Min(Count, sizes.Length));

    /// <summary>The group of each row by its code here.</summary>
    public ReadOnlySpan<int> Groups => groups.AsSpan(0, Count);

    /// <summary>The texts of the groups by their codes.</summary>
    public required ByteDictionary GroupTexts { get; init; }

    /// <summary>What stood in the way of scores.</summary>
    public ScoringCounts Counts { get; private init; } = new();

    /// <summary>The places, from 0, of the rows without an id.</summary>
    public List<int> WithoutId { get; } = [];

    /// <summary>The id of a row; empty where the numbers of the rows are the ids.</summary>
    public ReadOnlySpan<byte> IdOf(int row) => ends.Length == 0 ? default : ids.AsSpan(row == 0 ? 0 : ends[row - 1], ends[row] - (row == 0 ? 0 : ends[row - 1]));

    /// <summary>All ids, one behind the other.</summary>
    public ReadOnlySpan<byte> Ids => ids;

    /// <summary>Scores rows.</summary>
    /// <exception cref="UserError">A row cannot be used.</exception>
    public static ScoredRows Of(TableRows rows, ScoringModel model, ScoreHouseholdsCommand command)
    {
        var counts = new ScoringCounts();
        var cells = new PredictorCells(model, rows, counts);
        var (id, size) = (command.Id is null ? -1 : rows.IndexOf(command.Id), command.Size is null ? -1 : rows.IndexOf(command.Size));
        var scores = new ScoredRows(rows.RowsExpected, id >= 0, size >= 0) { GroupTexts = cells.Groups, Counts = counts };
        while (rows.Next())
        {
            var at = scores.Count++;
            if (at == scores.predicted.Length) scores.Grow();
            if (id >= 0) scores.AddId(rows.Cell(id), at);
            var linear = cells.Score(out scores.groups[at], out var counted);
            scores.predicted[at] = HouseholdScores.Turned(model.Log, command.Retransform, linear, counted);
            if (size < 0) continue;
            var persons = rows.Number(size);
            if (!(persons > 0)) throw new UserError(ExitCode.Input, "welfare.pmt.size_not_positive", ("file", command.Households), ("row", rows.Row), ("column", command.Size));
            scores.sizes[at] = (float)persons;
        }
        if (id >= 0) Array.Resize(ref scores.ids, scores.Count == 0 ? 0 : scores.ends[scores.Count - 1]);
        return scores;
    }

    /// <summary>Lets go of the predictions, once they stand with those of other rows.</summary>
    public void Release() => (predicted, sizes) = ([], []);

    private void AddId(ReadOnlySpan<byte> id, int row)
    {
        if (id.IsEmpty) WithoutId.Add(row);
        var from = row == 0 ? 0 : ends[row - 1];
        if (ids.Length < from + id.Length) Array.Resize(ref ids, Math.Max(from + id.Length, Math.Max(id.Length * predicted.Length, ids.Length * 2)));
        id.CopyTo(ids.AsSpan(from));
        ends[row] = from + id.Length;
    }

    private void Grow()
    {
        var length = checked(predicted.Length * 2);
        Array.Resize(ref predicted, length);
        Array.Resize(ref groups, length);
        if (ends.Length > 0) Array.Resize(ref ends, length);
        if (sizes.Length > 0) Array.Resize(ref sizes, length);
    }
}
