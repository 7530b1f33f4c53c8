using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SatuPintu.Linking;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Index;

/// <summary>Asks for the classes of households by an index.</summary>
public sealed record IndexCommand
{
    /// <summary>The index: <c>pse2005</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>A file of the index instead of the one built in.</summary>
    public string? Spec { get; init; }
    /// <summary>The file of households.</summary>
    public required string Households { get; init; }
    /// <summary>Column of ids; the number of the row, from 1, where null.</summary>
    public string? Id { get; init; }
    /// <summary>Where the result is written.</summary>
    public required string Out { get; init; }
    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>
/// Scores households by an index of non-monetary variables and classes them. The file is read and written row by row, so that its
/// length costs no memory.
/// </summary>
public static class ClassHouseholds
{
    // A score is a sum of shares; what misses a bound by rounding alone has reached it.
    private const double Rounding = 1e-9;

    /// <summary>Reads the households, scores and classes them, and writes the result with its card.</summary>
    /// <exception cref="UserError">A file or an option cannot be used.</exception>
    public static WelfareOutcome Run(IndexCommand command, CancellationToken cancellation)
    {
        var spec = IndexSpec.Find(command.Kind, command.Spec);
        using var file = ResultFile.Open(command.Out, command.Overwrite, command.Households, command.Spec);
        using var rows = TableRows.Open(command.Households, cancellation);
        var hashing = DataFile.Begin(command.Households);
        var warnings = new Warnings();
        var id = command.Id is null ? -1 : rows.IndexOf(command.Id);
        var readers = Readers(spec, rows, warnings);
        var counts = new long[spec.Classes.Count + 1];
        file.Write(stream => Write(stream, spec, rows, id, readers, counts));
        foreach (var reader in readers) reader?.Warn(warnings);
        var total = counts.Sum();
        if (total == 0) throw new UserError(ExitCode.Input, "reading.heading_alone", ("file", command.Households), ("row", rows.Row));
        if (counts[^1] > 0) warnings.Add("welfare.index.unanswered", ("count", counts[^1]), ("most", spec.MostMissing));
        var card = Card(command, spec, hashing.End(total), readers, warnings);
        file.Commit(card);
        return new WelfareOutcome(Summary(spec, counts), warnings.All, command.Out, ResultFile.CardOf(command.Out)) { Details = card.Details, Rows = total };
    }

    private static VariableReader?[] Readers(IndexSpec spec, TableRows rows, Warnings warnings)
    {
        var readers = spec.Variables.Select(v => VariableReader.Find(v, rows)).ToArray();
        var missing = spec.Variables.Where((_, i) => readers[i] is null).Select(v => v.Name).ToList();
        if (missing.Count > spec.MostMissing)
            throw new UserError(ExitCode.Input, "welfare.index.no_columns", ("file", rows.File), ("count", missing.Count), ("names", string.Join(", ", missing)), ("most", spec.MostMissing));
        if (missing.Count > 0) warnings.Add("welfare.index.column_missing", ("names", string.Join(", ", missing)));
        return readers;
    }

    private static long Write(Stream stream, IndexSpec spec, TableRows rows, int id, VariableReader?[] readers, long[] counts)
    {
        using var output = new ByteRows(stream, Encoding.UTF8.GetBytes("id,score,class,answered,met," + string.Join(',', spec.Variables.Select(v => v.Name))));
        var names = spec.Classes.Select(c => Encoding.UTF8.GetBytes(c.Name)).ToArray();
        var answers = new Answer[readers.Length];
        Span<byte> digits = stackalloc byte[32];
        var count = 0L;
        while (rows.Next())
        {
            count++;
            for (var i = 0; i < answers.Length; i++) answers[i] = readers[i]?.Read(rows) ?? Answer.Missing;
            var (score, answered, met) = Score(spec, answers);
            WriteId(output, rows, id, count);
            output.Comma();
            var at = spec.Classes.Count;
            if (answered >= answers.Length - spec.MostMissing)
            {
                at = ClassOf(spec, score);
                score.TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture);
                output.Bytes(digits[..length]);
                output.Comma();
                output.Bytes(names[at]);
            }
            else
            {
                output.Comma();
            }
            counts[at]++;
            output.Comma();
            output.Whole(answered);
            output.Comma();
            output.Whole(met);
            foreach (var answer in answers) output.Bytes(answer switch { Answer.Poor => ",1"u8, Answer.NotPoor => ",0"u8, _ => ","u8 });
            output.EndRow();
        }
        return count;
    }

    private static void WriteId(ByteRows output, TableRows rows, int id, long number)
    {
        if (id < 0)
        {
            output.Whole(number);
            return;
        }
        var cell = rows.Cell(id);
        if (CellNumbers.IsMissing(cell)) throw new UserError(ExitCode.Input, "welfare.id_missing", ("file", rows.File), ("column", rows.Headings[id]), ("row", rows.Row));
        output.Id(cell);
    }

    /// <summary>The share of the weights answered whose criterion is met; what is unanswered counts neither way.</summary>
    internal static (double Score, int Answered, int Met) Score(IndexSpec spec, ReadOnlySpan<Answer> answers)
    {
        double poor = 0, weights = 0;
        int answered = 0, met = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] == Answer.Missing) continue;
            answered++;
            weights += spec.Variables[i].Weight;
            if (answers[i] != Answer.Poor) continue;
            met++;
            poor += spec.Variables[i].Weight;
        }
        return (poor / weights, answered, met);
    }

    /// <summary>The class of a score.</summary>
    internal static int ClassOf(IndexSpec spec, double score)
    {
        for (var i = 0; i < spec.Classes.Count; i++)
            if (score >= spec.Classes[i].From - Rounding) return i;
        return spec.Classes.Count - 1;
    }

    private static ResultSheet Summary(IndexSpec spec, long[] counts)
    {
        var sheet = new ResultSheet("class", "from", "households", "share");
        var total = (double)counts.Sum();
        for (var i = 0; i < spec.Classes.Count; i++) sheet.Add(spec.Classes[i].Name, spec.Classes[i].From, counts[i], counts[i] / total);
        if (counts[^1] > 0) sheet.Add("", null, counts[^1], counts[^1] / total);
        return sheet;
    }

    private static MethodCard Card(IndexCommand command, IndexSpec spec, DataFile data, VariableReader?[] readers, Warnings warnings)
    {
        var weights = spec.Variables.Sum(v => v.Weight);
        var details = new JsonObject { ["index"] = spec.Id, ["index_version"] = spec.Version };
        foreach (var (key, note) in spec.Notes) details[key] = note;
        details["variables"] = new JsonArray([.. spec.Variables.Select((v, i) => new JsonObject
        {
            ["name"] = v.Name, ["weight"] = v.Weight / weights, ["met"] = readers[i]?.Counts.Poor ?? 0, ["unanswered"] = readers[i]?.Counts.Missing ?? data.Rows,
        })]);
        details["classes"] = new JsonArray([.. spec.Classes.Select(c => new JsonObject { ["name"] = c.Name, ["from"] = double.IsFinite(c.From) ? c.From : null })]);
        return new MethodCard("index")
        {
            Data = [("households", data)],
            Options = new JsonObject { ["kind"] = command.Kind, ["spec"] = command.Spec, ["id"] = command.Id },
            Warnings = warnings.All,
            Details = details,
        };
    }
}
