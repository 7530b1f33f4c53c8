namespace SatuPintu.Linking;

/// <summary>How a field was found.</summary>
public enum FieldOrigin
{
    /// <summary>The settings state it.</summary>
    Stated,
    /// <summary>By the headings of its columns.</summary>
    Heading,
    /// <summary>By what stands in its columns.</summary>
    Content,
}

/// <summary>A column that is not used as a field.</summary>
/// <param name="Side">Which list it stands in.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Why">Id of the reason: <c>answer</c> (it tells who is who), <c>row_id</c>, <c>empty</c>, <c>one_list</c> (the other list has
/// nothing like it), <c>not_identity</c> (it does not say who a person is).</param>
public sealed record UnusedColumn(ListSide Side, string Heading, string Why);

/// <summary>What will be read from the lists, and how that was found.</summary>
/// <param name="Settings">The settings with all that was recognised filled in; running with them again does the same.</param>
/// <param name="Origins">How each field was found.</param>
/// <param name="Unused">The columns left aside.</param>
public sealed record LinkPlan(LinkSettings Settings, IReadOnlyList<FieldOrigin> Origins, IReadOnlyList<UnusedColumn> Unused);
