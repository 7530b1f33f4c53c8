using System.Text.Json.Nodes;
using SatuPintu.Linking.Truth;
using SatuPintu.Statistics.Transitions;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Transitions;

/// <summary>Asks how households moved between the deciles of two rankings.</summary>
public sealed record MatrixCommand
{
    /// <summary>The scores of the earlier ranking, with a column <c>decile</c>.</summary>
    public required string Before { get; init; }
    /// <summary>The scores of the later one.</summary>
    public required string After { get; init; }
    /// <summary>Column of ids in both.</summary>
    public string Id { get; init; } = "id";
    /// <summary>Where the result is written.</summary>
    public required string Out { get; init; }
    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>Counts the households by their decile in two rankings: who stayed, moved, left and entered.</summary>
public static class CompareScores
{
    private const string Decile = "decile", Absent = "absent";

    /// <summary>Reads both rankings, counts and writes the result with its card.</summary>
    /// <exception cref="UserError">A file cannot be used, or an id stands twice in it.</exception>
    public static WelfareOutcome Run(MatrixCommand command, CancellationToken cancellation)
    {
        using var file = ResultFile.Open(command.Out, command.Overwrite, command.Before, command.After);
        var warnings = new Warnings();
        var ids = new IdTable();
        var places = new List<(byte Before, byte After)>();
        var before = Read(command.Before, isAfter: false);
        var after = Read(command.After, isAfter: true);
        var matrix = new TransitionMatrix();
        foreach (var (from, to) in places) matrix.Add(from, to);
        if (matrix.InBoth == 0) throw new UserError(ExitCode.Input, "welfare.matrix.nobody", ("before", command.Before), ("after", command.After), ("column", command.Id));
        var card = new MethodCard("matrix")
        {
            Data = [("before", before), ("after", after)],
            Options = new JsonObject { ["id"] = command.Id },
            Warnings = warnings.All,
            Details = Details(matrix),
        };
        return WelfareOutcome.Write(file, command.Out, Sheet(matrix), card) with { Shown = Square(matrix) };

        DataFile Read(string path, bool isAfter)
        {
            using var rows = TableRows.Open(path, cancellation);
            var hashing = DataFile.Begin(path);
            var (id, decile) = (rows.IndexOf(command.Id), rows.IndexOf(Decile));
            long count = 0, unranked = 0;
            while (rows.Next())
            {
                count++;
                var cell = rows.Cell(id);
                if (CellNumbers.IsMissing(cell)) throw new UserError(ExitCode.Input, "welfare.id_missing", ("file", path), ("column", command.Id), ("row", rows.Row));
                var number = ids.Add(cell, out var added);
                if (added) places.Add(default);
                var place = places[number];
                var of = DecileOf(rows, decile);
                if (of == 0) unranked++;
                // A place that is taken, by a decile or by having none, says that the id was met in this file.
                if ((isAfter ? place.After : place.Before) != 0)
                    throw new UserError(ExitCode.Input, "welfare.id_twice", ("file", path), ("column", command.Id), ("id", System.Text.Encoding.UTF8.GetString(cell)), ("row", rows.Row));
                places[number] = isAfter ? place with { After = of == 0 ? TransitionMatrix.Unranked : of } : place with { Before = of == 0 ? TransitionMatrix.Unranked : of };
            }
            if (count == 0) throw new UserError(ExitCode.Input, "reading.heading_alone", ("file", path), ("row", rows.Row));
            if (unranked > 0) warnings.Add("welfare.matrix.unranked", ("file", path), ("count", unranked));
            return hashing.End(count);
        }
    }

    private static byte DecileOf(TableRows rows, int column)
    {
        var decile = rows.Number(column);
        if (double.IsNaN(decile)) return 0;
        return decile is >= 1 and <= TransitionMatrix.Deciles && decile == Math.Floor(decile)
            ? (byte)decile
            : throw new UserError(ExitCode.Input, "welfare.matrix.decile", ("file", rows.File), ("row", rows.Row), ("value", decile));
    }

    /// <summary>The matrix as it is written: a row for each pair of deciles.</summary>
    internal static ResultSheet Sheet(TransitionMatrix matrix)
    {
        var sheet = new ResultSheet("from", "to", "count", "share_of_from", "share_of_to", "share");
        for (var from = 0; from <= TransitionMatrix.Deciles; from++)
            for (var to = 0; to <= TransitionMatrix.Deciles; to++)
            {
                // Who is in neither ranking is not there to be counted.
                if (from == 0 && to == 0) continue;
                var count = matrix.Count(from, to);
                sheet.Add(Name(from), Name(to), count, Share(count, matrix.From(from)), Share(count, matrix.To(to)), Share(count, matrix.Total));
            }
        return sheet;
    }

    /// <summary>The matrix as it is printed: a row for each decile before, a column for each after.</summary>
    internal static ResultSheet Square(TransitionMatrix matrix)
    {
        var places = Enumerable.Range(1, TransitionMatrix.Deciles).Append(0).ToList();
        var sheet = new ResultSheet(["from \\ to", .. places.Select(Name)]);
        foreach (var from in places) sheet.Add([Name(from), .. places.Select(to => (from, to) == (0, 0) ? null : (object?)matrix.Count(from, to))]);
        return sheet;
    }

    /// <summary>What the matrix says as a whole.</summary>
    internal static JsonObject Details(TransitionMatrix matrix) => new()
    {
        ["in_both"] = matrix.InBoth,
        ["left"] = matrix.To(0),
        ["entered"] = matrix.From(0),
        ["stayed"] = matrix.Stayed,
        ["stayed_share"] = Number(Share(matrix.Stayed, matrix.InBoth)),
        ["within_one_share"] = Number(Share(matrix.WithinOne, matrix.InBoth)),
        ["moved_up"] = matrix.MovedUp,
        ["moved_down"] = matrix.MovedDown,
        ["mean_move"] = Number(matrix.MeanMove),
        ["rank_correlation"] = Number(matrix.RankCorrelation),
        ["lowest_forty_kept_share"] = Number(matrix.LowestKept(4)),
    };

    private static string Name(int decile) => decile == 0 ? Absent : decile.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static double Share(long part, long of) => of == 0 ? double.NaN : (double)part / of;

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
