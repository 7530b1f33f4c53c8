using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SatuPintu.Sources;

namespace SatuPintu.Dashboard.Keeping;

/// <summary>What is counted of persons by variable: sex, age group and values, under numbers that many share.</summary>
internal sealed class PersonTraits
{
    private static readonly string[] Read = [.. Variables.OfElements.Select(v => v.Element).Append(Elements.EmploymentStatus).Distinct(StringComparer.Ordinal)];
    private static readonly byte[][] Names = [.. Read.Select(Encoding.UTF8.GetBytes)];
    private static readonly (int Element, CountedOf Of)[] Counts = [.. Variables.OfElements.Select(v => (Place(v.Element), v.Of))];
    private static readonly (int Attendance, int Working, int Status) Places = (Place(Elements.SchoolAttendance), Place(Elements.Working), Place(Elements.EmploymentStatus));
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(string Sex, string Age, bool HeadsFamily, (string Variable, string Value)[] Values)> kinds = [];
    private readonly List<int> ofPerson = [];

    /// <summary>The number of the kind of a person: those of one kind have the same sex, age group and values.</summary>
    public int KindOf(int person) => ofPerson[person];

    /// <summary>What those of a kind are.</summary>
    public (string Sex, string Age, bool HeadsFamily, (string Variable, string Value)[] Values) this[int kind] => kinds[kind];

    /// <summary>Takes the next person.</summary>
    /// <param name="sex">The sex; null where it is not known.</param>
    /// <param name="born">The date of birth; null where it is not known.</param>
    /// <param name="relation">The relation to the head of the family.</param>
    /// <param name="said">The other elements, as the registry keeps them.</param>
    /// <param name="day">The day by which ages are told.</param>
    public void Add(string? sex, DateOnly? born, string? relation, string said, DateOnly day)
    {
        var (years, heads) = (Variables.YearsOf(born, day), relation == "Kepala Keluarga");
        var (age, values) = (Variables.AgeOf(years), Counted(Values(said), heads, years));
        var key = string.Join('\u001f', values.Prepend(heads ? "1" : "0").Prepend(age).Prepend(sex ?? "?"));
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        if (!known)
        {
            number = kinds.Count;
            kinds.Add((sex ?? "?", age, heads, [.. Variables.OfElements.Select((v, i) => (v.Id, values[i])).Where(v => v.Item2.Length > 0)]));
        }
        ofPerson.Add(number);
    }

    /// <summary>What somebody is counted under, by variable; empty where it is not known or not counted of them.</summary>
    private static string[] Counted(string[] said, bool heads, int? years)
    {
        if (said[Places.Working].Length == 0 && said[Places.Status].Length > 0) said[Places.Working] = said[Places.Status] == "Tidak bekerja" ? "false" : "true";
        return [.. Counts.Select(c => IsCounted(c.Of) ? said[c.Element] : "")];

        bool IsCounted(CountedOf of) => of switch
        {
            CountedOf.Heads => heads,
            CountedOf.Adults => years is >= 18 and <= 60,
            CountedOf.Pupils => said[Places.Attendance] == "Masih bersekolah",
            _ => true,
        };
    }

    private static string[] Values(string said)
    {
        var values = new string[Read.Length];
        Array.Fill(values, "");
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(said));
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            var at = -1;
            for (var i = 0; i < Names.Length && at < 0; i++)
                if (json.ValueTextEquals(Names[i])) at = i;
            json.Read();
            if (at >= 0 && json.TokenType == JsonTokenType.String) values[at] = json.GetString()!;
        }
        return values;
    }

    private static int Place(string element) => Array.IndexOf(Read, element);
}
