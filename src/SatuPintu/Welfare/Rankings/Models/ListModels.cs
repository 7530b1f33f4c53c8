using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Models;

/// <summary>A version of a model in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its number.</param>
/// <param name="Area">Where it may be used; empty for the nation.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="State">The state it is in.</param>
/// <param name="UploadedAt">When it came.</param>
/// <param name="UploadedBy">Who uploaded it; null where that is not told.</param>
public sealed record ListedModel(Guid Id, int Version, string Area, string FileName, string State, DateTimeOffset UploadedAt, string? UploadedBy);

/// <summary>Lists the versions of models that the actor sees, the newest first.</summary>
public static class ListModels
{
    private const int Most = 200;

    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">The actor sees none.</exception>
    public static Task<List<ListedModel>> Run(RegistryDatabase database, Actor actor, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "ranking_model.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, session => session.Read($"""
            select m.model_id, m.version, m.area, m.file_name, (select t.state from registry.ranking_model_state t where t.model_id = m.model_id order by t.number desc limit 1), m.uploaded_at, a.display_name
            from registry.ranking_model m left join access.account a on a.account_id = m.uploaded_by order by m.version desc limit {Most}
            """, r => new ListedModel(r.GetGuid(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateTimeOffset>(5), r.IsDBNull(6) ? null : r.GetString(6)), cancellation), cancellation);
    }
}
