namespace SatuPintu.Sources.Reading;

/// <summary>Finds what parts the cells of a text file: the sign by which its first records come out equally wide.</summary>
internal static class DelimiterFinder
{
    /// <summary>The signs tried, the most usual in Indonesian lists first.</summary>
    private static readonly char[] Candidates = [';', ',', '\t', '|', '^', '~'];

    /// <summary>What was found.</summary>
    /// <param name="Delimiter">The sign.</param>
    /// <param name="IsStated">Whether a line <c>sep=;</c> stands first, as Excel writes; it is no row.</param>
    /// <param name="Rows">The first rows that are not blank, cut by the sign.</param>
    internal sealed record Finding(char Delimiter, bool IsStated, IReadOnlyList<SampleRow> Rows);

    /// <summary>Finds the delimiter from the first bytes of the file in UTF-8.</summary>
    public static Finding Find(byte[] sample, bool isWhole, string file)
    {
        if (Stated(sample) is { } stated) return new Finding(stated, true, Cut(sample, stated, isWhole, file, skip: 1));
        Finding? best = null;
        var bestScore = (Equal: 0.0, Known: 0, Width: 0);
        foreach (var delimiter in Candidates)
        {
            var rows = Cut(sample, delimiter, isWhole, file, skip: 0);
            var score = Score(rows);
            if (best is not null && score.CompareTo(bestScore) <= 0) continue;
            (best, bestScore) = (new Finding(delimiter, false, rows), score);
        }
        // Nothing parts the records: a list of one column.
        return bestScore.Width > 1 ? best! : new Finding(',', false, Cut(sample, ',', isWhole, file, skip: 0));
    }

    private static char? Stated(byte[] sample)
    {
        var line = sample.AsSpan(0, Math.Min(sample.Length, 16));
        if (line.Length < 5 || !line[..4].SequenceEqual("sep="u8) && !line[..4].SequenceEqual("SEP="u8)) return null;
        var isAlone = line.Length == 5 || line[5] is (byte)'\r' or (byte)'\n';
        return isAlone && line[4] < 0x80 && !char.IsLetterOrDigit((char)line[4]) && line[4] is not ((byte)'"' or (byte)'\r' or (byte)'\n') ? (char)line[4] : null;
    }

    private static List<SampleRow> Cut(byte[] sample, char delimiter, bool isWhole, string file, int skip)
    {
        const int MostRows = 500;
        var rows = new List<SampleRow>();
        using var input = new Utf8Input(new MemoryStream(sample), TextEncoding.Utf8, 0);
        var scanner = new CsvScanner(input, sample.Length, (byte)delimiter, file, CancellationToken.None);
        var isCut = !isWhole;
        try
        {
            while (rows.Count < MostRows && scanner.Next())
            {
                if (scanner.RecordNumber <= skip || scanner.IsBlank) continue;
                var cells = new string[scanner.CellCount];
                for (var i = 0; i < cells.Length; i++) cells[i] = scanner.Text(i);
                rows.Add(new SampleRow(scanner.RecordNumber - skip, cells));
            }
            isCut &= rows.Count < MostRows;
        }
        catch (UserError)
        {
            // The sample may end inside quotes; by the wrong sign it may look worse still. Reading proper will say.
            isCut = false;
        }
        if (isCut && rows.Count > 1) rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    /// <summary>
    /// How well a sign fits: the share of rows of the most frequent width from the first such row on (the heading must be among
    /// them), then how many cells of the best row are known headings, then the width.
    /// </summary>
    private static (double Equal, int Known, int Width) Score(List<SampleRow> rows)
    {
        var usual = rows.Where(r => r.Cells.Length > 1).GroupBy(r => r.Cells.Length)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault();
        if (usual is null) return (0, 0, 0);
        var known = rows.Take(HeadingFinder.RowsSearched).Max(HeadingFinder.Known);
        // In steps, so that one ragged row in hundreds does not outweigh a heading that is understood.
        var equal = Math.Floor(usual.Count() * 20.0 / rows.Count) / 20;
        return (known >= 2 ? equal + 1 : equal, known, usual.Key);
    }
}
