namespace SatuPintu.Linkage.Engine;

/// <summary>A linkage that cannot be done as asked.</summary>
/// <param name="reason">Id of the reason, for a text in the user's language: <c>no_field</c> (nothing left to compare),
/// <c>unknown_field</c> (a blocking key names none of the fields), <c>other_model</c> (the model is for other fields), <c>too_many_fields</c>
/// (more than can be compared at once; the last is named), <c>share_missing</c>, <c>share_twice</c>, <c>share_other</c> (a share that is wanted,
/// is there twice, is of another linkage), <c>memory</c> (the limit is too low; the detail is the least that works, in bytes).</param>
/// <param name="detail">What it is about: the name of the field or key.</param>
public sealed class LinkageException(string reason, string detail) : Exception($"{reason}: {detail}")
{
    /// <summary>Id of the reason.</summary>
    public string Reason { get; } = reason;

    /// <summary>What it is about.</summary>
    public string Detail { get; } = detail;
}
