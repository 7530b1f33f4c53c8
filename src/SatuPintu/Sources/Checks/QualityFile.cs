using SatuPintu.Storage;

namespace SatuPintu.Sources.Checks;

/// <summary>Writes <c>quality.csv</c>: for each list, dimension and element the rows checked, those that failed, and the share that passed.</summary>
public static class QualityFile
{
    /// <summary>The columns of the file.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["source", "dimension", "element", "checked", "failed", "score"];

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<CheckResult> results)
    {
        using var csv = new CsvWriter(path, [.. Columns]);
        Write(csv, results);
    }

    internal static void Write(CsvWriter csv, IReadOnlyList<CheckResult> results)
    {
        foreach (var result in results)
            foreach (var measure in result.Quality)
            {
                csv.Field(result.Table.Source.Id);
                csv.Field(Word(measure.Dimension));
                csv.Field(measure.Element);
                csv.Field(measure.Checked);
                csv.Field(measure.Failed);
                if (measure.Checked == 0) csv.Empty();
                else csv.Field(measure.Score, "0.0000");
                csv.EndRow();
            }
    }

    /// <summary>A dimension as the file writes it.</summary>
    public static string Word(Dimension dimension) => dimension switch
    {
        Dimension.Completeness => "completeness",
        Dimension.Validity => "validity",
        Dimension.Uniqueness => "uniqueness",
        Dimension.Consistency => "consistency",
        _ => "timeliness",
    };
}
