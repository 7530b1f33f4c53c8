using SatuPintu.Storage;

namespace SatuPintu.Sources.Checks;

/// <summary>What stands in one place of a rule's text.</summary>
internal enum RuleSlot : byte
{
    /// <summary>Words of the text itself.</summary>
    Words,
    /// <summary>The value as delivered, in quotation marks.</summary>
    Value,
    /// <summary>The heading as delivered, in quotation marks.</summary>
    Field,
    /// <summary>The finding's detail.</summary>
    Detail,
}

/// <summary>A part of a rule's text: words, or a place for something of the finding.</summary>
internal readonly record struct RulePart(RuleSlot Slot, string Text, byte[] Bytes);

/// <summary>Rule texts cut at their placeholders once, so that a hundred thousand messages are written without searching.</summary>
internal static class RuleText
{
    public const string OpenQuote = "\u201C";
    public const string CloseQuote = "\u201D";

    private static readonly byte[] Open = EncodedText.InsideQuotes(OpenQuote);
    private static readonly byte[] Close = EncodedText.InsideQuotes(CloseQuote);

    /// <summary>The parts of a text.</summary>
    public static List<RulePart> Cut(string text)
    {
        var parts = new List<RulePart>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('{');
            var close = open < 0 ? -1 : rest[open..].IndexOf('}');
            var slot = close < 0 ? RuleSlot.Words : SlotOf(rest.Slice(open + 1, close - 1));
            var words = (close < 0 ? rest : rest[..open]).ToString();
            if (words.Length > 0) parts.Add(new RulePart(RuleSlot.Words, words, EncodedText.InsideQuotes(words)));
            if (close < 0) break;
            parts.Add(new RulePart(slot, "", []));
            rest = rest[(open + close + 1)..];
        }
        return parts;
    }

    /// <summary>Writes one finding's sentence into the open field of a CSV file.</summary>
    public static void Write(CsvWriter csv, List<RulePart> parts, in Finding finding, ReadOnlySpan<byte> field)
    {
        foreach (var part in parts)
        {
            switch (part.Slot)
            {
                case RuleSlot.Words:
                    csv.Part(part.Bytes);
                    break;
                case RuleSlot.Value:
                    csv.Part(Open);
                    csv.Part(finding.Value.AsSpan());
                    csv.Part(Close);
                    break;
                case RuleSlot.Field:
                    csv.Part(Open);
                    csv.Part(field);
                    csv.Part(Close);
                    break;
                default:
                    csv.Part((finding.Detail ?? "").AsSpan());
                    break;
            }
        }
    }

    private static RuleSlot SlotOf(ReadOnlySpan<char> name) => name switch
    {
        "value" => RuleSlot.Value,
        "field" => RuleSlot.Field,
        "detail" => RuleSlot.Detail,
        _ => throw new InvalidDataException($"A rule's text has the unknown placeholder '{name}'."),
    };
}
