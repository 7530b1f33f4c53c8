using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SatuPintu.Dashboard.Keeping;

/// <summary>What is counted of persons by variable: sex, age group and values, under numbers that many share.</summary>
internal sealed class PersonTraits
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(string Sex, string Age, bool HeadsFamily, (string Variable, string Value)[] Values)> kinds = [];
    private readonly List<int> ofPerson = [];
    private readonly byte[][] names = [.. Variables.OfElements.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The number of the kind of a person: those of one kind have the same sex, age group and values.</summary>
    public int KindOf(int person) => ofPerson[person];

    /// <summary>What those of a kind are.</summary>
    public (string Sex, string Age, bool HeadsFamily, (string Variable, string Value)[] Values) this[int kind] => kinds[kind];

    /// <summary>Takes the next person.</summary>
    /// <param name="sex">The sex; null where it is not known.</param>
    /// <param name="born">The date of birth; null where it is not known.</param>
    /// <param name="relation">The relation to the head of the family.</param>
    /// <param name="elements">The other elements, as the registry keeps them.</param>
    /// <param name="day">The day by which ages are told.</param>
    public void Add(string? sex, DateOnly? born, string? relation, string elements, DateOnly day)
    {
        var (age, heads) = (Variables.AgeOf(born, day), relation == "Kepala Keluarga");
        var values = Values(elements);
        var key = string.Join('\u001f', values.Prepend(heads ? "1" : "0").Prepend(age).Prepend(sex ?? "?"));
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        if (!known)
        {
            number = kinds.Count;
            kinds.Add((sex ?? "?", age, heads, [.. Variables.OfElements.Select((v, i) => (v, values[i])).Where(v => v.Item2.Length > 0)]));
        }
        ofPerson.Add(number);
    }

    private string[] Values(string elements)
    {
        var values = new string[names.Length];
        Array.Fill(values, "");
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(elements));
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            var at = -1;
            for (var i = 0; i < names.Length && at < 0; i++)
                if (json.ValueTextEquals(names[i])) at = i;
            json.Read();
            if (at >= 0 && json.TokenType == JsonTokenType.String) values[at] = json.GetString()!;
        }
        return values;
    }
}
