using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries;

/// <summary>A delivery as the jobs need it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The source.</param>
/// <param name="Agency">The agency that delivered it.</param>
/// <param name="Area">The area it is about; empty for the nation.</param>
/// <param name="FileName">What the file was called.</param>
/// <param name="AsOf">The day the list stands for.</param>
/// <param name="At">When it came.</param>
/// <param name="Definition">The definition of its source, as a mapping file has it.</param>
/// <param name="SourceSince">Since when the source is registered.</param>
/// <param name="Mapping">What the reader of its columns has corrected, in the same form; null where nothing was.</param>
internal sealed record Delivered(Guid Id, string Source, string Agency, string Area, string FileName, DateOnly AsOf, DateTimeOffset At, string Definition, string? Mapping, DateTimeOffset SourceSince)
{
    private const string Columns = """
        select d.delivery_id, d.source, d.agency, d.area, d.file_name, d.as_of, d.delivered_at, s.definition::text,
            (select m.details->'mapping' from registry.delivery_state m where m.delivery_id = d.delivery_id and m.details ? 'mapping' order by m.number desc limit 1)::text, s.created_at
        from registry.delivery d join registry.source s using (source)
        """;

    /// <summary>One delivery.</summary>
    /// <exception cref="UserError">There is none of that id that the session may see.</exception>
    public static async Task<Delivered> Find(RegistrySession session, Guid id, CancellationToken cancellation) =>
        (await session.Read(Columns + " where d.delivery_id = $1", Row, cancellation, id)) is [var found] ? found : throw new UserError(ExitCode.Usage, "delivery.unknown");

    /// <summary>Of each source the delivery that stands in the registry now.</summary>
    public static async Task<IReadOnlyList<Delivered>> Merged(RegistrySession session, CancellationToken cancellation) => await session.Read(Columns + """
         where d.delivery_id in (
            select distinct on (m.source) m.delivery_id from registry.delivery m join registry.delivery_state t using (delivery_id)
            where t.state = 'merged' order by m.source, t.happened_at desc)
        """, Row, cancellation);

    /// <summary>The source with everything that was said of its columns.</summary>
    /// <exception cref="UserError">Something in the definition is not allowed.</exception>
    public SourceDefinition Defined()
    {
        var catalog = SourceCatalog.BuiltIn.With(Definition, Source);
        if (Mapping is not null) catalog = catalog.With(Mapping, FileName);
        return catalog.Find(Source) with { AsOf = AsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
    }

    private static Delivered Row(Npgsql.NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5),
        r.GetFieldValue<DateTimeOffset>(6), r.GetString(7), r.IsDBNull(8) ? null : r.GetString(8), r.GetFieldValue<DateTimeOffset>(9));
}
