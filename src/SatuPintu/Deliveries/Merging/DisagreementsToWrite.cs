using System.Text.Json;
using SatuPintu.People;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Merging;

/// <summary>What the records of a person disagree on.</summary>
/// <param name="Elements">The elements.</param>
/// <param name="Said">By element what each record says, in the order of the person's origins; null where it says nothing. As JSON.</param>
internal sealed record PersonDisagreement(string[] Elements, string Said);

/// <summary>Finds where the records of persons disagree, so that it stands sealed beside each person: the rows themselves are open to none but those who work on deliveries.</summary>
internal sealed class DisagreementsToWrite : IDisposable
{
    private readonly GoldenPersons persons;
    private readonly FieldCipher cipher;
    // By person, the first of its disagreements.
    private readonly int[] first;

    public DisagreementsToWrite(GoldenPersons persons, KeyRing keys)
    {
        this.persons = persons;
        cipher = new FieldCipher(keys, "person.disagreement");
        first = new int[persons.Count + 1];
        foreach (var disagreement in persons.Disagreements) first[disagreement.Entity + 1]++;
        for (var i = 0; i < persons.Count; i++) first[i + 1] += first[i];
    }

    /// <summary>Those of a person; null where its records agree.</summary>
    public PersonDisagreement? Of(int entity)
    {
        if (first[entity] == first[entity + 1]) return null;
        var members = persons.Linked.Members(entity).ToArray();
        var said = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        for (var i = first[entity]; i < first[entity + 1]; i++)
        {
            var element = persons.AllElements[persons.Disagreements[i].Element];
            said.Add(element, Array.ConvertAll(members, m => persons.ValueIn(element, m) is { Length: > 0 } value ? value : null));
        }
        return new PersonDisagreement([.. said.Keys], JsonSerializer.Serialize(said));
    }

    /// <summary>Seals what the records say.</summary>
    public byte[] Seal(PersonDisagreement disagreement, ReadOnlySpan<byte> person) => cipher.Encrypt(disagreement.Said, person);

    /// <summary>Lets keys go.</summary>
    public void Dispose() => cipher.Dispose();
}
