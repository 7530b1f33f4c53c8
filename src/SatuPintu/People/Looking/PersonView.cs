namespace SatuPintu.People.Looking;

/// <summary>A value with where it comes from.</summary>
/// <param name="Element">Id of the element; <c>died_on</c> besides those of the data standard.</param>
/// <param name="Value">The value.</param>
/// <param name="Origin">The list it was taken from; null where it is not known or the value was corrected.</param>
/// <param name="Correction">The proposal by which it was corrected; null where it was not.</param>
/// <param name="Differs">Whether the person's records disagree on it.</param>
/// <param name="Others">What others say who disagree; empty where that is not shown.</param>
public sealed record PersonValue(string Element, string Value, ValueOrigin? Origin, Guid? Correction, bool Differs, IReadOnlyList<OtherValue> Others);

/// <summary>What another list says.</summary>
/// <param name="Origin">The list; null where a correction stands in its place, so that it is what all lists together say.</param>
/// <param name="Value">What it says; null where it says nothing.</param>
public sealed record OtherValue(ValueOrigin? Origin, string? Value);

/// <summary>A time in which something was so.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null to this day.</param>
/// <param name="Kind">What it is about: <c>living</c>, <c>participation</c>.</param>
/// <param name="Value">What was so: the area or address, the programme with its source.</param>
public sealed record PersonTime(DateOnly From, DateOnly? To, string Kind, string Value);

/// <summary>A decile in which somebody was ranked.</summary>
/// <param name="Ranking">The ranking, as a rule a source.</param>
/// <param name="Decile">The decile, 1 for the poorest tenth.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null to this day.</param>
public sealed record PersonDecile(string Ranking, int Decile, DateOnly From, DateOnly? To);

/// <summary>A record of a list that is this person's.</summary>
/// <param name="Source">The source.</param>
/// <param name="Origin">The list where its content came first; null where that is not known.</param>
/// <param name="Delivery">That delivery.</param>
/// <param name="Row">The row there.</param>
/// <param name="Probability">Probability that it is this person's; null for what was known before.</param>
/// <param name="MatchedBy">What joined it: <c>nik</c>, <c>evidence</c>, <c>family</c>, <c>alone</c>; null for what was known before.</param>
public sealed record PersonRecord(string Source, ValueOrigin? Origin, Guid Delivery, int Row, double? Probability, string? MatchedBy);

/// <summary>What another moment of knowing changed.</summary>
/// <param name="Element">The element; <c>family</c> besides those of the data standard.</param>
/// <param name="Before">What was believed before; null where nothing was, or it is not shown.</param>
/// <param name="After">What was believed from then on; null where nothing was, or it is not shown.</param>
public sealed record VersionChange(string Element, string? Before, string? After);

/// <summary>A moment from which something else was believed of the person.</summary>
/// <param name="At">The moment.</param>
/// <param name="Kind">What brought it: <c>load</c>, <c>merge</c>, <c>split</c>, <c>correct</c>, <c>undo</c>.</param>
/// <param name="List">The list that brought it; null where none did.</param>
/// <param name="Proposal">The proposal that brought it; null where none did.</param>
/// <param name="Changes">What changed; empty for the first.</param>
public sealed record PersonVersion(DateTimeOffset At, string? Kind, ValueOrigin? List, Guid? Proposal, IReadOnlyList<VersionChange> Changes);

/// <summary>Another person found to be this one, or parted from it.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What happened: <c>merge</c> or <c>split</c>.</param>
/// <param name="Other">The other id.</param>
/// <param name="IsFrom">Whether the other was there before: it went into this one, or this one was parted from it.</param>
public sealed record PersonJoin(DateTimeOffset At, string Kind, Guid Other, bool IsFrom);

/// <summary>A member of the same family.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Relation">The relation to the head.</param>
public sealed record FamilyMember(Guid Id, string? Name, string? Relation);

/// <summary>A proposal about the person.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Element">The element, of a value.</param>
/// <param name="State">Its state.</param>
/// <param name="At">When it was made.</param>
public sealed record PersonProposal(Guid Id, string Kind, string? Element, string State, DateTimeOffset At);

/// <summary>A person as the registry knows it.</summary>
public sealed record PersonView
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }
    /// <summary>Changes whenever something else is believed of the person: what a proposal names.</summary>
    public required long Version { get; init; }
    /// <summary>Whether names, numbers and the date of birth are in full.</summary>
    public required bool IsFull { get; init; }
    /// <summary>The day as of which it is known; null for now.</summary>
    public required DateOnly? Per { get; init; }
    /// <summary>The code of the area.</summary>
    public required string Area { get; init; }
    /// <summary>The name.</summary>
    public required string? Name { get; init; }
    /// <summary>The family; null where there is none.</summary>
    public required Guid? FamilyId { get; init; }
    /// <summary>What is known, with origins.</summary>
    public required IReadOnlyList<PersonValue> Values { get; init; }
    /// <summary>The other members of the family.</summary>
    public required IReadOnlyList<FamilyMember> Family { get; init; }
    /// <summary>Where the person lived and what they received; the latest first.</summary>
    public required IReadOnlyList<PersonTime> Times { get; init; }
    /// <summary>How the person was ranked; by ranking, the latest first.</summary>
    public required IReadOnlyList<PersonDecile> Deciles { get; init; }
    /// <summary>The records.</summary>
    public required IReadOnlyList<PersonRecord> Records { get; init; }
    /// <summary>The moments from which something else was believed, the latest first.</summary>
    public required IReadOnlyList<PersonVersion> Versions { get; init; }
    /// <summary>Persons that were found to be this one or parted from it, the latest first.</summary>
    public required IReadOnlyList<PersonJoin> Joins { get; init; }
    /// <summary>Proposals about the person, the latest first.</summary>
    public required IReadOnlyList<PersonProposal> Proposals { get; init; }
    /// <summary>The latest looks at the person; empty for those who may not see them.</summary>
    public required IReadOnlyList<PersonLook> Looks { get; init; }
    /// <summary>What the actor may do, by id of the action: <c>person.see_full</c>, <c>person.print</c>, <c>person.see_looks</c>, <c>proposal.make</c>.</summary>
    public required IReadOnlySet<string> May { get; init; }
}
