namespace SatuPintu.Linkage.Index;

/// <summary>An index that cannot be read or used as asked.</summary>
/// <param name="reason">Id of the reason, for a text in the user's language: <c>not_index</c> (the bytes are something else),
/// <c>version</c> (written by another version), <c>damaged</c> (a part is missing or changed), <c>other_fields</c> (records of other fields),
/// <c>known_id</c> (a record of that id is there already), <c>other_index</c> (an increment that does not follow on).</param>
/// <param name="detail">What it is about.</param>
public sealed class LinkageIndexException(string reason, string detail) : Exception($"{reason}: {detail}")
{
    /// <summary>Id of the reason.</summary>
    public string Reason { get; } = reason;

    /// <summary>What it is about.</summary>
    public string Detail { get; } = detail;
}
