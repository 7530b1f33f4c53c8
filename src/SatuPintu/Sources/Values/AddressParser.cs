using System.Globalization;
using System.Text;

namespace SatuPintu.Sources.Values;

/// <summary>Reads the pieces of one address after another; holds the text under construction, so that each thread needs one.</summary>
internal sealed class AddressParser
{
    private enum Place
    {
        Street,
        Within,
        Rest,
    }

    private readonly StringBuilder street = new(), within = new(), rest = new(), number = new(), line = new();
    private string kind = "";
    private int rt, rw, lastWord;
    private AddressGroup? group;
    private bool nameEmpty, hasMain, restIsNamed, numbered;

    /// <summary>Where words go. The last word is one of the part they went to before, so a change of place forgets it.</summary>
    private Place place
    {
        get;
        set
        {
            if (field != value) lastWord = -1;
            field = value;
        }
    }

    public Address Parse(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer)
    {
        street.Clear();
        within.Clear();
        rest.Clear();
        number.Clear();
        (kind, rt, rw, lastWord, place, group, nameEmpty, hasMain, restIsNamed) = ("", 0, 0, -1, Place.Street, null, true, false, false);
        var named = Names(pieces, buffer, "RT", "RW", "RTRW");
        numbered = Names(pieces, buffer, "NO", "NOMOR", "NMR");
        for (var p = 0; p < pieces.Length;)
        {
            p = pieces[p].Kind switch
            {
                PieceKind.Sign => Sign(pieces, buffer, p),
                PieceKind.Digits => Digits(pieces, buffer, p, named),
                _ => Word(pieces, buffer, p),
            };
        }
        return Compose();
    }

    /// <summary>Whether one of the words stands anywhere in the address.</summary>
    private static bool Names(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, params ReadOnlySpan<string> words)
    {
        foreach (var piece in pieces)
        {
            if (piece.Kind != PieceKind.Letters || piece.Length > 5) continue;
            foreach (var word in words)
            {
                if (Text(piece, buffer).SequenceEqual(word)) return true;
            }
        }
        return false;
    }

    private static ReadOnlySpan<char> Text(Piece piece, ReadOnlySpan<char> buffer) => buffer.Slice(piece.Start, piece.Length);

    private int Sign(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, int p)
    {
        if (pieces[p].Sign == '#' && HouseNumber(pieces, buffer, p + 1) is var after and > 0) return after;
        if (pieces[p].Sign is ',' or '(' or ';' && (!nameEmpty || group == AddressGroup.Block) && place != Place.Rest) EndName();
        return p + 1;
    }

    /// <summary>A comma ends a name: what follows without a kind is the rest.</summary>
    private void EndName()
    {
        if (group is AddressGroup.Admin) return;
        place = Place.Rest;
        group = null;
    }

    private int Word(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, int p)
    {
        var text = Text(pieces[p], buffer);
        switch (text)
        {
            case "RT" or "RTRW":
                return Neighbourhood(pieces, buffer, p, isRt: true);
            case "RW":
                return Neighbourhood(pieces, buffer, p, isRt: false);
            case "NO" or "NOMOR" or "NMR" or "NOMER":
                if (HouseNumber(pieces, buffer, AddressPieces.SkipSigns(pieces, p + 1)) is var after and > 0) return after;
                if (AddressPieces.HasDot(pieces, p) || p + 1 == pieces.Length) return p + 1;
                break;
        }
        if (AddressLexicon.Kinds.TryGetValue(text, out var found) && (!found.NeedsDot || AddressPieces.HasDot(pieces, p)) && Begin(found)) return p + 1;
        var end = p + 1;
        // A5 and B12 are one word.
        if (text.Length <= 2 && end < pieces.Length && pieces[end].Kind == PieceKind.Digits && !pieces[end].Spaced && pieces[end].Start == pieces[p].End)
        {
            text = buffer[pieces[p].Start..pieces[end].End];
            end++;
        }
        if (group == AddressGroup.Block) return Block(pieces, buffer, p, end);
        Append(text, AddressPieces.HasDot(pieces, end - 1));
        return end;
    }

    /// <summary>Begins the part a kind word introduces; false when the word is itself the name (Jl. Kampung Melayu).</summary>
    private bool Begin(AddressKind found)
    {
        if (group is not null && nameEmpty && found.Group != AddressGroup.Block) return found.Kind == kind && place == Place.Street;
        lastWord = -1;
        group = found.Group;
        nameEmpty = true;
        if (found.Group == AddressGroup.Admin)
        {
            place = Place.Rest;
            if (rest.Length == 0) restIsNamed = true;
            Raw(rest, found.Kind);
        }
        else if (found.Group != AddressGroup.Block && !hasMain && street.Length == 0)
        {
            place = Place.Street;
            kind = found.Kind;
            hasMain = true;
        }
        else
        {
            place = Place.Within;
            Raw(within, found.Kind);
        }
        return true;
    }

    /// <summary>The code of a block: one word, a letter with a number, and the house number that may follow it after a slash.</summary>
    private int Block(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, int p, int end)
    {
        Append(buffer[pieces[p].Start..pieces[end - 1].End], dotted: false);
        group = null;
        place = hasMain || street.Length > 0 ? Place.Rest : Place.Street;
        nameEmpty = place == Place.Street;
        var next = end;
        if (next < pieces.Length && pieces[next] is { Kind: PieceKind.Sign, Sign: '/' or '-' or '.' }) next++;
        if (next < pieces.Length && pieces[next].Kind == PieceKind.Digits && (next > end || pieces[next].Spaced) && !Pair(pieces, next))
            return HouseNumber(pieces, buffer, next) is var after and > 0 ? after : end;
        return end;
    }

    private static bool Pair(ReadOnlySpan<Piece> pieces, int p) =>
        p + 2 < pieces.Length && pieces[p + 1] is { Kind: PieceKind.Sign, Sign: '/' } && pieces[p + 2].Kind == PieceKind.Digits;

    private int Digits(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, int p, bool named)
    {
        var text = Text(pieces[p], buffer);
        if (Pair(pieces, p))
        {
            var second = Text(pieces[p + 2], buffer);
            var longer = p + 3 < pieces.Length && (pieces[p + 3] is { Sign: '/' } || (pieces[p + 3].Kind == PieceKind.Letters && !pieces[p + 3].Spaced));
            if (!named && rt == 0 && rw == 0 && !longer && IsNeighbourhood(text, second))
            {
                (rt, rw) = (AddressPieces.Number(text), AddressPieces.Number(second));
                place = Place.Rest;
                group = null;
                return p + 3;
            }
            if (AddressPieces.Number(text) == 0 && AddressPieces.Number(second) == 0) return p + 3;
            if (!longer && number.Length == 0 && HouseNumber(pieces, buffer, p) is var afterPair and > 0) return afterPair;
        }
        var end = p + 1;
        if (group == AddressGroup.Block) return Block(pieces, buffer, p, Glued(pieces, end) ? end + 1 : end);
        // A bare number behind a street's name is the house number, unless one is named, more of the name follows
        // (Jl. 17 Agustus), or it counts kilometres.
        if (group == AddressGroup.Street && !nameEmpty && !numbered && number.Length == 0 && !EndsInKm() && EndsPart(pieces, buffer, Glued(pieces, end) ? end + 1 : end)
            && HouseNumber(pieces, buffer, p) is var after and > 0) return after;
        if (Glued(pieces, end)) end++;
        Append(buffer[pieces[p].Start..pieces[end - 1].End], dotted: false);
        return end;
    }

    private bool EndsInKm() => street.Length > 2 && street[^1] == 'M' && street[^2] == 'K' && street[^3] == ' ';

    private static bool Glued(ReadOnlySpan<Piece> pieces, int p) =>
        p < pieces.Length && pieces[p].Kind == PieceKind.Letters && !pieces[p].Spaced && pieces[p].Length == 1 && pieces[p].Start == pieces[p - 1].End;

    private static bool IsNeighbourhood(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.Length <= 3 && b.Length <= 3 && AddressPieces.Number(a) is >= 1 and < 200 && AddressPieces.Number(b) is >= 1 and < 100;

    private static bool EndsPart(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, int p)
    {
        if (p == pieces.Length || pieces[p].Kind == PieceKind.Sign) return true;
        if (pieces[p].Kind == PieceKind.Digits) return Pair(pieces, p);
        var text = Text(pieces[p], buffer);
        return text is "RT" or "RW" or "RTRW" || AddressLexicon.Kinds.TryGetValue(text, out _);
    }

    /// <summary>Reads RT or RW and, when they are written together, both; returns the piece after them.</summary>
    private int Neighbourhood(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, int p, bool isRt)
    {
        var both = Text(pieces[p], buffer) is "RTRW";
        var next = AddressPieces.SkipSigns(pieces, p + 1);
        if (isRt && next < pieces.Length && pieces[next].Kind == PieceKind.Letters && Text(pieces[next], buffer) is "RW")
        {
            both = true;
            next = AddressPieces.SkipSigns(pieces, next + 1);
        }
        lastWord = -1;
        place = Place.Rest;
        group = null;
        if (next == pieces.Length) return next;
        var first = Value(pieces[next], buffer);
        if (first < 0) return Math.Max(p + 1, both ? next : p + 1);
        var digits = Text(pieces[next], buffer);
        if (isRt && digits.Length is 4 or 6 && pieces[next].Kind == PieceKind.Digits)
        {
            // RT 002001 and RT 0201: both numbers without anything between.
            Keep(AddressPieces.Number(digits[..(digits.Length / 2)]), ref rt);
            Keep(AddressPieces.Number(digits[(digits.Length / 2)..]), ref rw);
            return next + 1;
        }
        if (isRt) Keep(first, ref rt);
        else Keep(first, ref rw);
        var after = next + 1;
        if (!isRt || rw != 0) return after;
        var second = AddressPieces.SkipSigns(pieces, after);
        var parted = second > after && pieces[after].Sign is '/' or '-';
        var padded = second == after && second < pieces.Length && pieces[second] is { Kind: PieceKind.Digits, Length: 3 } && buffer[pieces[second].Start] == '0';
        if (second < pieces.Length && pieces[second].Kind == PieceKind.Digits && (both || parted || padded))
        {
            Keep(Value(pieces[second], buffer), ref rw);
            return second + 1;
        }
        return after;
    }

    private static void Keep(int value, ref int part)
    {
        if (part == 0 && value is > 0 and < 1000) part = value;
    }

    /// <summary>The number in digits or Roman numerals, or -1.</summary>
    private static int Value(Piece piece, ReadOnlySpan<char> buffer) => piece.Kind switch
    {
        PieceKind.Digits => AddressPieces.Number(Text(piece, buffer)),
        PieceKind.Letters when AddressPieces.Roman(Text(piece, buffer)) is var roman and > 0 => roman,
        _ => -1,
    };

    /// <summary>Reads a house number at <paramref name="p"/>: 12, 12A, 12 B, A5, 12/3, 12-14. Returns the piece after it, or 0 when there is none.</summary>
    private int HouseNumber(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer, int p)
    {
        if (p >= pieces.Length) return 0;
        var at = p;
        var lettered = pieces[p].Kind == PieceKind.Letters;
        if (lettered)
        {
            if (pieces[p].Length > 2 || p + 1 >= pieces.Length) return 0;
            at = pieces[p + 1] is { Kind: PieceKind.Sign, Sign: '-' or '/' or '.', Spaced: false } ? p + 2 : p + 1;
            if (at >= pieces.Length || pieces[at].Kind != PieceKind.Digits || pieces[at].Spaced) return 0;
        }
        if (pieces[at].Kind != PieceKind.Digits || pieces[at].Length > 5) return 0;
        if (!lettered && Pair(pieces, at) && pieces[at].Length == 3 && pieces[at + 2].Length == 3 && buffer[pieces[at].Start] == '0' && buffer[pieces[at + 2].Start] == '0'
            && rt == 0 && rw == 0)
        {
            Keep(AddressPieces.Number(Text(pieces[at], buffer)), ref rt);
            Keep(AddressPieces.Number(Text(pieces[at + 2], buffer)), ref rw);
            place = Place.Rest;
            group = null;
            return at + 3;
        }
        var target = number.Length == 0 ? number : rest;
        if (target == rest) Raw(rest, "NO ");
        var start = target.Length;
        if (lettered) target.Append(Text(pieces[p], buffer));
        var digits = Text(pieces[at], buffer).TrimStart('0');
        target.Append(digits.IsEmpty ? "0" : digits);
        var next = at + 1;
        while (next < pieces.Length)
        {
            var sign = pieces[next] is { Kind: PieceKind.Sign, Sign: '/' or '-', Spaced: false };
            var part = sign ? next + 1 : next;
            if (part >= pieces.Length || (sign && pieces[part].Spaced)) break;
            if (pieces[part].Kind == PieceKind.Letters && pieces[part].Length == 1 && char.IsAscii(buffer[pieces[part].Start]) && !HasDigitsGlued(pieces, part)
                && (!pieces[part].Spaced || EndsPart(pieces, buffer, part + 1)))
                target.Append(buffer[pieces[part].Start]);
            else if (sign && pieces[part].Kind == PieceKind.Digits && pieces[part].Length <= 4)
                target.Append(pieces[next].Sign).Append(Text(pieces[part], buffer));
            else
                break;
            next = part + 1;
        }
        if (target == number && number.Length == 1 && number[0] == '0') number.Clear();
        lastWord = -1;
        place = Place.Rest;
        group = null;
        return next;
    }

    private static bool HasDigitsGlued(ReadOnlySpan<Piece> pieces, int p) =>
        p + 1 < pieces.Length && pieces[p + 1].Kind == PieceKind.Digits && !pieces[p + 1].Spaced;

    private void Append(ReadOnlySpan<char> word, bool dotted)
    {
        var target = place switch { Place.Street => street, Place.Within => within, _ => rest };
        nameEmpty = false;
        if (AddressLexicon.Words.TryGetValue(word, out var canonical) && (dotted || !canonical.NeedsDot)) word = canonical.Canonical;
        if (lastWord >= 0 && target.Length - lastWord + word.Length < 40)
        {
            Span<char> phrase = stackalloc char[48];
            var length = target.Length - lastWord;
            target.CopyTo(lastWord, phrase, length);
            phrase[length] = ' ';
            word.CopyTo(phrase[(length + 1)..]);
            if (AddressLexicon.Words.TryGetValue(phrase[..(length + 1 + word.Length)], out var whole))
            {
                target.Length = lastWord;
                target.Append(whole.Canonical);
                return;
            }
        }
        if (target.Length > 0) target.Append(' ');
        lastWord = target.Length;
        target.Append(word);
    }

    private static void Raw(StringBuilder target, string word)
    {
        if (target.Length > 0) target.Append(' ');
        target.Append(word);
    }

    private Address Compose()
    {
        line.Clear();
        Add(kind);
        AddParts(street);
        AddParts(within);
        if (number.Length > 0)
        {
            Add("NO");
            AddParts(number);
        }
        var (rtText, rwText) = (Three(rt), Three(rw));
        if (rt > 0)
        {
            Add("RT");
            Add(rtText);
        }
        if (rw > 0)
        {
            Add("RW");
            Add(rwText);
        }
        if (rest.Length > 0 && line.Length > 0 && number.Length + rt + rw == 0 && !restIsNamed) line.Append(',');
        AddParts(rest);
        if (line.Length == 0) return Address.Empty;
        return new Address
        {
            Kind = kind,
            StreetName = street.ToString(),
            Within = within.Length == 0 ? "" : within.ToString(),
            Number = number.Length == 0 ? "" : number.ToString(),
            Rt = rtText,
            Rw = rwText,
            Rest = rest.Length == 0 ? "" : rest.ToString(),
            Standard = line.ToString(),
        };
    }

    private void Add(string text)
    {
        if (text.Length > 0) Raw(line, text);
    }

    private void AddParts(StringBuilder text)
    {
        if (text.Length == 0) return;
        if (line.Length > 0) line.Append(' ');
        line.Append(text);
    }

    private static readonly string[] ThreeDigits = Enumerable.Range(0, 1000).Select(n => n.ToString("D3", CultureInfo.InvariantCulture)).ToArray();

    private static string Three(int number) => number == 0 ? "" : ThreeDigits[number];
}
