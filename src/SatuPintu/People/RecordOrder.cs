namespace SatuPintu.People;

/// <summary>The records of all persons in one row, person after person, so that work on an element runs straight through memory.</summary>
internal sealed class RecordOrder
{
    private readonly int[] starts;
    private readonly int[][] placeOf;

    public RecordOrder(LinkedRecords linked)
    {
        starts = new int[linked.EntityCount + 1];
        placeOf = [.. linked.EntityOf.Select(e => new int[e.Length])];
        foreach (var places in placeOf) Array.Fill(places, -1);
        var place = 0;
        for (var entity = 0; entity < linked.EntityCount; entity++)
        {
            starts[entity] = place;
            foreach (var member in linked.Members(entity)) placeOf[member.List][member.Row] = place++;
        }
        starts[linked.EntityCount] = place;
        List = new byte[place];
        for (var list = 0; list < placeOf.Length; list++)
            foreach (var at in placeOf[list])
                if (at >= 0) List[at] = (byte)list;
    }

    /// <summary>How many records take part.</summary>
    public int Count => List.Length;

    /// <summary>The place of a person's first record; that after the last person's last is <see cref="Count"/>.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>The list of the record at each place.</summary>
    public byte[] List { get; }

    /// <summary>The place of each row of a list; −1 for a row that takes no part.</summary>
    public ReadOnlySpan<int> PlacesOf(int list) => placeOf[list];
}
