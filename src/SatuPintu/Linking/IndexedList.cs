using System.Text;
using System.Text.Json;
using SatuPintu.Linkage.Index;

namespace SatuPintu.Linking;

/// <summary>How the records of a list stand in an index: with which settings they are read, and under which ids.</summary>
internal static class IndexedList
{
    /// <summary>Makes the index of a finished run.</summary>
    public static LinkageIndex Of(LinkRun run, CancellationToken cancellation)
    {
        using var note = new MemoryStream();
        using (var json = new Utf8JsonWriter(note)) LinkSettingsFile.Write(json, run.Plan.Settings);
        var left = new Ids(run.Records.Left, run.Inputs[0].Path, run.Inputs.Count == 2 ? "left:" : "");
        var right = run.Records.Right is { } keys ? new Ids(keys, run.Inputs[1].Path, "right:") : null;
        var split = run.Records.Left.Count;
        return LinkageIndex.Of(run.Result, record => record < split || right is null ? left.Of(record) : right.Of(record - split), note.ToArray(), cancellation);
    }

    /// <summary>The settings with which the lists of an index were read.</summary>
    public static LinkSettings Settings(LinkageIndex index, string folder) => LinkSettingsFile.Read(new JsonPlace(JsonDocument.Parse(index.Note).RootElement, folder, ""));

    /// <summary>The ids of a list in an index. Two lists that were linked keep theirs apart by their side; numbers of rows belong to a file.</summary>
    public sealed class Ids(RecordKeys keys, string path, string side)
    {
        private readonly byte[] before = Encoding.UTF8.GetBytes(side + (keys.AreRows ? Path.GetFileName(path) + ":" : ""));
        private byte[] buffer = new byte[RecordKeys.Longest + 512];

        /// <summary>How many records there are.</summary>
        public int Count => keys.Count;

        /// <summary>The id of a record, until the next is asked for.</summary>
        public ReadOnlySpan<byte> Of(int record)
        {
            if (before.Length + RecordKeys.Longest > buffer.Length) buffer = new byte[before.Length + RecordKeys.Longest];
            before.CopyTo(buffer, 0);
            return buffer.AsSpan(0, before.Length + keys.CopyTo(record, buffer.AsSpan(before.Length)));
        }
    }

    /// <summary>The settings by which a new list is read: the columns of the index where the list has them, those that the user states before all.</summary>
    /// <param name="index">The index.</param>
    /// <param name="kept">The settings with which its lists were read.</param>
    /// <param name="stated">What the user states of the new list.</param>
    /// <param name="head">The new list.</param>
    /// <param name="missing">The fields that the list has no column for.</param>
    /// <exception cref="UserError">The list has none of the columns, or not that of the ids.</exception>
    public static LinkSettings ForNew(LinkageIndex index, LinkSettings kept, LinkSettings stated, ListHead head, out List<string> missing)
    {
        var resolved = LinkColumns.Resolve(stated, (head.Path, head.Headings), null);
        var fields = new List<LinkField>();
        missing = [];
        foreach (var wanted in index.Fields)
        {
            var before = kept.Fields!.First(f => f.Name == wanted.Name);
            var columns = resolved.Fields?.FirstOrDefault(f => f.Name == wanted.Name)?.Left ?? Found(before.Left) ?? Found(before.Right) ?? [];
            if (columns.Count == 0) missing.Add(wanted.Name);
            fields.Add(before with { Left = columns, Right = columns });
        }
        if (resolved.Fields?.FirstOrDefault(f => index.Fields.All(w => w.Name != f.Name)) is { } unknown)
            throw new UserError(ExitCode.Usage, "linking.index.field", ("field", unknown.Name), ("nearest", Nearest.Of(unknown.Name, index.Fields.Select(f => f.Name))), ("fields", Names(index)));
        if (missing.Count == index.Fields.Count) throw new UserError(ExitCode.Input, "linking.index.no_column", ("file", head.Path), ("fields", Names(index)), ("headings", string.Join(", ", head.Headings)));
        var id = resolved.HasId ? resolved.Id : Id(kept.Id);
        return new LinkSettings { HasId = true, Id = id, Fields = fields, HasFamily = true, ReviewAt = index.ReviewAt, MatchAt = index.MatchAt };

        IReadOnlyList<string>? Found(IReadOnlyList<string> headings)
        {
            var found = headings.Select(h => LinkColumns.Find(h, head.Headings)).OfType<string>().ToList();
            return found.Count > 0 && found.Count == headings.Count ? found : null;
        }

        ColumnPair? Id(ColumnPair? pair)
        {
            if (pair is null) return null;
            var heading = new[] { pair.Left, pair.Right }.OfType<string>().Select(h => LinkColumns.Find(h, head.Headings)).FirstOrDefault(h => h is not null)
                ?? throw new UserError(ExitCode.Input, "linking.column_missing", ("file", head.Path), ("key", "id"), ("heading", pair.Left ?? pair.Right),
                    ("nearest", Nearest.Of(pair.Left ?? pair.Right ?? "", head.Headings)), ("headings", string.Join(", ", head.Headings)));
            return new ColumnPair(heading, heading);
        }
    }

    private static string Names(LinkageIndex index) => string.Join(", ", index.Fields.Select(f => f.Name));
}
