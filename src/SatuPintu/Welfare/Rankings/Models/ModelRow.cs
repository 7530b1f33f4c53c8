using System.Text.Json;
using SatuPintu.Deliveries;
using SatuPintu.Storage;
using SatuPintu.Welfare.ProxyMeans;

namespace SatuPintu.Welfare.Rankings.Models;

/// <summary>A version of a model as the registry keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its number.</param>
/// <param name="Area">Where it may be used; empty for the nation.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="Content">The file.</param>
/// <param name="Card">The file of its card.</param>
/// <param name="Predictors">What its predictors are in the registry.</param>
/// <param name="UploadedBy">Who uploaded it; null for the service.</param>
/// <param name="State">The state it is in.</param>
/// <param name="Number">The number of that state.</param>
internal sealed record ModelRow(Guid Id, int Version, string Area, string FileName, byte[] Content, byte[] Card, IReadOnlyList<MappedPredictor> Predictors, Guid? UploadedBy, string State, int Number)
{
    /// <summary>The model.</summary>
    public StoredProxyModel Read() => ProxyModelFile.Read(Content, FileName);

    /// <summary>Finds a version.</summary>
    /// <exception cref="UserError">There is none that the session may see.</exception>
    public static async Task<ModelRow> Find(RegistrySession session, Guid id, CancellationToken cancellation) => (await session.Read("""
        select m.model_id, m.version, m.area, m.file_name, m.model, m.card, m.predictors::text, m.uploaded_by, t.state, t.number
        from registry.ranking_model m join lateral (select state, number from registry.ranking_model_state t where t.model_id = m.model_id order by number desc limit 1) t on true where m.model_id = $1
        """, r => new ModelRow(r.GetGuid(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.GetFieldValue<byte[]>(4), r.GetFieldValue<byte[]>(5), Mapped(r.GetString(6)), r.IsDBNull(7) ? null : r.GetGuid(7), r.GetString(8), r.GetInt32(9)),
        cancellation, id)) is [var found] ? found : throw new UserError(ExitCode.Usage, "ranking.model.unknown");

    /// <summary>The predictors as they are kept.</summary>
    public static string Json(IReadOnlyList<MappedPredictor> predictors) => JsonSerializer.Serialize(predictors, DeliveryStates.Readable);

    private static List<MappedPredictor> Mapped(string json) => JsonSerializer.Deserialize<List<MappedPredictor>>(json, DeliveryStates.Readable)!;
}
