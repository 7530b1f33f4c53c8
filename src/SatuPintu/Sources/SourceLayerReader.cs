using System.Globalization;
using System.Reflection;
using System.Text.Json;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources;

/// <summary>Reads definition and mapping files, and says of every fault where it is and what is allowed there.</summary>
internal static class SourceLayerReader
{
    private const long LargestFile = 4 << 20;

    /// <summary>The ids of all elements of the data standard that a list can deliver.</summary>
    public static IReadOnlySet<string> ElementIds { get; } =
        typeof(Elements).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)
            .Where(id => id != Elements.NikDamaged)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The layers in a file of the user's.</summary>
    public static IReadOnlyList<SourceLayer> ReadFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.CanSeek && stream.Length > LargestFile)
                throw new UserError(ExitCode.Usage, "mapping.too_large", ("file", path));
            return Read(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserError(ExitCode.Usage, "mapping.unreadable", e, ("file", path), ("why", e.Message));
        }
    }

    /// <summary>The layers in a stream; <paramref name="file"/> names it in messages.</summary>
    public static IReadOnlyList<SourceLayer> Read(Stream stream, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(stream, SourceCatalog.AsPeopleWrite);
            var root = new JsonNodeAt(document.RootElement, file, "", "");
            return root.Value.ValueKind == JsonValueKind.Array ? root.Items().Select(ReadLayer).ToList() : [ReadLayer(root)];
        }
        catch (JsonException e)
        {
            throw new UserError(ExitCode.Usage, "mapping.not_json", e, ("file", file),
                ("line", (e.LineNumber ?? 0) + 1), ("column", (e.BytePositionInLine ?? 0) + 1));
        }
    }

    private static SourceLayer ReadLayer(JsonNodeAt node)
    {
        var keys = node.Keys("id", "extends", "name", "agency", "kind", "programme", "trust", "extremePoverty", "asOf",
            "staleAfterMonths", "dateOrder", "columns", "flags", "ignore");
        var layer = new SourceLayer
        {
            Id = ReadId(node),
            Extends = keys("extends")?.Text(),
            Name = keys("name") is { } name ? ReadName(name) : null,
            Agency = keys("agency")?.Text(),
            Kind = keys("kind")?.OneOf<SourceKind>(),
            Programme = keys("programme")?.TextOrNull(),
            Trust = keys("trust")?.Integer(1, 99),
            ExtremePoverty = keys("extremePoverty")?.Flag(),
            AsOf = keys("asOf") is { } asOf ? ReadDate(asOf) : null,
            StaleAfterMonths = keys("staleAfterMonths")?.Integer(1, 1200),
            DateOrder = keys("dateOrder")?.OneOf<DateOrder>(),
            Columns = keys("columns") is { } columns ? ReadColumns(columns) : new Dictionary<string, ColumnLayer>(StringComparer.Ordinal),
            Flags = keys("flags")?.Items().Select(ReadFlag).ToList() ?? [],
            Ignore = keys("ignore")?.Texts() ?? [],
        };
        RefuseSharedHeadings(node, layer);
        return layer;
    }

    private static string ReadId(JsonNodeAt node)
    {
        var id = node.Required("id");
        var text = id.Text();
        var allowed = text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');
        return allowed ? text : throw id.NotAllowed("a-z 0-9 _ -");
    }

    private static LocalText ReadName(JsonNodeAt node)
    {
        if (node.Value.ValueKind == JsonValueKind.String) return new LocalText(node.Text(), node.Text());
        node.Keys("id", "en");
        return new LocalText(node.Required("id").Text(), node.Required("en").Text());
    }

    private static string? ReadDate(JsonNodeAt node)
    {
        var text = node.TextOrNull();
        return text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text
            : throw node.NotAllowed("yyyy-MM-dd");
    }

    private static Dictionary<string, ColumnLayer> ReadColumns(JsonNodeAt node)
    {
        var columns = new Dictionary<string, ColumnLayer>(StringComparer.Ordinal);
        foreach (var column in node.Members())
        {
            if (!ElementIds.Contains(column.Name)) throw column.NotAllowedName(string.Join(", ", ElementIds.Order(StringComparer.Ordinal)));
            // A text or a list of texts in place of the object is short for its headings.
            if (column.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array)
            {
                columns[column.Name] = new ColumnLayer { Headings = column.Texts() };
                continue;
            }
            var keys = column.Keys("headings", "codes", "required");
            columns[column.Name] = new ColumnLayer
            {
                Headings = keys("headings")?.Texts() ?? [],
                Codes = keys("codes") is { } codes ? ReadCodes(codes, CodeLists.Find(column.Name)) : new Dictionary<string, string>(StringComparer.Ordinal),
                Required = keys("required")?.Flag(),
            };
        }
        return columns;
    }

    private static Dictionary<string, string> ReadCodes(JsonNodeAt node, CodeList? list)
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var code in node.Members())
        {
            // An element with a code list takes its values and no others.
            if (list is not null && list.Find(code.Text()) is null) throw code.NotAllowed(string.Join(", ", list.Values.Select(v => v.Value)));
            codes[code.Name] = code.Text();
        }
        return codes;
    }

    private static FlagDefinition ReadFlag(JsonNodeAt node)
    {
        node.Keys("element", "value", "headings");
        var element = node.Required("element");
        if (element.Text() != Elements.ActiveAid) throw element.NotAllowed(Elements.ActiveAid);
        return new FlagDefinition { Element = element.Text(), Value = node.Required("value").Text(), Headings = node.Required("headings").Texts() };
    }

    private static void RefuseSharedHeadings(JsonNodeAt node, SourceLayer layer)
    {
        var owner = new Dictionary<string, string>(StringComparer.Ordinal);
        var claims = layer.Columns.SelectMany(c => c.Value.Headings.Select(h => (Owner: c.Key, Heading: h)))
            .Concat(layer.Flags.SelectMany(f => f.Headings.Select(h => (Owner: f.Element + "=" + f.Value, Heading: h))))
            .Concat(layer.Ignore.Select(h => (Owner: "ignore", Heading: h)));
        foreach (var (claimant, heading) in claims)
        {
            var first = owner.GetValueOrDefault(HeadingText.Normalise(heading));
            if (first is not null && first != claimant)
            {
                throw new UserError(ExitCode.Usage, "mapping.shared_heading", ("file", node.File), ("place", layer.Id),
                    ("heading", heading), ("first", first), ("second", claimant));
            }
            owner[HeadingText.Normalise(heading)] = claimant;
        }
    }
}
