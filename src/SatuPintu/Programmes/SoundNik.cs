using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Programmes;

/// <summary>Which records have a NIK that may be compared between lists: of sound structure, and not the number of a family card.</summary>
internal sealed class SoundNik
{
    private readonly GoldenPersons persons;
    private readonly ElementPool birth;
    private readonly ElementPool card;
    private readonly bool[] sound;
    private readonly bool[] isCard;

    private SoundNik(GoldenPersons persons, ElementPool birth, ElementPool card, bool[] sound, bool[] isCard)
    {
        this.persons = persons;
        this.birth = birth;
        this.card = card;
        this.sound = sound;
        this.isCard = isCard;
    }

    /// <summary>
    /// Whether the NIK of a record counts. A number that is also some family's card does not when it stands as such in the same
    /// record, or when neither day, month nor year of the birth date beside it is the one inside it: a slip in a birth date leaves
    /// some of it right.
    /// </summary>
    public bool this[RecordRef record]
    {
        get
        {
            var code = persons.Nik[record];
            if (!sound[code]) return false;
            if (!isCard[code]) return true;
            var nik = persons.Nik.Values[code];
            if (card.Values[card[record]] == nik) return false;
            var date = birth.Values[birth[record]];
            return date.Length != 10 || IdentityNumber.SharesBirth(nik, date);
        }
    }

    /// <summary>Looks at each NIK of the lists once.</summary>
    public static SoundNik Of(GoldenPersons persons)
    {
        var niks = persons.Nik.Values;
        var card = persons.PoolOf(Elements.FamilyCard);
        var cards = card.Values.ToHashSet(StringComparer.Ordinal);
        var sound = new bool[niks.Length];
        var isCard = new bool[niks.Length];
        for (var code = 1; code < niks.Length; code++)
        {
            sound[code] = Nik.Read(niks[code]).IsValid;
            isCard[code] = sound[code] && cards.Contains(niks[code]);
        }
        return new SoundNik(persons, persons.PoolOf(Elements.DateOfBirth), card, sound, isCard);
    }
}
