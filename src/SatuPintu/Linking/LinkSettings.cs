using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linking;

/// <summary>The columns that stand for one thing in both lists; one list uses the left alone.</summary>
/// <param name="Left">Heading in the left (or only) list; null where that list has none.</param>
/// <param name="Right">Heading in the right list; null where that list has none.</param>
public sealed record ColumnPair(string? Left, string? Right)
{
    /// <summary>The heading in one of the lists.</summary>
    public string? In(ListSide side) => side == ListSide.Right ? Right : Left;
}

/// <summary>Which of the lists.</summary>
public enum ListSide
{
    /// <summary>The left list, or the only one.</summary>
    Left,
    /// <summary>The right list.</summary>
    Right,
}

/// <summary>A field to compare, and the columns it is read from.</summary>
/// <param name="Name">Its name in model and reports.</param>
/// <param name="Kind">How its values are compared.</param>
/// <param name="Left">Its columns in the left list: one; for a date three (year, month, day) too; for words several that are joined.</param>
/// <param name="Right">Its columns in the right list.</param>
/// <param name="Format">How a date is written; null to recognise it.</param>
public sealed record LinkField(string Name, FieldKind Kind, IReadOnlyList<string> Left, IReadOnlyList<string> Right, string? Format = null)
{
    /// <summary>The columns in one of the lists.</summary>
    public IReadOnlyList<string> In(ListSide side) => side == ListSide.Right ? Right : Left;
}

/// <summary>What the user states of a linkage, all of it optional; what is not stated is recognised or chosen.</summary>
public sealed record LinkSettings
{
    /// <summary>Whether <see cref="Id"/> is stated, even if only that there is none.</summary>
    public bool HasId { get; init; }

    /// <summary>The columns of record ids; null for the row numbers.</summary>
    public ColumnPair? Id { get; init; }

    /// <summary>The fields; null to recognise them.</summary>
    public IReadOnlyList<LinkField>? Fields { get; init; }

    /// <summary>Blocking keys; null to choose them.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Blocking { get; init; }

    /// <summary>Whether <see cref="Family"/> is stated, even if only that there is none.</summary>
    public bool HasFamily { get; init; }

    /// <summary>The columns that say which family a record stands in.</summary>
    public ColumnPair? Family { get; init; }

    /// <summary>Probability from which a pair is reported.</summary>
    public double? ReviewAt { get; init; }

    /// <summary>Probability from which a pair is joined.</summary>
    public double? MatchAt { get; init; }

    /// <summary>What decisions cost, from which the thresholds follow that are not stated.</summary>
    public ReviewCost? Costs { get; init; }

    /// <summary>Whether a record has one partner at most; null to find out.</summary>
    public bool? OneToOne { get; init; }
}
