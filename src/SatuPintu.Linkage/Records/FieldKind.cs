namespace SatuPintu.Linkage.Records;

/// <summary>What the values of a field are, and so how two of them are compared.</summary>
public enum FieldKind
{
    /// <summary>One part of a person's name: given name, middle name, surname.</summary>
    Name,
    /// <summary>A whole name, its words in any order.</summary>
    FullName,
    /// <summary>Words: an address, an occupation.</summary>
    Text,
    /// <summary>A date of birth or the like.</summary>
    Date,
    /// <summary>A number or text that belongs to one person as a rule: a social security number, a telephone number, an e-mail address.</summary>
    Identifier,
    /// <summary>An Indonesian identity number, which holds a district and a date of birth.</summary>
    Nik,
    /// <summary>One of a few values: sex, status.</summary>
    Category,
    /// <summary>A quantity, of which near values agree in part.</summary>
    Number,
    /// <summary>The name or code of a place.</summary>
    Place,
}
