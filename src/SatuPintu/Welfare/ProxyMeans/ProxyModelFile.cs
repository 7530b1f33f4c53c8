using System.Text.Json;
using SatuPintu.Linking;
using SatuPintu.Statistics.ProxyMeans;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>A model as it stands in a file.</summary>
/// <param name="Outcome">What it predicts.</param>
/// <param name="By">The column that says which group's model counts, or null.</param>
/// <param name="Model">The model.</param>
internal sealed record StoredProxyModel(string Outcome, string? By, ProxyModel Model)
{
    /// <summary>The predictors that are made of other columns.</summary>
    public IReadOnlyList<DerivedPredictor> Derived { get; init; } = [];
}

/// <summary><c>model.json</c>: every coefficient with how well it is known, to be read by people and used again.</summary>
internal static class ProxyModelFile
{
    private const string Format = "satupintu-proxy-means-model";
    private const int Version = 1;

    /// <summary>Writes a model.</summary>
    public static void Write(Stream stream, StoredProxyModel stored)
    {
        using var json = new Utf8JsonWriter(stream, LinkModelFile.Readable);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("format_version", Version);
        json.WriteString("program_version", ProgramVersion.Number);
        json.WriteString("outcome", stored.Outcome);
        json.WriteBoolean("log", stored.Model.Log);
        json.WriteString("by", stored.By);
        json.WriteStartArray("predictors");
        foreach (var predictor in stored.Model.Predictors) json.WriteStringValue(predictor);
        json.WriteEndArray();
        if (stored.Derived.Count > 0) Derived(json, stored.Derived);
        json.WriteStartArray("groups");
        foreach (var group in stored.Model.Groups) Write(json, group);
        json.WriteEndArray();
        json.WritePropertyName("all");
        Write(json, stored.Model.All);
        json.WriteEndObject();
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="UserError">The file cannot be read or is no model of this version.</exception>
    public static StoredProxyModel Read(string file) => Read(Integration.Truth.ResultTable.Guard(file, () => File.ReadAllBytes(file)), file);

    /// <summary>Reads a model of the bytes of its file.</summary>
    /// <exception cref="UserError">They are no model of this version, or one that contradicts itself.</exception>
    public static StoredProxyModel Read(byte[] content, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format || root.GetProperty("format_version").GetInt32() != Version)
                throw new UserError(ExitCode.Input, "welfare.pmt.not_a_model", ("file", file));
            var stored = new StoredProxyModel(root.GetProperty("outcome").GetString()!, root.GetProperty("by").GetString(), new ProxyModel
            {
                Log = root.GetProperty("log").GetBoolean(),
                Predictors = Texts(root.GetProperty("predictors")),
                Groups = [.. root.GetProperty("groups").EnumerateArray().Select(Group)],
                All = Group(root.GetProperty("all")),
            })
            {
                Derived = root.TryGetProperty("derived", out var derived) ? [.. derived.EnumerateArray().Select(Derived)] : [],
            };
            return IsWhole(stored) ? stored : throw new UserError(ExitCode.Input, "welfare.pmt.not_a_model", ("file", file));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UserError(ExitCode.Input, "welfare.pmt.not_a_model", e, ("file", file));
        }
    }

    // What a hand or another program has changed may still read as a model, and would score by nonsense or not at all.
    private static bool IsWhole(StoredProxyModel stored)
    {
        var (model, names) = (stored.Model, stored.Model.Predictors.ToHashSet(StringComparer.Ordinal));
        return !string.IsNullOrEmpty(stored.Outcome) && names.Count == model.Predictors.Count && !names.Contains("") && (model.Groups.Count == 0 || stored.By is { Length: > 0 })
            && model.Groups.Select(g => g.Name).Distinct(StringComparer.Ordinal).Count() == model.Groups.Count
            && model.Groups.Append(model.All).All(g => g.Coefficients is [{ Predictor.Length: 0 }, ..] && g.Coefficients.All(c => double.IsFinite(c.Value))
                && g.Coefficients.Skip(1).All(c => names.Contains(c.Predictor) && (c.Level is null || g.Categories.Any(k => k.Predictor == c.Predictor && k.Levels.Contains(c.Level, StringComparer.Ordinal))))
                && g.Categories.All(k => names.Contains(k.Predictor)))
            && stored.Derived.All(d => names.Contains(d.Name) && d.Column is { Length: > 0 } && (d.Form == DerivedForm.Share) == d.Size is { Length: > 0 });
    }

    private static void Derived(Utf8JsonWriter json, IReadOnlyList<DerivedPredictor> derived)
    {
        json.WriteStartArray("derived");
        foreach (var predictor in derived)
        {
            json.WriteStartObject();
            json.WriteString("predictor", predictor.Name);
            json.WriteString("form", predictor.Form.ToString().ToLowerInvariant());
            json.WriteString("column", predictor.Column);
            json.WriteString("size", predictor.Size);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static DerivedPredictor Derived(JsonElement json) => new(
        Enum.TryParse<DerivedForm>(json.GetProperty("form").GetString(), ignoreCase: true, out var form) && Enum.IsDefined(form) ? form : throw new FormatException(),
        json.GetProperty("column").GetString()!, json.GetProperty("size").GetString());

    private static void Write(Utf8JsonWriter json, ProxyGroup group)
    {
        json.WriteStartObject();
        json.WriteString("group", group.Name);
        json.WriteNumber("n", group.Rows);
        json.WriteBoolean("fallback", group.IsFallback);
        Number(json, "r_squared", group.RSquared);
        Number(json, "sigma", group.Sigma);
        Number(json, "aic", group.Aic);
        Number(json, "bic", group.Bic);
        Number(json, "leave_one_out_mse", group.LeaveOneOut);
        Number(json, "cv_r_squared", group.CrossValidated);
        Number(json, "largest_leverage", group.LargestLeverage);
        json.WriteNumber("high_leverages", group.HighLeverages);
        Number(json, "smearing", group.Smearing);
        Number(json, "penalty", group.Penalty);
        json.WriteStartArray("terms");
        foreach (var c in group.Coefficients)
        {
            json.WriteStartObject();
            json.WriteString("term", c.Name);
            json.WriteString("predictor", c.Predictor);
            json.WriteString("level", c.Level);
            if (c.Knot is { } knot) json.WriteNumber("knot", knot);
            Number(json, "coefficient", c.Value);
            Number(json, "standard_error", c.StandardError);
            Number(json, "design_error", c.DesignError);
            Number(json, "vif", c.Vif);
            Number(json, "mean", c.Mean);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("categories");
        foreach (var category in group.Categories)
        {
            json.WriteStartObject();
            json.WriteString("predictor", category.Predictor);
            json.WriteString("base", category.Base);
            Strings(json, "levels", category.Levels);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Strings(json, "aside", group.Aside);
        json.WriteEndObject();
    }

    private static ProxyGroup Group(JsonElement json) => new()
    {
        Name = json.GetProperty("group").GetString()!,
        Rows = json.GetProperty("n").GetInt32(),
        IsFallback = json.GetProperty("fallback").GetBoolean(),
        RSquared = Number(json, "r_squared"),
        Sigma = Number(json, "sigma"),
        Aic = Number(json, "aic"),
        Bic = Number(json, "bic"),
        LeaveOneOut = Number(json, "leave_one_out_mse"),
        CrossValidated = Number(json, "cv_r_squared"),
        LargestLeverage = Number(json, "largest_leverage"),
        HighLeverages = json.GetProperty("high_leverages").GetInt32(),
        Smearing = Number(json, "smearing"),
        Penalty = Number(json, "penalty"),
        Coefficients = [.. json.GetProperty("terms").EnumerateArray().Select(t => new ProxyCoefficient(
            t.GetProperty("term").GetString()!, t.GetProperty("predictor").GetString()!, t.GetProperty("level").GetString(), Number(t, "coefficient"),
            Number(t, "standard_error"), Number(t, "design_error"), Number(t, "vif"), Number(t, "mean"))
        {
            Knot = t.TryGetProperty("knot", out var knot) ? knot.GetDouble() : null,
        })],
        Categories = [.. json.GetProperty("categories").EnumerateArray().Select(c => new ProxyCategory(
            c.GetProperty("predictor").GetString()!, c.GetProperty("base").GetString()!, Texts(c.GetProperty("levels"))))],
        Aside = Texts(json.GetProperty("aside")),
    };

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string[] Texts(JsonElement json) => [.. json.EnumerateArray().Select(v => v.GetString()!)];

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static double Number(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : double.NaN;
}
