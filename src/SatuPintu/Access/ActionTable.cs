namespace SatuPintu.Access;

/// <summary>What a role must be held for, so that it allows an action on a thing.</summary>
public enum Bound
{
    /// <summary>Held anywhere.</summary>
    Nothing,
    /// <summary>For the thing's agency.</summary>
    Agency,
    /// <summary>For the thing's area.</summary>
    Area,
    /// <summary>For both together.</summary>
    AgencyAndArea,
}

/// <summary>An action with all that decides on it.</summary>
/// <param name="Id">A thing and what is done with it, as <c>delivery.accept</c>.</param>
/// <param name="Roles">Who may do it; <c>own</c> is whoever the thing belongs to.</param>
/// <param name="States">In which states of the thing.</param>
/// <param name="Bound">What the role must be held for.</param>
/// <param name="Scope">What a token must be made for; null where no token does it.</param>
public sealed record AllowedAction(string Id, IReadOnlyList<string> Roles, IReadOnlyList<string> States, Bound Bound, string? Scope)
{
    /// <summary>The kind of thing it is done with.</summary>
    public string Thing => Id[..Id.IndexOf('.', StringComparison.Ordinal)];
}

/// <summary>Who may do what, and when. What is not named here nobody does. The same stands for readers in <c>docs/access.md</c>.</summary>
internal static class ActionTable
{
    private const string Coordinator = "coordinator", Steward = "steward", Standards = "standards_authority", Producer = "producer", Social = "social_officer", Village = "village_operator",
        Verifier = "verifier", Programme = "programme_owner", Researcher = "researcher", Auditor = "auditor", Administrator = "administrator";

    private const string DeliveriesRead = "deliveries:read", DeliveriesWrite = "deliveries:write", SourcesRead = "sources:read", SourcesWrite = "sources:write", PersonsRead = "persons:read", ProposalsWrite = "proposals:write",
        RankingsRead = "rankings:read", RankingsWrite = "rankings:write",
        AuditRead = "audit:read", AccountsRead = "accounts:read", AccountsWrite = "accounts:write";

    /// <summary>Whoever a thing belongs to.</summary>
    public const string Own = "own";

    /// <summary>All roles that can be held.</summary>
    public static readonly string[] Roles = [Coordinator, Steward, Standards, Producer, Social, Village, Verifier, Programme, Researcher, Auditor, Administrator];

    /// <summary>What a token can be made for.</summary>
    public static readonly string[] Scopes = [DeliveriesRead, DeliveriesWrite, SourcesRead, SourcesWrite, PersonsRead, ProposalsWrite, RankingsRead, RankingsWrite, AuditRead, AccountsRead, AccountsWrite];

    /// <summary>The states each kind of thing can be in. <c>new</c> is what is not there yet.</summary>
    public static readonly Dictionary<string, string[]> States = new(StringComparer.Ordinal)
    {
        ["delivery"] = ["new", "received", "recognised", "mapped", "checking", "checked", "accepted", "linking", "merged", "returned", "failed", "withdrawn"],
        ["source"] = ["new", "active", "retired"],
        ["agency"] = ["new", "active", "retired"],
        ["account"] = ["new", "active", "locked", "disabled"],
        ["role"] = ["new", "held", "ended"],
        ["session"] = ["open", "ended"],
        ["token"] = ["new", "active", "expired", "revoked"],
        ["job"] = ["waiting", "running", "done", "failed"],
        ["person"] = ["known"],
        ["match"] = ["open", "second", "disputed", "visit", "same", "different"],
        ["grouping"] = ["standing"],
        ["proposal"] = ["new", "proposed", "accepted", "rejected", "withdrawn", "ended"],
        ["ranking_model"] = ["new", "draft", "approved", "retired"],
        ["ranking"] = ["new", "waiting", "running", "done", "failed", "approved", "rejected", "entered", "superseded"],
        ["score"] = ["known"],
        ["totals"] = ["counted"],
        ["gap"] = ["known"],
        ["boundary"] = ["drawn"],
        ["audit"] = ["kept"],
        ["key"] = ["kept"],
    };

    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<AllowedAction> All =
    [
        new("delivery.upload", [Producer, Steward], ["new"], Bound.AgencyAndArea, DeliveriesWrite),
        new("delivery.map", [Producer, Steward], ["recognised", "mapped", "checked", "failed"], Bound.AgencyAndArea, DeliveriesWrite),
        new("delivery.withdraw", [Producer, Steward], ["received", "recognised", "mapped", "checked", "failed"], Bound.AgencyAndArea, DeliveriesWrite),
        new("delivery.accept", [Steward], ["checked"], Bound.AgencyAndArea, DeliveriesWrite),
        new("delivery.return", [Steward], ["checked", "failed"], Bound.AgencyAndArea, DeliveriesWrite),
        new("delivery.see", [Producer, Steward, Coordinator, Standards, Auditor, Administrator], ["received", "recognised", "mapped", "checking", "checked", "accepted", "linking", "merged", "returned", "failed", "withdrawn"], Bound.AgencyAndArea, DeliveriesRead),
        new("delivery.download_rows", [Producer, Steward], ["received", "recognised", "mapped", "checking", "checked", "accepted", "linking", "merged", "returned", "failed"], Bound.AgencyAndArea, DeliveriesRead),

        new("source.see", [Producer, Steward, Coordinator, Standards, Auditor, Administrator], ["active", "retired"], Bound.Agency, SourcesRead),
        new("source.register", [Administrator, Steward], ["new"], Bound.AgencyAndArea, SourcesWrite),
        new("source.change", [Administrator, Steward], ["active"], Bound.AgencyAndArea, SourcesWrite),
        new("source.retire", [Administrator, Steward], ["active"], Bound.AgencyAndArea, SourcesWrite),
        new("agency.add", [Administrator, Steward], ["new"], Bound.Agency, SourcesWrite),
        new("agency.change", [Administrator, Steward], ["active"], Bound.Agency, SourcesWrite),
        new("agency.retire", [Administrator, Steward], ["active"], Bound.Agency, SourcesWrite),

        // An account is administered by whoever administers everything that it holds.
        new("account.list", [Administrator], ["active", "locked", "disabled"], Bound.Nothing, AccountsRead),
        new("account.add", [Administrator], ["new"], Bound.Nothing, AccountsWrite),
        new("account.edit", [Administrator], ["active", "locked", "disabled"], Bound.AgencyAndArea, AccountsWrite),
        new("account.disable", [Administrator], ["active", "locked"], Bound.AgencyAndArea, AccountsWrite),
        new("account.enable", [Administrator], ["disabled"], Bound.AgencyAndArea, AccountsWrite),
        new("account.unlock", [Administrator], ["locked"], Bound.AgencyAndArea, AccountsWrite),
        new("account.set_password", [Administrator], ["active", "locked", "disabled"], Bound.AgencyAndArea, null),
        new("account.reset_second_factor", [Administrator], ["active", "locked", "disabled"], Bound.AgencyAndArea, null),
        new("role.give", [Administrator], ["new", "ended"], Bound.AgencyAndArea, AccountsWrite),
        new("role.end", [Administrator], ["held"], Bound.AgencyAndArea, AccountsWrite),
        new("session.list", [Own, Administrator], ["open", "ended"], Bound.AgencyAndArea, null),
        new("session.revoke", [Own, Administrator], ["open"], Bound.AgencyAndArea, null),
        new("token.list", [Own, Administrator], ["active", "expired", "revoked"], Bound.AgencyAndArea, null),
        new("token.make", [Own], ["new"], Bound.AgencyAndArea, null),
        new("token.revoke", [Own, Administrator], ["active"], Bound.AgencyAndArea, null),

        new("person.list", [Coordinator, Steward, Social, Village, Verifier], ["known"], Bound.Area, PersonsRead),
        new("person.see", [Coordinator, Steward, Social, Village, Verifier], ["known"], Bound.Area, PersonsRead),
        new("person.see_full", [Coordinator, Steward, Social, Village, Verifier], ["known"], Bound.Area, PersonsRead),
        new("match.list", [Coordinator, Steward, Social], ["open", "second", "disputed", "visit", "same", "different"], Bound.Area, null),
        new("match.see", [Coordinator, Steward, Social], ["open", "second", "disputed", "visit", "same", "different"], Bound.Area, null),
        new("match.decide", [Coordinator, Steward, Social], ["open", "second", "disputed", "visit"], Bound.Area, null),
        new("match.work", [Coordinator, Steward], ["open", "second", "disputed", "visit", "same", "different"], Bound.Area, null),
        new("grouping.merge", [Steward], ["standing"], Bound.Area, null),
        new("grouping.split", [Steward], ["standing"], Bound.Area, null),
        new("grouping.undo", [Coordinator, Steward], ["standing"], Bound.Area, null),
        // Figures name nobody; whom they are about is listed to those who may see persons.
        new("totals.see", [Coordinator, Steward, Standards, Social, Village, Programme, Auditor], ["counted"], Bound.Area, DeliveriesRead),
        new("totals.export", [Coordinator, Steward, Standards, Social, Village, Programme, Auditor], ["counted"], Bound.Area, null),
        new("gap.list", [Coordinator, Steward, Social, Village], ["known"], Bound.Area, null),
        new("gap.export", [Coordinator, Steward, Social, Village], ["known"], Bound.Area, null),
        new("boundary.import", [Administrator], ["drawn"], Bound.Area, null),
        new("person.print", [Coordinator, Steward, Social, Village, Verifier], ["known"], Bound.Area, null),
        new("person.see_looks", [Coordinator, Steward, Auditor], ["known"], Bound.Area, AuditRead),
        // Nobody decides on what they proposed themselves.
        new("proposal.see", [Coordinator, Steward, Social, Village, Verifier], ["proposed", "accepted", "rejected", "withdrawn", "ended"], Bound.Area, PersonsRead),
        new("proposal.make", [Coordinator, Steward, Social, Village, Verifier], ["new"], Bound.Area, ProposalsWrite),
        new("proposal.accept", [Coordinator, Steward], ["proposed"], Bound.Area, ProposalsWrite),
        new("proposal.reject", [Coordinator, Steward], ["proposed"], Bound.Area, ProposalsWrite),
        new("proposal.withdraw", [Own], ["proposed"], Bound.Area, ProposalsWrite),
        new("proposal.end", [Coordinator, Steward], ["accepted"], Bound.Area, ProposalsWrite),

        // Whoever uploaded a model or started a ranking does not approve it, whatever they hold.
        new("ranking_model.upload", [Steward, Standards], ["new"], Bound.Area, null),
        new("ranking_model.approve", [Standards], ["draft"], Bound.Area, null),
        new("ranking_model.retire", [Standards], ["draft", "approved"], Bound.Area, null),
        new("ranking_model.see", [Steward, Coordinator, Standards, Auditor], ["draft", "approved", "retired"], Bound.Area, RankingsRead),
        new("ranking.start", [Steward], ["new"], Bound.Area, RankingsWrite),
        new("ranking.see", [Steward, Coordinator, Standards, Auditor], ["waiting", "running", "done", "failed", "approved", "rejected", "entered", "superseded"], Bound.Area, RankingsRead),
        new("ranking.approve", [Coordinator, Standards], ["done"], Bound.Area, RankingsWrite),
        new("ranking.reject", [Coordinator, Standards], ["done"], Bound.Area, RankingsWrite),
        new("ranking.share", [Steward, Coordinator], ["done", "approved", "entered"], Bound.Area, RankingsWrite),
        new("ranking.compare", [Steward, Coordinator], ["done", "approved", "rejected", "entered", "superseded"], Bound.Area, RankingsRead),
        new("score.see", [Coordinator, Steward, Social, Village, Verifier], ["known"], Bound.Area, PersonsRead),
        new("audit.search", [Auditor, Administrator], ["kept"], Bound.Nothing, AuditRead),
        new("job.see", [Administrator, Steward], ["waiting", "running", "done", "failed"], Bound.AgencyAndArea, null),
        new("job.retry", [Administrator, Steward], ["failed"], Bound.AgencyAndArea, null),
        new("key.rotate", [Administrator], ["kept"], Bound.AgencyAndArea, null),
    ];
}
