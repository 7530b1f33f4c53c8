using SatuPintu.Linkage.Evaluation;
using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Integration.Truth;

/// <summary>Persons found in two lists in one area, beside the truth.</summary>
/// <param name="District">Its name as the truth has it; empty for the whole regency.</param>
/// <param name="SourceA">The first list.</param>
/// <param name="SourceB">The second list.</param>
/// <param name="Linked">Persons found in both (<c>overlap_linked</c>).</param>
/// <param name="Truth">Persons who are in both.</param>
public sealed record OverlapEvaluation(string District, string SourceA, string SourceB, int Linked, int Truth)
{
    /// <summary>How far the found number lies from the true one, as a share of it; not a number when nobody is in both.</summary>
    public double Deviation => Truth == 0 ? double.NaN : (double)(Linked - Truth) / Truth;
}

/// <summary>A gap list beside the truth.</summary>
/// <param name="Gap">Its id in <c>gaps.csv</c>.</param>
/// <param name="Listed">Entities listed.</param>
/// <param name="Right">True persons among them, each counted once.</param>
/// <param name="Truth">Persons who belong in it.</param>
public sealed record GapEvaluation(string Gap, int Listed, int Right, int Truth)
{
    /// <summary>Share of the entities listed that belong; not a number when none is listed.</summary>
    public double Precision => Listed == 0 ? double.NaN : (double)Right / Listed;

    /// <summary>Share of those who belong that are listed; not a number when none belongs.</summary>
    public double Recall => Truth == 0 ? double.NaN : (double)Right / Truth;
}

/// <summary>How well an integration found who is who.</summary>
/// <param name="Sources">The lists, in the order of <c>links.csv</c>.</param>
/// <param name="Districts">The districts of the truth, sorted; the strata of <paramref name="Pairs"/>.</param>
/// <param name="Pairs">Pairs of records by list and district.</param>
/// <param name="Records">Records compared.</param>
/// <param name="Unused">Records of the truth that took no part; each counts as a person alone.</param>
/// <param name="Overlap">Overlap by district and pair of lists; none when there is no <c>overlap.csv</c>.</param>
/// <param name="Gaps">The gap lists the truth can judge; none when there is no <c>gaps.csv</c>.</param>
/// <param name="GapsNotJudged">Ids of gap lists it cannot judge.</param>
public sealed record LinkEvaluation(IReadOnlyList<string> Sources, IReadOnlyList<string> Districts, ClusteringEvaluation Pairs, int Records, int Unused,
    IReadOnlyList<OverlapEvaluation> Overlap, IReadOnlyList<GapEvaluation> Gaps, IReadOnlyList<string> GapsNotJudged);

/// <summary>Compares the result of an integration with the truth.</summary>
public static class EvaluateLinks
{
    /// <summary>Reads <c>links.csv</c>, and <c>overlap.csv</c> and <c>gaps.csv</c> when they are there, and compares them with the truth.</summary>
    /// <param name="folder">The folder an integration wrote.</param>
    /// <param name="truthFile">The truth: <c>source,record_id,person_id,kecamatan</c>.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="UserError">A file cannot be read, lacks a column, or the two do not belong together.</exception>
    public static LinkEvaluation Run(string folder, string truthFile, CancellationToken cancellation)
    {
        var links = Path.Combine(folder, "links.csv");
        if (!File.Exists(links)) throw new UserError(ExitCode.Input, "evaluate.no_links", ("folder", folder));
        var truth = LinkTruth.Read(links, truthFile, cancellation);
        var order = Enumerable.Range(0, truth.Districts.Count).OrderBy(d => truth.Districts[d], StringComparer.Ordinal).ToArray();
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++) place[order[i]] = i;
        var strata = Array.ConvertAll(truth.District, d => order.Length == 0 ? 0 : place[d]);
        var pairs = ClusteringEvaluation.Compare(truth.Entity, truth.Person, truth.Source, truth.Sources.Count, strata, Math.Max(1, order.Length));

        var overlap = Optional("overlap.csv", "district_code", "source_a", "source_b", "overlap_linked") is { } o ? OverlapTruth.Compare(o, truth, AreaCatalog.Official) : [];
        string[] deciles = ["entity_id", Elements.Decile, .. truth.Sources.Select(s => $"{Elements.Decile}_{s}")];
        var (gaps, notJudged) = Optional("gaps.csv", "gap", "entity_id") is { } g
            ? GapTruth.Compare(g, Optional("persons.csv", deciles), Optional("origins.csv", "element", "value", "source", "record_id"), truth)
            : ([], []);
        return new LinkEvaluation(truth.Sources, [.. order.Select(d => truth.Districts[d])], pairs, truth.Entity.Length, truth.Unused, overlap, gaps, notJudged);

        TextTable? Optional(string name, params ReadOnlySpan<string> headings)
        {
            var file = Path.Combine(folder, name);
            return File.Exists(file) ? ResultTable.Read(file, headings, cancellation) : null;
        }
    }
}
