using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Storage;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary><c>scores.csv</c>, made in parts by all processors and written in order.</summary>
internal static class ScoresFile
{
    // Commas, two numbers of rank and share, one of up to 32 digits, the number of a row, and the end of the row.
    private const int MostOfNumbers = 112;
    private const int UsualRow = 64;
    private static readonly byte[] Headings = "id,group,predicted,rank,percentile,decile\r\n"u8.ToArray();

    /// <summary>Writes the scores and gives their count.</summary>
    public static long Write(Stream stream, HouseholdScores scores, Ranking ranking, CancellationToken cancellation)
    {
        stream.Write(Headings);
        var groups = Array.ConvertAll(scores.GroupNames, Quoted);
        OrderedWork.Run(scores.Portions, portion => Bytes(scores, portion.Rows, portion.First, Array.ConvertAll(portion.GroupCodes, g => groups[g]), ranking), bytes =>
        {
            stream.Write(bytes.AsSpan());
            ArrayPool<byte>.Shared.Return(bytes.Array!, clearArray: true);
        }, cancellation);
        return scores.Count;
    }

    private static byte[] Quoted(string group) =>
        Encoding.UTF8.GetBytes(CsvQuoting.Needed(group) ? $"\"{group.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : group);

    private static ArraySegment<byte> Bytes(HouseholdScores scores, ScoredRows rows, int first, byte[][] groups, Ranking ranking)
    {
        var (buffer, used) = (ArrayPool<byte>.Shared.Rent(rows.Count * UsualRow), 0);
        var predicted = scores.Predicted;
        var (ranks, percentiles) = (ranking.Ranks, ranking.Percentiles);
        for (var i = 0; i < rows.Count; i++)
        {
            var id = rows.IdOf(i);
            var (group, household) = (groups[rows.Groups[i]], first + i);
            var most = MostOfNumbers + group.Length + (2 * id.Length);
            if (buffer.Length - used < most) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, used + most));
            if (!scores.HasIds) Whole(household + 1, buffer, ref used);
            else if (scores.NeedQuotes) Quote(id, buffer, ref used);
            else Add(id, buffer, ref used);
            buffer[used++] = (byte)',';
            Add(group, buffer, ref used);
            buffer[used++] = (byte)',';
            if (ranks[household] == 0)
            {
                Add(",,,\r\n"u8, buffer, ref used);
                continue;
            }
            predicted[household].TryFormat(buffer.AsSpan(used), out var written, "R", CultureInfo.InvariantCulture);
            used += written;
            buffer[used++] = (byte)',';
            Whole(ranks[household], buffer, ref used);
            buffer[used++] = (byte)',';
            Whole(percentiles[household], buffer, ref used);
            buffer[used++] = (byte)',';
            Whole(Ranking.DecileOf(percentiles[household]), buffer, ref used);
            Add("\r\n"u8, buffer, ref used);
        }
        return new ArraySegment<byte>(buffer, 0, used);
    }

    private static void Whole(int number, byte[] buffer, ref int used)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out var written);
        used += written;
    }

    private static void Add(ReadOnlySpan<byte> bytes, byte[] buffer, ref int used)
    {
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private static void Quote(ReadOnlySpan<byte> id, byte[] buffer, ref int used)
    {
        buffer[used++] = (byte)'"';
        foreach (var b in id)
        {
            if (b == '"') buffer[used++] = b;
            buffer[used++] = b;
        }
        buffer[used++] = (byte)'"';
    }
}
