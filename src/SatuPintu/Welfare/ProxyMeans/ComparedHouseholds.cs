using System.Globalization;
using System.Text;
using SatuPintu.Sources.Reading;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>A household as a file has it.</summary>
/// <param name="Value">Its score, or its welfare; NaN where it is missing.</param>
/// <param name="Stratum">The number of its stratum; 0 where there are none.</param>
/// <param name="Cluster">The number of its cluster; 0 where there are none.</param>
internal readonly record struct ComparedHousehold(double Value, int Stratum, int Cluster);

/// <summary>The households of a file by their ids, in the order of the file.</summary>
internal sealed class ComparedHouseholds
{
    private ComparedHouseholds(OrderedDictionary<string, ComparedHousehold> byId, DataFile data) => (ById, Data) = (byId, data);

    /// <summary>The households.</summary>
    public OrderedDictionary<string, ComparedHousehold> ById { get; }

    /// <summary>The file.</summary>
    public DataFile Data { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file (CSV).</param>
    /// <param name="id">Its column of ids; null for the number of the row, from 1.</param>
    /// <param name="value">Its column of values.</param>
    /// <param name="strata">Its column of strata, or null.</param>
    /// <param name="cluster">Its column of clusters, or null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="UserError">The file cannot be used, or an id stands twice.</exception>
    public static ComparedHouseholds Read(string file, string? id, string value, string? strata, string? cluster, CancellationToken cancellation)
    {
        using var rows = TableRows.Open(file, cancellation);
        var hashing = DataFile.Begin(file);
        var (key, at) = (id is null ? -1 : rows.IndexOf(id), rows.IndexOf(value));
        var (stratum, unit) = (new Marks(rows, strata), new Marks(rows, cluster));
        var households = new OrderedDictionary<string, ComparedHousehold>(StringComparer.Ordinal);
        while (rows.Next())
        {
            var name = key < 0 ? (households.Count + 1).ToString(CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(rows.Cell(key));
            if (!households.TryAdd(name, new ComparedHousehold(rows.Number(at), stratum.Present(), unit.Present())))
                throw new UserError(ExitCode.Input, "welfare.pmt.id_twice", ("file", file), ("id", name), ("row", rows.Row));
        }
        return new ComparedHouseholds(households, hashing.End(households.Count));
    }

    /// <summary>A column whose texts are numbered as they are met.</summary>
    private sealed class Marks(TableRows rows, string? column)
    {
        private readonly int place = column is null ? -1 : rows.IndexOf(column);
        private readonly ByteDictionary texts = new();

        public int Present()
        {
            if (place < 0) return 0;
            var cell = rows.Cell(place);
            return CellNumbers.IsMissing(cell)
                ? throw new UserError(ExitCode.Input, "welfare.value_missing", ("file", rows.File), ("column", column), ("row", rows.Row), ("count", 1))
                : texts.CodeOf(cell);
        }
    }
}
