namespace SatuPintu.People.Matching;

/// <summary>
/// What is compared of one record, in one cache line: pairs come in the order of blocks, not of records, so each field in an
/// array of its own would be fetched from memory anew.
/// </summary>
internal struct PersonRow
{
    /// <summary>How many dwelling attributes are compared.</summary>
    public const int DwellingAttributes = 6;

    /// <summary>The NIK as a number; where only fifteen digits are known, those and a 0.</summary>
    public long Nik;

    /// <summary>The family card number, also when it stands in the NIK column.</summary>
    public long FamilyCard;

    /// <summary>The dwelling attributes, eight bits each, the first in the lowest.</summary>
    public ulong Dwelling;

    /// <summary>Number of the name in <see cref="PersonRecords.Names"/>.</summary>
    public int Name;

    /// <summary>Number of the head's name in <see cref="PersonRecords.Names"/>.</summary>
    public int Head;

    /// <summary>Date of birth as yyyyMMdd; where the list gives none, the one inside the NIK.</summary>
    public int BirthDate;

    /// <summary>Number of the village.</summary>
    public int Village;

    /// <summary>Number of the street's name in <see cref="PersonRecords.Streets"/>.</summary>
    public int Street;

    /// <summary>Number of the house number.</summary>
    public int House;

    /// <summary>Number of the family in its list, by family card or else by head and address; 0 when not known.</summary>
    public int Family;

    /// <summary>Number of the district.</summary>
    public short District;

    /// <summary>RT.</summary>
    public short Rt;

    /// <summary>RW.</summary>
    public short Rw;

    /// <summary>The list.</summary>
    public byte List;

    /// <summary>1 man, 2 woman.</summary>
    public byte Sex;

    /// <summary>Number of the relation to the head.</summary>
    public byte Relation;

    /// <summary>Whether the record takes part.</summary>
    public bool Usable;

    /// <summary>Whether the date of birth stands on many more records than a date should.</summary>
    public bool CommonBirthDate;

    /// <summary>Whether all sixteen digits of the NIK are known.</summary>
    public bool NikWhole;

    /// <summary>Whether the birth inside the NIK is exactly the one stated beside it.</summary>
    public bool NikFitsBirth;

    /// <summary>Whether the NIK is valid, agrees with the record and is unshared in its list, so that it decides alone.</summary>
    public bool NikTrusted;
}
