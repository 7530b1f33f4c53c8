using SatuPintu.Sources;
using SatuPintu.Sources.Reading;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Index;

/// <summary>What the answer to a variable says.</summary>
internal enum Answer : byte
{
    /// <summary>Nothing: it is missing or not known.</summary>
    Missing,
    /// <summary>The criterion of poverty is not met.</summary>
    NotPoor,
    /// <summary>The criterion of poverty is met.</summary>
    Poor,
}

/// <summary>Reads one variable of an index from the rows of a file. A word met before is not looked at again.</summary>
internal sealed class VariableReader
{
    private const int MostWordsKept = 5;

    private readonly IndexReading reading;
    private readonly int column;
    private readonly int per;
    private readonly ByteDictionary words = new();
    private readonly List<Answer> answers = [Answer.Missing];
    private readonly List<string> unknownWords = [];
    private readonly HashSet<int> unknown = [];
    private readonly string heading;
    private long unknownRows, badMembers;

    private VariableReader(IndexVariable variable, IndexReading reading, TableRows rows, int column, int per)
    {
        Variable = variable;
        this.reading = reading;
        this.column = column;
        this.per = per;
        heading = rows.Headings[column];
    }

    /// <summary>The variable.</summary>
    public IndexVariable Variable { get; }

    /// <summary>How many rows meet its criterion, and how many are unanswered.</summary>
    public (long Poor, long Missing) Counts { get; private set; }

    /// <summary>A reader by the first reading whose columns the file has; null where it has none of them.</summary>
    public static VariableReader? Find(IndexVariable variable, TableRows rows)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Headings.Count; i++) places.TryAdd(HeadingText.Normalise(rows.Headings[i]), i);
        foreach (var reading in variable.Readings)
        {
            var (column, per) = (Place(reading.Columns), Place(reading.Per));
            if (column >= 0 && (reading.Per.Count == 0 || per >= 0)) return new VariableReader(variable, reading, rows, column, per);
        }
        return null;

        int Place(IReadOnlyList<string> names) => names.Select(n => places.GetValueOrDefault(HeadingText.Normalise(n), -1)).FirstOrDefault(p => p >= 0, -1);
    }

    /// <summary>The answer in the present row.</summary>
    /// <exception cref="UserError">A number belongs there, and there is none.</exception>
    public Answer Read(TableRows rows)
    {
        var answer = double.IsNaN(reading.PoorBelow) ? OfWord(rows.Cell(column)) : OfNumber(rows);
        Counts = (Counts.Poor + (answer == Answer.Poor ? 1 : 0), Counts.Missing + (answer == Answer.Missing ? 1 : 0));
        return answer;
    }

    /// <summary>Says what could not be used.</summary>
    public void Warn(Warnings warnings)
    {
        if (unknownRows > 0) warnings.Add("welfare.index.values_unknown", ("column", heading), ("values", string.Join(", ", unknownWords) + (unknown.Count > MostWordsKept ? ", …" : "")), ("count", unknownRows));
        if (badMembers > 0) warnings.Add("welfare.index.members", ("count", badMembers));
    }

    private Answer OfNumber(TableRows rows)
    {
        var number = rows.Number(column);
        if (per >= 0)
        {
            var members = rows.Number(per);
            if (members <= 0)
            {
                badMembers++;
                return Answer.Missing;
            }
            number /= members;
        }
        return double.IsNaN(number) ? Answer.Missing : number < reading.PoorBelow ? Answer.Poor : Answer.NotPoor;
    }

    private Answer OfWord(ReadOnlySpan<byte> cell)
    {
        var code = CellNumbers.IsMissing(cell) ? 0 : words.CodeOf(cell);
        if (code == answers.Count) answers.Add(Judge(System.Text.Encoding.UTF8.GetString(cell), code));
        if (unknown.Contains(code)) unknownRows++;
        return answers[code];
    }

    private Answer Judge(string word, int code)
    {
        var plain = HeadingText.Normalise(word);
        if (reading.Poor.Contains(plain)) return Answer.Poor;
        if (reading.NotPoor.Contains(plain)) return Answer.NotPoor;
        unknown.Add(code);
        if (unknownWords.Count < MostWordsKept) unknownWords.Add(word);
        return Answer.Missing;
    }
}
