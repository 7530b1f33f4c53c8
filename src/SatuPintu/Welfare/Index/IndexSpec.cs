using System.Text.Json;
using SatuPintu.Linking;
using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Welfare.Index;

/// <summary>A way to read a variable from the columns of a file.</summary>
/// <param name="Columns">Names its column may have.</param>
/// <param name="Per">Names of the column it is divided by; empty for none.</param>
/// <param name="PoorBelow">The number below which it speaks of poverty; NaN where its values are words.</param>
/// <param name="Poor">Words that speak of poverty, as <see cref="HeadingText.Normalise"/> has them.</param>
/// <param name="NotPoor">Words that speak against it.</param>
internal sealed record IndexReading(IReadOnlyList<string> Columns, IReadOnlyList<string> Per, double PoorBelow, IReadOnlySet<string> Poor, IReadOnlySet<string> NotPoor);

/// <summary>A variable of an index.</summary>
/// <param name="Name">Its name in the result.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Weight">Its weight; only its share of all weights counts.</param>
/// <param name="Readings">The ways to read it, the first that fits the file being used.</param>
internal sealed record IndexVariable(string Name, LocalText Label, double Weight, IReadOnlyList<IndexReading> Readings);

/// <summary>A class of an index.</summary>
/// <param name="Name">Its name in the result.</param>
/// <param name="From">The score from which it begins.</param>
internal sealed record IndexClass(string Name, double From);

/// <summary>An index of welfare from non-monetary variables, as it stands in a file (<c>pse2005.json</c>).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Variables">The variables.</param>
/// <param name="Classes">The classes, the poorest first, with one from 0 at the end.</param>
/// <param name="MostMissing">How many variables may be unanswered.</param>
/// <param name="Notes">Where variables, weights and classes come from.</param>
internal sealed record IndexSpec(string Id, string Version, IReadOnlyList<IndexVariable> Variables, IReadOnlyList<IndexClass> Classes, int MostMissing, IReadOnlyDictionary<string, string> Notes)
{
    private const string BuiltIn = "pse2005";

    private static readonly string[] NoteKeys = ["variables_from", "weights_from", "classes_from"];

    /// <summary>The index that is built in, or the one in a file.</summary>
    /// <exception cref="UserError">There is no such index, or the file cannot be used.</exception>
    public static IndexSpec Find(string kind, string? file)
    {
        if (kind != BuiltIn) throw new UserError(ExitCode.Usage, "welfare.index.unknown", ("kind", kind), ("known", BuiltIn));
        if (file is not null) return Read(JsonPlace.Read(file));
        var bytes = EmbeddedFile.Bytes($"Welfare/Index/{BuiltIn}.json");
        return Read(new JsonPlace(JsonDocument.Parse(bytes).RootElement, BuiltIn + ".json", ""));
    }

    private static IndexSpec Read(JsonPlace root)
    {
        var keys = root.Keys(["id", "version", "title", .. NoteKeys, "most_missing", "classes", "otherwise", "variables"]);
        var variables = root.Required("variables", keys).Items().Select(Variable).ToList();
        var classes = root.Required("classes", keys).Items().Select(c =>
        {
            var of = c.Keys("name", "label", "from");
            return new IndexClass(c.Required("name", of).Text(), c.Required("from", of).Number(0, 1));
        }).OrderByDescending(c => c.From).ToList();
        var otherwise = root.Required("otherwise", keys);
        classes.Add(new IndexClass(otherwise.Required("name", otherwise.Keys("name", "label")).Text(), double.NegativeInfinity));
        if (variables.Count == 0 || variables.DistinctBy(v => v.Name).Count() < variables.Count)
            throw new UserError(ExitCode.Usage, "welfare.index.bad_spec", ("file", root.File), ("place", "variables"), ("why", string.Join(", ", variables.Select(v => v.Name))));
        return new IndexSpec(root.Required("id", keys).Text(), root.Required("version", keys).Text(), variables, classes,
            (int)root.Required("most_missing", keys).Number(0, variables.Count - 1),
            NoteKeys.Where(k => keys(k) is not null).ToDictionary(k => k, k => keys(k)!.Value.Text(), StringComparer.Ordinal));
    }

    private static IndexVariable Variable(JsonPlace place)
    {
        var keys = place.Keys("number", "name", "label", "poor_when", "weight", "readings");
        var label = place.Required("label", keys);
        var languages = label.Keys("id", "en");
        return new IndexVariable(place.Required("name", keys).Text(), new LocalText(label.Required("id", languages).Text(), label.Required("en", languages).Text()),
            place.Required("weight", keys).Number(1e-9, 1e9), [.. place.Required("readings", keys).Items().Select(Reading)]);
    }

    private static IndexReading Reading(JsonPlace place)
    {
        var keys = place.Keys("columns", "per", "poor_below", "poor", "not_poor");
        var bound = keys("poor_below") is { } below ? below.Number(double.MinValue, double.MaxValue) : double.NaN;
        var (poor, notPoor) = (Words("poor"), Words("not_poor"));
        if (double.IsNaN(bound) == (poor.Count == 0))
            throw new UserError(ExitCode.Usage, "welfare.index.bad_spec", ("file", place.File), ("place", place.Path), ("why", "poor_below | poor"));
        return new IndexReading(Texts("columns"), keys("per") is null ? [] : Texts("per"), bound, poor, notPoor);

        IReadOnlyList<string> Texts(string key) => [.. place.Required(key, keys).Items().Select(t => t.Text())];

        HashSet<string> Words(string key) => keys(key) is null ? [] : [.. Texts(key).Select(HeadingText.Normalise)];
    }
}
