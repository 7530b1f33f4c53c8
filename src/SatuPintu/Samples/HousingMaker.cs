namespace SatuPintu.Samples;

/// <summary>What a house is like; the poorer the family, the poorer the house, with much chance in it.</summary>
internal sealed class HousingMaker((double Lat, double Lon)? centre)
{
    private static readonly string[] Ownerships = ["Milik sendiri", "Menumpang", "Kontrak"];
    private static readonly string[] Roofs = ["Genteng", "Asbes", "Seng", "Rumbia"];
    private static readonly string[] Floors = ["Keramik", "Semen", "Papan", "Tanah"];
    private static readonly string[] Walls = ["Tembok", "Kayu", "Bambu"];
    private static readonly string[] Lightings = ["1300", "900", "450", "Tanpa meteran"];
    private static readonly string[] Fuels = ["Gas 3kg", "Minyak tanah", "Kayu"];

    internal Housing Make(Chance chance, Home home, int decile)
    {
        var poverty = Math.Clamp((6 - decile) / 6.0, 0.05, 0.95);
        // A village lies within some two kilometres of a point its code gives; a map of a made town needs no more.
        var code = new Chance(7, ulong.Parse(home.Village.Code));
        var lat = centre?.Lat - 0.06 + (code.Share() * 0.12) + chance.Between(-0.012, 0.012);
        var lon = centre?.Lon - 0.06 + (code.Share() * 0.12) + chance.Between(-0.012, 0.012);
        return new Housing(chance.Hit(0.9 - (0.55 * poverty)), chance.Hit(0.88 - (0.55 * poverty)), Pick(chance, Ownerships, poverty * 0.7),
            Pick(chance, Roofs, poverty), Pick(chance, Floors, poverty), Pick(chance, Walls, poverty * 0.8),
            Math.Max(9, 72 - (int)(poverty * 40) + chance.From(-18, 18)), Pick(chance, Lightings, 0.3 + (poverty * 0.5)), Pick(chance, Fuels, poverty * 0.7),
            1000 * Math.Max(150, 2600 - (int)(poverty * 1900) + chance.From(-500, 500)), chance.Hit(0.6 - (0.5 * poverty)), chance.Hit(0.1 + (0.25 * poverty)), lat, lon);
    }

    private static string Pick(Chance chance, string[] fromBestToWorst, double badness)
    {
        var at = (badness * fromBestToWorst.Length * 0.9) + chance.Between(-1.1, 1.1);
        return fromBestToWorst[Math.Clamp((int)at, 0, fromBestToWorst.Length - 1)];
    }
}
