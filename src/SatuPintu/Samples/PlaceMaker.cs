using System.Text.Json;
using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>Makes homes: each village has its own hamlets with their RW and RT, and its own streets.</summary>
internal sealed class PlaceMaker
{
    private readonly ulong seed;
    private readonly string[] heads, tails, streets;
    private readonly Dictionary<string, (Quarter[] Quarters, string[] Streets)> villages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> aliases;

    internal PlaceMaker(JsonElement places, ulong seed)
    {
        this.seed = seed;
        heads = Words(places, "hamlet_heads");
        tails = Words(places, "hamlet_tails");
        streets = Words(places, "streets");
        aliases = places.GetProperty("district_aliases").GetProperty("names").EnumerateObject().ToDictionary(a => a.Name, a => a.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>A hamlet with its RW, and the number of RT in each.</summary>
    private sealed record Quarter(string Name, int Rw, int Rts);

    /// <summary>What the lists call a district.</summary>
    internal string Called(Area district) => aliases.GetValueOrDefault(district.Code, district.Name);

    /// <summary>Lays out villages; after that, homes may be made from any thread.</summary>
    internal void LayOut(IEnumerable<Area> all)
    {
        foreach (var village in all) villages[village.Code] = Lay(village);
    }

    /// <summary>A home in a village that was laid out.</summary>
    internal Home Make(Chance chance, Area village)
    {
        var plan = villages[village.Code];
        var quarter = plan.Quarters[Math.Min(chance.Below(plan.Quarters.Length), chance.Below(plan.Quarters.Length))];
        var street = chance.Hit(0.28);
        return new Home(village, street ? chance.Of(plan.Streets) : quarter.Name, street,
            chance.Hit(street ? 0.85 : 0.2) ? 1 + Math.Min(chance.Below(220), chance.Below(220)) : 0,
            chance.From(1, quarter.Rts), quarter.Rw);
    }

    private (Quarter[], string[]) Lay(Area village)
    {
        var chance = new Chance(seed, 3, ulong.Parse(village.Code));
        var quarters = new List<Quarter>();
        var rws = chance.From(4, 9);
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var rw = 1; rw <= rws; rw++)
            for (var i = chance.From(1, 3); i > 0; i--)
            {
                var name = chance.Hit(0.6) ? $"{chance.Of(heads)} {chance.Of(tails)}" : chance.Of(heads);
                if (chance.Hit(0.06)) name = village.Name.ToUpperInvariant();
                if (used.Add(name)) quarters.Add(new Quarter(name, rw, chance.From(2, 7)));
            }
        chance.Shuffle(quarters);
        return ([.. quarters], [.. Enumerable.Range(0, chance.From(3, 7)).Select(_ => chance.Of(streets)).Distinct()]);
    }

    private static string[] Words(JsonElement places, string name) => [.. places.GetProperty(name).EnumerateArray().Select(w => w.GetString()!)];
}
