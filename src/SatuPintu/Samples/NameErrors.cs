using System.Text.Json;

namespace SatuPintu.Samples;

/// <summary>What happens to a name on its way into a list.</summary>
internal sealed class NameErrors
{
    private readonly Dictionary<string, string[]> nicknames, abbreviations;
    private readonly (string From, string To)[] sounds, oldSpelling;
    private readonly string[] before, degrees;
    private readonly Func<Chance, bool, string> another;

    /// <param name="names">The file of names.</param>
    /// <param name="another">Makes the name of someone else of the sex.</param>
    internal NameErrors(JsonElement names, Func<Chance, bool, string> another)
    {
        nicknames = Variants(names, "nicknames");
        abbreviations = Variants(names, "abbreviations");
        sounds = Pairs(names, "pairs");
        oldSpelling = Pairs(names, "old");
        before = Words(names.GetProperty("titles"), "before");
        degrees = Words(names.GetProperty("titles"), "degrees");
        this.another = another;
    }

    /// <summary>The name as a list has it; in capitals.</summary>
    internal string Write(Chance chance, NoiseModel.Errors errors, Person person)
    {
        var name = person.Name;
        for (var i = errors.Next(chance, 0); i >= 0; i = errors.Next(chance, i + 1))
            name = Apply(chance, errors.Kinds[i], name, person);
        return name;
    }

    private string Apply(Chance chance, string kind, string name, Person person)
    {
        var words = name.Split(' ');
        switch (kind)
        {
            case "insert": return TextErrors.Insert(chance, name);
            case "delete": return TextErrors.Delete(chance, name);
            case "substitute": return TextErrors.Substitute(chance, name);
            case "transpose": return TextErrors.Transpose(chance, name);
            case "sound": return Respell(chance, name, sounds, bothWays: true);
            case "old_spelling": return Respell(chance, name, oldSpelling, bothWays: false);
            case "abbreviation": return Swap(chance, words, abbreviations);
            case "nickname": return words.Length == 1 || chance.Hit(0.5) ? Swap(chance, words, nicknames) : Swap(chance, [words[0]], nicknames);
            case "initial":
                if (words.Length > 1) words[^1] = words[^1][..1] + (chance.Hit(0.6) ? "." : "");
                return string.Join(' ', words);
            case "title_before": return $"{Title(chance, person)} {name}";
            case "degree_after": return chance.Hit(0.5) ? $"{name}, {chance.Of(degrees)}" : $"{name} {chance.Of(degrees)}";
            case "bin": return WithFather(chance, name, person);
            case "dropped_word":
                if (words.Length == 1) return name;
                var drop = chance.Hit(0.75) ? words.Length - 1 : chance.Below(words.Length);
                return string.Join(' ', words.Where((_, i) => i != drop));
            case "added_word": return $"{name} {another(chance, person.Male).Split(' ')[^1]}";
            case "glued":
                if (words.Length == 1) return name;
                var glue = chance.Below(words.Length - 1);
                return string.Concat(words.Select((w, i) => i == words.Length - 1 || i == glue ? w : w + " "));
            case "split":
                var at = name.Length > 7 ? chance.From(3, name.Length - 4) : 0;
                return at == 0 || name[at] == ' ' || name[at - 1] == ' ' ? name : name.Insert(at, " ");
            case "reordered":
                return words.Length == 1 ? name : string.Join(' ', words[1..].Append(words[0]));
            case "stray_mark": return Mark(chance, name);
            case "other_name": return another(chance, person.Male);
            case "missing": return "";
            default: throw new InvalidDataException($"noise.json: '{kind}' is no error of a name.");
        }
    }

    private string Title(Chance chance, Person person)
    {
        for (var tries = 0; tries < 6; tries++)
        {
            var title = chance.Of(before);
            var woman = title is "HJ." or "IBU" or "NY.";
            var either = title is "DRS." or "IR." or "SDR.";
            if ((woman != person.Male || either) && person.Born.Year < 2003) return title;
        }
        return person.Male ? "SDR." : "SDRI.";
    }

    private static string WithFather(Chance chance, string name, Person person)
    {
        var father = person.Role == Role.Child && person.Family.Head.Male ? person.Family.Head.Name.Split(' ')[0] : null;
        father ??= chance.Of((string[])["SARKI", "AHMAD", "KARTA", "SALEH", "UMAR", "MADSURI", "SUPARMAN", "JASIM", "H. ALI", "HASAN"]);
        var link = (person.Male, chance.Below(3)) switch { (true, 0) => "B.", (true, _) => "BIN", (false, 0) => "BTI", _ => "BINTI" };
        return $"{name} {link} {father}";
    }

    private static string Mark(Chance chance, string name) => chance.Below(5) switch
    {
        0 => name.Insert(chance.From(1, name.Length), "'"),
        1 => name + ".",
        2 => name.Replace(" ", "  ", StringComparison.Ordinal),
        3 => " " + name,
        _ => name.Replace(' ', '-'),
    };

    private static string Swap(Chance chance, string[] words, Dictionary<string, string[]> variants)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!variants.TryGetValue(words[i], out var known)) continue;
            words[i] = chance.Of(known);
            break;
        }
        return string.Join(' ', words);
    }

    private static string Respell(Chance chance, string name, (string From, string To)[] pairs, bool bothWays)
    {
        for (var tries = 0; tries < 12; tries++)
        {
            var (from, to) = chance.Of(pairs);
            if (bothWays && chance.Hit(0.5)) (from, to) = (to, from);
            var at = name.IndexOf(from, Math.Min(1, name.Length), StringComparison.Ordinal);
            if (at < 0) at = name.StartsWith(from, StringComparison.Ordinal) ? 0 : -1;
            if (at >= 0) return $"{name[..at]}{to}{name[(at + from.Length)..]}";
        }
        return name;
    }

    private static Dictionary<string, string[]> Variants(JsonElement names, string list) =>
        names.GetProperty(list).EnumerateObject().ToDictionary(v => v.Name, v => v.Value.EnumerateArray().Select(w => w.GetString()!).ToArray(), StringComparer.Ordinal);

    private static (string, string)[] Pairs(JsonElement names, string list) =>
        [.. names.GetProperty("sounds").GetProperty(list).EnumerateArray().Select(p => (p[0].GetString()!, p[1].GetString()!))];

    private static string[] Words(JsonElement parent, string list) => [.. parent.GetProperty(list).EnumerateArray().Select(w => w.GetString()!)];
}
