namespace SatuPintu.Samples;

/// <summary>How a list writes an address.</summary>
internal static class AddressForms
{
    private static readonly string[] Town = ["LINK.", "LINK.", "LINGK.", "LINGKUNGAN", "LINK", "KP."];
    private static readonly string[] Country = ["KP.", "KP.", "KAMPUNG", "KP", "DUSUN", "DSN."];
    private static readonly string[] Street = ["JL.", "JL.", "JLN.", "JALAN", "JL", "JLN"];
    private static readonly string[] Lane = ["GG.", "GANG"];

    /// <summary>An address in capitals, in one of many forms.</summary>
    internal static string Write(Chance chance, NoiseModel noise, Home home)
    {
        var errors = noise.Address;
        if (chance.Hit(errors.Rate("missing"))) return chance.Hit(0.5) ? "" : "-";
        var kinds = home.IsStreet ? Street : home.Village.Code[6] == '1' ? Town : Country;
        if (home.IsStreet && chance.Hit(0.04)) kinds = Lane;
        var name = chance.Hit(errors.Rate("typo")) ? TextErrors.Typo(chance, home.Hamlet) : home.Hamlet;
        var text = chance.Hit(errors.Rate("other_words")) ? Other(chance, home, name) : $"{chance.Of(kinds)} {name}";
        if (home.Number > 0 && !chance.Hit(errors.Rate("no_number"))) text += Number(chance, home.Number);
        if (home.Rt > 0 && !chance.Hit(errors.Rate("no_rt_rw"))) text += " " + RtRw(chance, home.Rt, home.Rw);
        return text;
    }

    private static string Other(Chance chance, Home home, string name) => chance.Below(4) switch
    {
        0 => name,
        1 => $"PERUM {name}",
        2 => $"{name} KEL. {home.Village.Name.ToUpperInvariant()}",
        _ => $"KOMP. {name} BLOK {(char)('A' + chance.Below(8))}{chance.From(1, 20)}",
    };

    private static string Number(Chance chance, int number) => chance.Below(5) switch
    {
        0 => $" NO {number}",
        1 => $" NO.{number}",
        2 => $" NOMOR {number}",
        _ => $" NO. {number}",
    };

    private static string RtRw(Chance chance, int rt, int rw) => chance.Below(9) switch
    {
        0 => $"RT.{rt}/RW.{rw}",
        1 => $"RT {rt:00} RW {rw:00}",
        2 => $"{rt:000}/{rw:000}",
        3 => $"{rt:00}/{rw:00}",
        4 => $"RT.{rt:000}/{rw:000}",
        5 => $"RT {rt}/{rw}",
        6 => $"RT/RW {rt:000}/{rw:000}",
        _ => $"RT {rt:000} RW {rw:000}",
    };
}
