using System.Globalization;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>Brings addresses to standard form: one line, and its street, house number, RT and RW.</summary>
internal static class AddressStandards
{
    private static readonly string[] Parts = [Elements.Street, Elements.HouseNumber, Elements.Rt, Elements.Rw];

    public static void Add(StandardColumns list)
    {
        var fromLine = FromLine(list);
        var own = new[] { OwnStreet(list), OwnNumber(list), OwnUnit(list, Elements.Rt), OwnUnit(list, Elements.Rw) };
        var done = new TextColumn?[Parts.Length];
        for (var i = 0; i < Parts.Length; i++)
        {
            done[i] = Prefer(Parts[i], own[i], fromLine?[i]);
            if (done[i] is null) continue;
            // RT and RW in one column is RW's column too.
            if (Parts[i] == Elements.Rw && list.Raw(Elements.Rw) is null && own[i] is not null) list.Add(done[i]!, Elements.Rt);
            else list.Add(done[i]!, Parts[i], Elements.FullAddress);
        }
        if (fromLine is null && Array.Exists(done, c => c is not null)) list.Add(Composed(list.RowCount, done), Parts);
    }

    /// <summary>Reads the column of whole addresses, and adds it; gives its parts.</summary>
    private static TextColumn[]? FromLine(StandardColumns list)
    {
        if (list.Raw(Elements.FullAddress) is not { } raw) return null;
        var count = raw.Values.Length;
        string[] line = new string[count], street = new string[count], number = new string[count], rt = new string[count], rw = new string[count];
        for (var i = 0; i < count; i++)
        {
            var address = AddressReader.Read(raw.Values[i]);
            (line[i], street[i], number[i], rt[i], rw[i]) = (address.Standard, address.Street, address.Number, address.Rt, address.Rw);
        }
        list.Add(StandardColumns.Recoded(Elements.FullAddress, raw, line), Elements.FullAddress);
        return
        [
            StandardColumns.Recoded(Elements.Street, raw, street), StandardColumns.Recoded(Elements.HouseNumber, raw, number),
            StandardColumns.Recoded(Elements.Rt, raw, rt), StandardColumns.Recoded(Elements.Rw, raw, rw),
        ];
    }

    private static TextColumn? OwnStreet(StandardColumns list) => list.Raw(Elements.Street)?.Map(Elements.Street, text => AddressReader.Read(text).Street);

    private static TextColumn? OwnNumber(StandardColumns list) => list.Raw(Elements.HouseNumber)?.Map(Elements.HouseNumber, text =>
    {
        var plain = TextStandards.Capitals(text);
        var read = AddressReader.Read("NO " + plain).Number;
        return read.Length > 0 ? read : plain;
    });

    /// <summary>A column of RT or of RW; one of both (<c>002/001</c>) stands under RT.</summary>
    private static TextColumn? OwnUnit(StandardColumns list, string element)
    {
        if (list.Raw(element) is { } raw) return raw.Map(element, text => Unit(text, element == Elements.Rw && text.Contains('/', StringComparison.Ordinal) ? 1 : 0));
        if (element != Elements.Rw || list.Raw(Elements.Rt) is not { } both) return null;
        var second = both.Map(element, text => Unit(text, 1));
        return second.Values.Length > 1 ? second : null;
    }

    /// <summary>The first or second number of a text as three digits; empty when there is none or it is 0.</summary>
    internal static string Unit(string text, int which)
    {
        var rest = text.AsSpan();
        for (var i = 0; ; i++)
        {
            var from = rest.IndexOfAnyInRange('0', '9');
            if (from < 0) return "";
            rest = rest[from..];
            var to = rest.IndexOfAnyExceptInRange('0', '9');
            var digits = to < 0 ? rest : rest[..to];
            if (i == which)
                return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000 ? number.ToString("D3", CultureInfo.InvariantCulture) : "";
            if (to < 0) return "";
            rest = rest[to..];
        }
    }

    /// <summary>Row by row the first column's value, or the second's where the first has none.</summary>
    private static TextColumn? Prefer(string element, TextColumn? first, TextColumn? second)
    {
        if (first is null || second is null) return first ?? second;
        var codes = new int[first.Count];
        var values = new List<string>(first.Values.Length + second.Values.Length);
        values.AddRange(first.Values);
        values.AddRange(second.Values);
        for (var row = 0; row < codes.Length; row++)
            codes[row] = first.Codes[row] > 0 ? first.Codes[row] : second.Codes[row] > 0 ? first.Values.Length + second.Codes[row] : 0;
        return new TextColumn(element, codes, values.ToArray()).Compact();
    }

    /// <summary>The line of an address that the list delivers only in parts.</summary>
    private static TextColumn Composed(int rowCount, TextColumn?[] parts)
    {
        var tuples = RowTuples.Of(rowCount, [.. parts.OfType<TextColumn>()]);
        var lines = new string[tuples.Count + 1];
        lines[0] = "";
        for (var t = 0; t < tuples.Count; t++)
        {
            var row = tuples.FirstRow[t];
            var words = new[] { At(0, ""), At(1, "NO "), At(2, "RT "), At(3, "RW ") };
            lines[t + 1] = string.Join(' ', words.Where(w => w.Length > 0));

            string At(int part, string before) => parts[part]?[row] is { Length: > 0 } text ? before + text : "";
        }
        return new TextColumn(Elements.FullAddress, Array.ConvertAll(tuples.TupleOf, t => t + 1), lines).Compact();
    }
}
