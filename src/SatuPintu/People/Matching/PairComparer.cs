
using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Model;

namespace SatuPintu.People.Matching;

/// <summary>
/// Compares two records field by field and packs the levels into a pattern. The order of the levels is that of
/// <c>linkage-model.json</c>, which a test holds equal to <see cref="Fields"/>.
/// </summary>
/// <remarks>
/// Each comparer keeps a cache of name pairs of its own, so that one is made for each thread: most of the time goes into names,
/// and the same pair of names comes up again and again.
/// </remarks>
internal sealed class PairComparer
{
    /// <summary>The comparisons in the order of the model file.</summary>
    public static readonly IReadOnlyList<string> Fields =
        ["name", "birth_date", "sex_and_relation", "identity_number", "identity_number_other_birth", "address", "head", "dwelling", "family_card", "family_members"];

    /// <summary>Place of the comparison whose level the family pass sets.</summary>
    public const int FamilyMembers = 9;

    /// <summary>Place of the comparison of NIK where the dates of birth are equal.</summary>
    public const int IdentityNumber = 3;

    private const int IdentityNumberOtherBirth = 4;
    private const int DifferentName = 22;
    private const int FewestDwellingAttributes = 3;
    private const int CacheBits = 16;
    private readonly PersonRecords records;
    private readonly PatternLayout layout;
    private readonly (int A, int B, byte Level)[] nameCache = new (int, int, byte)[1 << CacheBits];
    private readonly (int A, int B, byte Level)[] headCache = new (int, int, byte)[1 << CacheBits];
    private readonly (int A, int B, NameAgreement Agreement)[] streetCache = new (int, int, NameAgreement)[1 << CacheBits];

    public PairComparer(PersonRecords records, PatternLayout layout)
    {
        this.records = records;
        this.layout = layout;
    }

    /// <summary>How patterns are packed.</summary>
    public PatternLayout Layout => layout;

    /// <summary>The pattern of a pair; the level of the family pass stays missing.</summary>
    public long Compare(int a, int b)
    {
        ref readonly var x = ref records.Rows[a];
        ref readonly var y = ref records.Rows[b];
        var pattern = layout.With(0, 0, NameLevel(x.Name, y.Name));
        var date = DateLevel(x, y);
        pattern = layout.With(pattern, 1, date);
        pattern = layout.With(pattern, 2, SexAndRelationLevel(x, y));
        // A NIK holds the date of birth: what it adds is another thing where the dates agree already.
        pattern = layout.With(pattern, date is 1 or 2 ? IdentityNumber : IdentityNumberOtherBirth, (int)Agreement(x, y));
        pattern = layout.With(pattern, 5, AddressLevel(x, y));
        pattern = layout.With(pattern, 6, HeadLevel(x, y));
        pattern = layout.With(pattern, 7, DwellingLevel(x.Dwelling, y.Dwelling));
        return layout.With(pattern, 8, FamilyCardLevel(x.FamilyCard, y.FamilyCard));
    }

    /// <summary>
    /// Whether a pair can be passed over without comparing the rest: no word of the names answers, and neither NIK, family card nor
    /// street speaks for it. Should the two be one person all the same, the family pass brings them back.
    /// </summary>
    public bool Hopeless(int a, int b)
    {
        ref readonly var x = ref records.Rows[a];
        ref readonly var y = ref records.Rows[b];
        return x.Name != 0 && y.Name != 0 && (x.FamilyCard == 0 || x.FamilyCard != y.FamilyCard) && (x.Nik == 0 || x.Nik / 10 != y.Nik / 10)
            && (x.Street != y.Street || x.Village != y.Village) && NameLevel(x.Name, y.Name) == DifferentName;
    }

    /// <summary>How the NIK of two records agree.</summary>
    public NumberAgreement NikAgreement(int a, int b) => Agreement(records.Rows[a], records.Rows[b]);

    private static NumberAgreement Agreement(in PersonRow x, in PersonRow y)
    {
        var agreement = IdentityNumbers.Compare(x.Nik, x.NikWhole, y.Nik, y.NikWhole);
        // Where each NIK bears out the birthday beside it and the birthdays differ, that is no slip: strangers born a day apart
        // have NIK one digit apart.
        return agreement == NumberAgreement.Slip && x.NikFitsBirth && y.NikFitsBirth && x.BirthDate != y.BirthDate ? NumberAgreement.Different : agreement;
    }

    /// <summary>The level of two names, by their numbers.</summary>
    internal int NameLevel(int x, int y)
    {
        if (x == 0 || y == 0) return 0;
        if (x > y) (x, y) = (y, x);
        ref var cached = ref nameCache[Slot(x, y)];
        if (cached.A == x && cached.B == y) return cached.Level;
        var level = LevelOfName(records.Names.Compare(x, y));
        cached = (x, y, (byte)level);
        return level;
    }

    /// <summary>The level of the name comparison: how the names agree, and how rare what they share is (in bits).</summary>
    internal static int LevelOfName(NameComparison comparison)
    {
        var bits = comparison.Information;
        return comparison.Agreement switch
        {
            NameAgreement.Missing => 0,
            NameAgreement.Equal => bits < 7 ? 1 : bits < 10 ? 2 : bits < 13 ? 3 : 4,
            NameAgreement.Close => bits < 6 ? 5 : bits < 10 ? 6 : 7,
            NameAgreement.Loose => bits < 8 ? 8 : 9,
            NameAgreement.Initials => bits < 8 ? 10 : 11,
            NameAgreement.Part => bits < 4 ? 12 : bits < 6.5 ? 13 : bits < 9.5 ? 14 : 15,
            NameAgreement.LoosePart => bits < 7 ? 16 : 17,
            NameAgreement.Overlap => bits < 4 ? 18 : bits < 6.5 ? 19 : 20,
            NameAgreement.Faint => DifferentName - 1,
            _ => DifferentName,
        };
    }

    private static int DateLevel(in PersonRow x, in PersonRow y) => BirthDates.Compare(x.BirthDate, y.BirthDate) switch
    {
        DateAgreement.Missing => 0,
        DateAgreement.Equal => x.CommonBirthDate ? 1 : 2,
        var agreement => (int)agreement + 1,
    };

    private int SexAndRelationLevel(in PersonRow x, in PersonRow y)
    {
        if (x.Sex == 0 || y.Sex == 0) return 0;
        var sameSex = x.Sex == y.Sex;
        if (x.Relation == 0 || y.Relation == 0) return sameSex ? 7 : 8;
        if (x.Relation != y.Relation) return sameSex ? 6 : 9;
        if (!sameSex) return 5;
        return x.Relation == records.HeadRelation ? 1 : x.Relation == records.SpouseRelation ? 2 : x.Relation == records.ChildRelation ? 3 : 4;
    }

    private int AddressLevel(in PersonRow x, in PersonRow y)
    {
        if ((x.Village == 0 || y.Village == 0) && (x.Street == 0 || y.Street == 0)) return 0;
        var sameVillage = x.Village == y.Village && x.Village != 0;
        var street = x.Street == 0 || y.Street == 0 ? NameAgreement.Missing : Streets(x.Street, y.Street);
        var sameStreet = street == NameAgreement.Equal;
        var closeStreet = street is NameAgreement.Close or NameAgreement.Loose or NameAgreement.Part or NameAgreement.LoosePart;

        int agree = 0, differ = 0;
        Count(x.House, y.House, ref agree, ref differ);
        Count(x.Rt * 1000 + x.Rw, y.Rt * 1000 + y.Rw, ref agree, ref differ);

        if (sameVillage && sameStreet) return agree > 0 ? differ == 0 ? 1 : 3 : differ == 0 ? 2 : 4;
        var detailsAgree = agree > 0 && differ == 0;
        if (sameVillage) return detailsAgree ? closeStreet ? 5 : 7 : 8;
        if (sameStreet) return detailsAgree ? 6 : 9;
        return x.District == y.District && x.District != 0 ? 10 : 11;
    }

    private static void Count(int x, int y, ref int agree, ref int differ)
    {
        if (x == 0 || y == 0) return;
        if (x == y) agree++;
        else differ++;
    }

    private int HeadLevel(in PersonRow x, in PersonRow y)
    {
        // For two heads the head's name is their own name and says nothing more.
        if (x.Relation == records.HeadRelation && y.Relation == records.HeadRelation) return 0;
        int a = x.Head, b = y.Head;
        if (a == 0 || b == 0) return 0;
        if (a > b) (a, b) = (b, a);
        ref var cached = ref headCache[Slot(a, b)];
        if (cached.A == a && cached.B == b) return cached.Level;
        var comparison = records.Names.Compare(a, b);
        var level = comparison.Agreement switch
        {
            NameAgreement.Equal => comparison.Information >= 10 ? 1 : 2,
            NameAgreement.Close or NameAgreement.Loose or NameAgreement.Initials => 3,
            NameAgreement.Part or NameAgreement.LoosePart => 4,
            NameAgreement.Overlap or NameAgreement.Faint => 5,
            _ => 6,
        };
        cached = (a, b, (byte)level);
        return level;
    }

    private static int DwellingLevel(ulong x, ulong y)
    {
        if (x == 0 || y == 0) return 0;
        int known = 0, differ = 0;
        for (var i = 0; i < PersonRow.DwellingAttributes; i++, x >>= 8, y >>= 8)
        {
            if ((x & 0xFF) == 0 || (y & 0xFF) == 0) continue;
            known++;
            if ((x & 0xFF) != (y & 0xFF)) differ++;
        }
        return known < FewestDwellingAttributes ? 0 : Math.Min(4, differ + 1);
    }

    private static int FamilyCardLevel(long x, long y) =>
        x == 0 || y == 0 ? 0 : x == y ? 1 : Digits.IsSlip(x, y) ? 2 : 3;

    private NameAgreement Streets(int x, int y)
    {
        if (x == y) return NameAgreement.Equal;
        if (x > y) (x, y) = (y, x);
        ref var cached = ref streetCache[Slot(x, y)];
        if (cached.A == x && cached.B == y) return cached.Agreement;
        var agreement = records.Streets.Compare(x, y).Agreement;
        cached = (x, y, agreement);
        return agreement;
    }

    private static uint Slot(int x, int y) => (uint)((ulong)x * 0x9E3779B1 ^ (ulong)y * 0x85EBCA77 ^ ((ulong)y >> 7)) & ((1u << CacheBits) - 1);
}
