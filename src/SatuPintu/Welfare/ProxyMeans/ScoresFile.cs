using System.Globalization;
using System.Text;
using SatuPintu.Linking;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary><c>scores.csv</c>, made in parts by all processors and written in order.</summary>
internal static class ScoresFile
{
    private const int RowsOfPart = 1 << 15;
    private static readonly byte[] Headings = "id,group,predicted,rank,percentile,decile\r\n"u8.ToArray();

    /// <summary>Writes the scores and gives their count.</summary>
    public static long Write(Stream stream, HouseholdScores scores, Ranking ranking, CancellationToken cancellation)
    {
        stream.Write(Headings);
        var groups = Array.ConvertAll(scores.GroupNames, Quoted);
        var parts = Environment.ProcessorCount * 2;
        var buffers = new Part[parts];
        for (var i = 0; i < parts; i++) buffers[i] = new Part();
        for (var from = 0; from < scores.Count; from += parts * RowsOfPart)
        {
            var start = from;
            Parallel.For(0, parts, new ParallelOptions { CancellationToken = cancellation }, p =>
                buffers[p].Fill(scores, ranking, groups, start + (p * RowsOfPart), Math.Min(scores.Count, start + ((p + 1) * RowsOfPart))));
            foreach (var buffer in buffers) stream.Write(buffer.Bytes);
        }
        return scores.Count;
    }

    private static byte[] Quoted(string group) =>
        Encoding.UTF8.GetBytes(CsvQuoting.Needed(group) ? $"\"{group.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : group);

    /// <summary>The bytes of some rows.</summary>
    private sealed class Part
    {
        // Commas, two numbers of rank and share, one of up to 32 digits, and the end of the row.
        private const int MostOfNumbers = 96;
        private byte[] buffer = new byte[RowsOfPart * 48];
        private int used;

        public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, used);

        public void Fill(HouseholdScores scores, Ranking ranking, byte[][] groups, int from, int to)
        {
            used = 0;
            for (var i = from; i < to; i++)
            {
                var group = groups[scores.Groups[i]];
                var most = MostOfNumbers + group.Length + (2 * RecordKeys.Longest);
                if (buffer.Length - used < most) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, used + most));
                Id(scores.Keys, i);
                buffer[used++] = (byte)',';
                group.CopyTo(buffer.AsSpan(used));
                used += group.Length;
                buffer[used++] = (byte)',';
                if (ranking.Ranks[i] == 0)
                {
                    Add(",,,"u8);
                }
                else
                {
                    scores.Predicted[i].TryFormat(buffer.AsSpan(used), out var written, "R", CultureInfo.InvariantCulture);
                    used += written;
                    Whole(ranking.Ranks[i]);
                    Whole(ranking.Percentiles[i]);
                    Whole(Ranking.DecileOf(ranking.Percentiles[i]));
                }
                Add("\r\n"u8);
            }
        }

        private void Whole(int number)
        {
            buffer[used++] = (byte)',';
            number.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
            used += written;
        }

        private void Add(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(buffer.AsSpan(used));
            used += bytes.Length;
        }

        private void Id(RecordKeys keys, int record)
        {
            if (!keys.NeedQuotes)
            {
                used += keys.CopyTo(record, buffer.AsSpan(used));
                return;
            }
            buffer[used++] = (byte)'"';
            foreach (var b in keys.Span(record))
            {
                if (b == '"') buffer[used++] = b;
                buffer[used++] = b;
            }
            buffer[used++] = (byte)'"';
        }
    }
}
