using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>
/// The list of each record, where several are linked at once: a list has few doubles of its own and shares many people with another, so
/// that a pair within a list starts from other odds than a pair across.
/// </summary>
internal sealed class ListColumn : FieldColumn
{
    /// <summary>Its name in models and reports.</summary>
    public const string Title = "list";

    /// <summary>The level of a pair within one list.</summary>
    public const int Same = 1;

    private const int Other = 2;
    private static readonly LevelSpec[] ListLevels = WithBands(0.1, ["the same"], new LevelSpec("another", 0.9, 0.5));

    public ListColumn(int[] lists, int leftCount)
        : base(new FieldData(Title, FieldKind.Category, TextValues.From([]), []), ListLevels, [])
    {
        // Number 0 would be a list that is not known.
        Cells = Array.ConvertAll(lists, l => l + 1);
        ValueCount = lists.Length == 0 ? 1 : lists.Max() + 2;
        Weigh(leftCount);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => System.Text.Encoding.ASCII.GetBytes(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => [];

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw) => throw new NotSupportedException("Records of several lists are not kept as an index.");

    /// <inheritdoc/>
    protected override void SaveValues(Index.IndexWriter writer) => throw new NotSupportedException("Records of several lists are not kept as an index.");

    /// <inheritdoc/>
    protected override int Compare(int a, int b) => Other;
}
