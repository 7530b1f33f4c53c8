using System.Text.Json;

namespace SatuPintu.Samples;

/// <summary>How people live and where their records lie, from <c>noise.json</c>; these are not scaled by noise.</summary>
internal sealed record Structure
{
    public double Twins { get; init; }
    public double FatherSonOneName { get; init; }
    public double SecondNameOfFather { get; init; }
    public double SharedHome { get; init; }
    public double MovedWithinDistrict { get; init; }
    public double MovedAcrossDistricts { get; init; }
    public double NewFamilyCard { get; init; }
    public IReadOnlyDictionary<string, double> Doubles { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
    public double DoubleHasOtherHome { get; init; }
    public double DoubleIsExactCopy { get; init; }
    public double InDtksHead { get; init; }
    public double InDtksOther { get; init; }
    public double InP3keMember { get; init; }
    public double InP3keWhenNotDtks { get; init; }
    public double OverlapShare { get; init; }
    public double OverlapShareSpread { get; init; }
    public double[] P3keNikOutsideOverlap { get; init; } = [];
    public double OutsideFamilies { get; init; }
    public double InAdminduk { get; init; }
    public double DeadHeadNamed { get; init; }
    public IReadOnlyDictionary<string, double> Pkh { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
    public IReadOnlyDictionary<string, double> Bpnt { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
    public IReadOnlyDictionary<string, double> Pbi { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

/// <summary>How often each kind of error strikes a cell of one list, at the noise asked for.</summary>
internal sealed class NoiseModel
{
    private const double Most = 0.9;

    /// <summary>Reads the rates of one list.</summary>
    /// <exception cref="InvalidDataException">A rate is no share.</exception>
    internal NoiseModel(JsonElement file, string list, double noise)
    {
        var factors = file.GetProperty("factors").TryGetProperty(list, out var named) ? named : default;
        var errors = file.GetProperty("errors");
        Nik = Group("nik");
        FamilyCard = Group("family_card");
        Name = Group("name");
        Date = Group("date");
        DateForm = Group("date_form");
        Sex = Group("sex");
        PlaceOfBirth = Group("place_of_birth");
        Marital = Group("marital");
        Address = Group("address");
        VillageName = Group("village_name");
        VillageCode = Group("village_code");
        DistrictName = Group("district_name");
        Relation = Group("relation");
        Age = Group("age");
        HeadName = Group("head_name");
        Housing = Group("housing");
        Decile = Group("decile");
        Update = Group("update");

        Errors Group(string name)
        {
            var factor = factors.ValueKind == JsonValueKind.Object && factors.TryGetProperty(name, out var f) ? f.GetDouble() : 1;
            return new Errors(name, errors.GetProperty(name), factor * noise);
        }
    }

    // Looked up once and not for each of some ten million cells.
    internal Errors Nik { get; }
    internal Errors FamilyCard { get; }
    internal Errors Name { get; }
    internal Errors Date { get; }
    internal Errors DateForm { get; }
    internal Errors Sex { get; }
    internal Errors PlaceOfBirth { get; }
    internal Errors Marital { get; }
    internal Errors Address { get; }
    internal Errors VillageName { get; }
    internal Errors VillageCode { get; }
    internal Errors DistrictName { get; }
    internal Errors Relation { get; }
    internal Errors Age { get; }
    internal Errors HeadName { get; }
    internal Errors Housing { get; }
    internal Errors Decile { get; }
    internal Errors Update { get; }

    /// <summary>The kinds of error of one group of cells with their rates.</summary>
    internal sealed class Errors
    {
        private readonly string[] kinds;
        private readonly double[] rates;
        private readonly double[] upTo;

        internal Errors(string group, JsonElement kindRates, double factor)
        {
            var entries = kindRates.EnumerateObject().ToArray();
            kinds = Array.ConvertAll(entries, e => e.Name);
            rates = Array.ConvertAll(entries, e => e.Value.GetDouble());
            if (rates.Any(r => r is < 0 or > 1 or double.NaN)) throw new InvalidDataException($"A rate of '{group}' in noise.json is not a share.");
            var sum = rates.Sum() * factor;
            for (var i = 0; i < rates.Length; i++) rates[i] = Math.Min(Most, rates[i] * factor);
            // Only one kind strikes a cell, so that the kinds together stay below certainty however loud the noise.
            var shrink = sum > Most ? Most / sum : 1;
            upTo = new double[rates.Length];
            var total = 0.0;
            for (var i = 0; i < rates.Length; i++) upTo[i] = total += rates[i] * shrink;
        }

        /// <summary>The kinds, in the order of the file.</summary>
        internal IReadOnlyList<string> Kinds => kinds;

        /// <summary>The rate of one kind.</summary>
        internal double Rate(string kind) => rates[Array.IndexOf(kinds, kind)];

        /// <summary>At most one kind of error; null for a sound cell.</summary>
        internal string? One(Chance chance)
        {
            var at = chance.Share();
            if (upTo.Length == 0 || at >= upTo[^1]) return null;
            for (var i = 0; i < upTo.Length; i++)
                if (at < upTo[i]) return kinds[i];
            return null;
        }

        /// <summary>The next kind that strikes from place <paramref name="from"/> on, each by itself; −1 when no more does.</summary>
        internal int Next(Chance chance, int from)
        {
            for (var i = from; i < rates.Length; i++)
                if (chance.Hit(rates[i])) return i;
            return -1;
        }
    }
}
