using System.Text.Json;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linking;

/// <summary>Reads and writes settings as the file has them.</summary>
internal static class LinkSettingsFile
{
    /// <summary>Reads a file of settings.</summary>
    /// <exception cref="UserError">The file cannot be read, or something in it is not understood; says what and where.</exception>
    public static LinkSettings Read(string file) => Read(JsonPlace.Read(file));

    /// <summary>Reads settings that stand in a larger file.</summary>
    public static LinkSettings Read(JsonPlace place)
    {
        var keys = place.Keys("id", "fields", "blocking", "family", "review_at", "match_at", "costs", "one_to_one");
        var settings = new LinkSettings
        {
            HasId = keys("id") is not null,
            Id = keys("id") is { IsNull: false } id ? Columns(id) : null,
            Fields = keys("fields") is { } fields ? Fields(fields) : null,
            Blocking = keys("blocking") is { IsNull: false } blocking ? Blocking(blocking) : null,
            HasFamily = keys("family") is not null,
            Family = keys("family") is { IsNull: false } family ? Columns(family) : null,
            ReviewAt = keys("review_at")?.Number(0, 1),
            MatchAt = keys("match_at")?.Number(0, 1),
            Costs = keys("costs") is { IsNull: false } costs ? Costs(costs) : null,
            OneToOne = keys("one_to_one") is { IsNull: false } one ? one.Flag() : null,
        };
        RequireOrder(settings.ReviewAt, settings.MatchAt, place.File);
        if (settings is { Blocking: { } stated, Fields: { } named }) RequireBlocking(stated, [.. named.Select(f => f.Name)], place.File);
        return settings;
    }

    /// <summary>Refuses a review threshold above the match threshold.</summary>
    public static void RequireOrder(double? reviewAt, double? matchAt, string file)
    {
        if (reviewAt > matchAt)
            throw new UserError(ExitCode.Usage, "linking.thresholds", ("file", file), ("review", reviewAt), ("match", matchAt));
    }

    /// <summary>Refuses blocking keys of fields that are not there.</summary>
    public static void RequireBlocking(IReadOnlyList<IReadOnlyList<string>> blocking, IReadOnlyList<string> fields, string file)
    {
        foreach (var part in blocking.SelectMany(k => k))
        {
            var colon = part.LastIndexOf(':');
            var name = colon < 0 || fields.Contains(part, StringComparer.Ordinal) ? part : part[..colon];
            if (!fields.Contains(name, StringComparer.Ordinal))
                throw new UserError(ExitCode.Usage, "linking.blocking_field", ("file", file), ("part", part), ("nearest", Nearest.Of(name, fields)), ("fields", string.Join(", ", fields)));
            if (name != part && !(int.TryParse(part.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var letters) && letters > 0))
                throw new UserError(ExitCode.Usage, "linking.blocking_part", ("file", file), ("part", part));
        }
    }

    /// <summary>Writes settings.</summary>
    public static void Write(Utf8JsonWriter json, LinkSettings settings)
    {
        json.WriteStartObject();
        if (settings.HasId) Columns(json, "id", settings.Id);
        if (settings.Fields is { } fields)
        {
            json.WriteStartArray("fields");
            foreach (var field in fields)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("kind", LinkKinds.Name(field.Kind));
                Texts(json, "left", field.Left);
                Texts(json, "right", field.Right);
                if (field.Format is not null) json.WriteString("format", field.Format);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (settings.Blocking is { } blocking)
        {
            json.WriteStartArray("blocking");
            foreach (var key in blocking)
            {
                json.WriteStartArray();
                foreach (var part in key) json.WriteStringValue(part);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        if (settings.HasFamily) Columns(json, "family", settings.Family);
        if (settings.ReviewAt is { } review) json.WriteNumber("review_at", review);
        if (settings.MatchAt is { } match) json.WriteNumber("match_at", match);
        if (settings.Costs is { } costs)
        {
            json.WriteStartObject("costs");
            json.WriteNumber("review", costs.Review);
            json.WriteNumber("wrong_match", costs.WrongMatch);
            json.WriteNumber("missed_match", costs.MissedMatch);
            json.WriteEndObject();
        }
        if (settings.OneToOne is { } one) json.WriteBoolean("one_to_one", one);
        json.WriteEndObject();
    }

    private static List<LinkField> Fields(JsonPlace place)
    {
        var fields = new List<LinkField>();
        foreach (var item in place.Items())
        {
            var keys = item.Keys("name", "kind", "left", "right", "format");
            var name = item.Required("name", keys).Text();
            var kind = Kind(item.Required("kind", keys));
            if ((keys("left") ?? keys("right")) is { IsNull: true } || keys("right") is { IsNull: true })
                throw new UserError(ExitCode.Usage, "linking.field_null", ("file", place.File), ("field", name));
            var left = keys("left") is { } l ? Headings(l, kind) : [name];
            var right = keys("right") is { } r ? Headings(r, kind) : left;
            if (keys("format") is { } form && kind != FieldKind.Date) throw new UserError(ExitCode.Usage, "linking.format_kind", ("file", place.File), ("place", form.Path));
            if (fields.Exists(f => f.Name == name)) throw new UserError(ExitCode.Usage, "linking.field_twice", ("file", place.File), ("field", name));
            fields.Add(new LinkField(name, kind, left, right, keys("format")?.Text()));
        }
        return fields.Count > 0 ? fields : throw place.NotAllowed("[ { \"name\": …, \"kind\": … }, … ]");
    }

    private static FieldKind Kind(JsonPlace place)
    {
        var text = place.Text();
        return LinkKinds.Find(text) ?? throw new UserError(ExitCode.Usage, "linking.unknown_kind", ("file", place.File), ("place", place.Path), ("kind", text),
            ("nearest", Nearest.Of(text, LinkKinds.Names)), ("known", string.Join(", ", LinkKinds.Names)));
    }

    private static List<string> Headings(JsonPlace place, FieldKind kind)
    {
        if (!place.IsList) return [place.Text()];
        var headings = place.Items().Select(i => i.Text()).ToList();
        var fits = kind switch
        {
            FieldKind.Date => headings.Count is 1 or 3,
            FieldKind.FullName or FieldKind.Text or FieldKind.Place => headings.Count > 0,
            _ => headings.Count == 1,
        };
        return fits ? headings : throw new UserError(ExitCode.Usage, "linking.columns_count", ("file", place.File), ("place", place.Path));
    }

    private static List<IReadOnlyList<string>> Blocking(JsonPlace place)
    {
        var keys = place.Items().Select(k => (IReadOnlyList<string>)k.Items().Select(p => p.Text()).ToList()).ToList();
        return keys.Count > 0 && keys.TrueForAll(k => k.Count > 0) ? keys : throw place.NotAllowed("[ [ \"…\" ], … ]");
    }

    private static ReviewCost Costs(JsonPlace place)
    {
        const double Least = 1e-6, Most = 1e9;
        var keys = place.Keys("review", "wrong_match", "missed_match");
        var usual = new ReviewCost();
        return new ReviewCost(
            keys("review")?.Number(Least, Most) ?? usual.Review,
            keys("wrong_match")?.Number(Least, Most) ?? usual.WrongMatch,
            keys("missed_match")?.Number(Least, Most) ?? usual.MissedMatch);
    }

    private static ColumnPair Columns(JsonPlace place)
    {
        if (place.IsText) return new ColumnPair(place.Text(), place.Text());
        var keys = place.Keys("left", "right");
        return new ColumnPair(Heading("left"), Heading("right"));

        string? Heading(string key) => keys(key) is { IsNull: false } heading ? heading.Text() : null;
    }

    private static void Columns(Utf8JsonWriter json, string name, ColumnPair? pair)
    {
        if (pair is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("left", pair.Left);
        json.WriteString("right", pair.Right);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 1)
        {
            json.WriteString(name, texts[0]);
            return;
        }
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
