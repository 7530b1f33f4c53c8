namespace SatuPintu.Sources.Reading;

/// <summary>What must be known of a text file of cells before its rows can be read.</summary>
/// <param name="Encoding">How its letters are stored.</param>
/// <param name="MarkLength">How many bytes its byte order mark takes.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Delimiter">What parts its cells.</param>
/// <param name="IsStated">Whether a line <c>sep=;</c> stands first; it is no row.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="BytesPerRow">About how many bytes a row takes.</param>
internal sealed record CsvForm(TextEncoding Encoding, int MarkLength, long Length, char Delimiter, bool IsStated, Heading Heading, int BytesPerRow)
{
    private const int SampleSize = 1 << 17;

    /// <summary>Finds the form from the file, which stays open.</summary>
    /// <exception cref="UserError">The file is empty, no text, or has no heading.</exception>
    public static CsvForm Find(Stream stream, string file, CancellationToken cancellation)
    {
        var (encoding, mark) = TextProbe.Find(stream, file, cancellation);
        var length = stream.Length;
        // The stream belongs to the caller, who reads it again from the start.
        var input = new Utf8Input(stream, encoding, mark);
        var sample = Sample(input, length, out var isWhole);
        RefuseNul(sample, file);
        var found = DelimiterFinder.Find(sample, isWhole, file);
        if (found.Rows.Count == 0) throw WhyNoRow(new CsvScanner(new Utf8Input(stream, encoding, mark), length, (byte)found.Delimiter, file, cancellation), file);
        var heading = HeadingFinder.Find(found.Rows, file);
        return new CsvForm(encoding, mark, length, found.Delimiter, found.IsStated, heading, Math.Max(8, sample.Length / found.Rows.Count));
    }

    /// <summary>Whether the file does not say how its letters are stored and is not plain UTF-8.</summary>
    public bool IsEncodingGuessed => Encoding is TextEncoding.Windows1252 or TextEncoding.Utf8WithStrayBytes;

    /// <summary>The form in words for the user.</summary>
    public string Description => $"CSV, {Name(Encoding)}, “{(Delimiter == '\t' ? "tab" : Delimiter)}”";

    /// <summary>About how many rows there are, at most a number.</summary>
    public int RowsExpected(int most) => (int)Math.Clamp(Length / BytesPerRow + 16, 16, most);

    /// <summary>The file as UTF-8 from its start; closing it closes the stream.</summary>
    public Utf8Input Open(Stream stream) => new(stream, Encoding, MarkLength);

    /// <summary>Scans the file from its start.</summary>
    public CsvScanner Scan(Utf8Input input, string file, IProgress<StageProgress>? progress, CancellationToken cancellation) =>
        new(input, Length, (byte)Delimiter, file, cancellation)
        {
            BlockRead = done => progress?.Report(new StageProgress("read", Path.GetFileName(file), done, Length)),
        };

    /// <summary>The number of the scanner's present row as a spreadsheet shows it.</summary>
    public int RowOf(CsvScanner scanner) => scanner.RecordNumber - (IsStated ? 1 : 0);

    /// <summary>Why the sample has not one whole row: the file is blank, or its first row never ends.</summary>
    private static UserError WhyNoRow(CsvScanner scanner, string file)
    {
        while (scanner.Next())
            if (!scanner.IsBlank) return new UserError(ExitCode.Input, "reading.record_too_long", ("file", file), ("row", scanner.RecordNumber));
        return new UserError(ExitCode.Input, "reading.empty", ("file", file));
    }

    /// <summary>The first bytes of a file in UTF-8, as many as finding its form needs.</summary>
    public static byte[] Sample(Utf8Input input, long length, out bool isWhole)
    {
        var sample = new byte[Math.Min(SampleSize, length * 3 + 64)];
        var count = 0;
        isWhole = false;
        while (count + 16 <= sample.Length)
        {
            var read = input.Read(sample.AsSpan(count));
            if (read == 0)
            {
                isWhole = true;
                break;
            }
            count += read;
        }
        return sample[..count];
    }

    private static void RefuseNul(byte[] sample, string file)
    {
        var zero = sample.AsSpan().IndexOf((byte)0);
        if (zero >= 0)
            throw new UserError(ExitCode.Input, "reading.nul", ("file", file), ("row", 1 + sample.AsSpan(0, zero).Count((byte)'\n')));
    }

    private static string Name(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Windows1252 => "Windows-1252",
        TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian => "UTF-16",
        _ => "UTF-8",
    };
}
