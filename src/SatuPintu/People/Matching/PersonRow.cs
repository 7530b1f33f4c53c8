namespace SatuPintu.People.Matching;

/// <summary>What is known of one record, as numbers; 0 is missing.</summary>
internal struct PersonRow
{
    /// <summary>The NIK as a number; where only fifteen digits are known, those and a 0.</summary>
    public long Nik;

    /// <summary>The family card number, also when it stands in the NIK column.</summary>
    public long FamilyCard;

    /// <summary>Number of the name in <see cref="PersonRecords.Names"/>.</summary>
    public int Name;

    /// <summary>Number of the head's name in <see cref="PersonRecords.Names"/>.</summary>
    public int Head;

    /// <summary>Date of birth as yyyyMMdd; where the list gives none, the one inside the NIK.</summary>
    public int BirthDate;

    /// <summary>Number of the village in <see cref="PersonRecords.Villages"/>.</summary>
    public int Village;

    /// <summary>Number of the street in <see cref="PersonRecords.Streets"/>.</summary>
    public int Street;

    /// <summary>Number of the house in <see cref="PersonRecords.Houses"/>.</summary>
    public int House;

    /// <summary>Number of the dwelling's attributes in <see cref="PersonRecords.Dwellings"/>.</summary>
    public int Dwelling;

    /// <summary>Number of the family in its list, by family card or else by head and address.</summary>
    public int Family;

    /// <summary>RT.</summary>
    public short Rt;

    /// <summary>RW.</summary>
    public short Rw;

    /// <summary>The list.</summary>
    public byte List;

    /// <summary>Number of the sex in <see cref="PersonRecords.Sexes"/>.</summary>
    public byte Sex;

    /// <summary>Number of the relation to the head in <see cref="PersonRecords.Relations"/>.</summary>
    public byte Relation;

    /// <summary>Whether all sixteen digits of the NIK are known.</summary>
    public bool NikWhole;

    /// <summary>Whether the NIK is valid, agrees with the record and is unshared in its list, so that it decides alone.</summary>
    public bool NikTrusted;
}
