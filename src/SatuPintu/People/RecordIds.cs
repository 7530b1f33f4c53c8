using System.Globalization;
using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>The id of each record in every output: the source's own, as delivered, else the number of its row.</summary>
/// <remarks>An id that a list gives twice stays as it is; the checks report it.</remarks>
public sealed class RecordIds
{
    private readonly IReadOnlyList<StandardTable> lists;
    private readonly TextColumn?[] own;

    /// <summary>The ids of the records of some lists.</summary>
    public RecordIds(IReadOnlyList<StandardTable> lists)
    {
        this.lists = lists;
        own = [.. lists.Select(l => l[Elements.RecordId])];
    }

    /// <summary>The id of one record.</summary>
    public string this[RecordRef record] => own[record.List] is { } column && column.Codes[record.Row] != 0
        ? column[record.Row]
        : lists[record.List].Raw.RowNumbers[record.Row].ToString(CultureInfo.InvariantCulture);
}
