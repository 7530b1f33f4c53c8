using SatuPintu.Access;

namespace SatuPintu.Server.Pages;

/// <summary>Whom the pages of agencies, sources and deliveries are open to.</summary>
internal static class RegisterPages
{
    /// <summary>Those who keep agencies and sources.</summary>
    public const string Keepers = "administrator,steward";

    /// <summary>Those who see agencies and sources.</summary>
    public const string Readers = Keepers + ",producer";

    /// <summary>Those who deliver.</summary>
    public const string Senders = "producer,steward";

    /// <summary>Those who see deliveries.</summary>
    public const string Followers = "administrator,steward,producer,coordinator,standards_authority,auditor";

    /// <summary>Those who decide on pairs in doubt.</summary>
    public const string Reviewers = "coordinator,steward,social_officer";

    /// <summary>Those who see the dashboard: whoever may <c>totals.see</c>.</summary>
    public static readonly string Planners = string.Join(',', Actions.All.Single(a => a.Id == "totals.see").Roles);

    /// <summary>Those who see rankings.</summary>
    public const string RankingReaders = "steward,coordinator,standards_authority,auditor";

    /// <summary>Whether an actor holds one of these roles.</summary>
    public static bool Has(this Actor actor, string roles) => roles.Split(',').Any(actor.Is);

    private static readonly (string Stage, string Path, string Key, Func<Actor, bool> IsOpen)[] All =
    [
        (Stages.Collection, "/kirim", "send.title", a => a.Has(Senders)),
        (Stages.Collection, "/kiriman", "deliveries.title", a => a.Has(Followers)),
        (Stages.Planning, "/sumber", "sources.title", a => a.Has(Readers)),
        (Stages.Planning, "/instansi", "agencies.title", a => a.Has(Readers)),
        (Stages.Checking, "/orang", "persons.title", a => a.Has(PersonsModel.Readers)),
        (Stages.Checking, "/usulan", "proposals.title", a => a.Has(PersonsModel.Readers)),
        (Stages.Checking, "/tinjauan", "match.title", a => a.Has(Reviewers)),
        (Stages.Dissemination, "/dasbor", "dashboard.title", a => a.Has(Planners)),
        (Stages.Dissemination, "/dasbor/batas", "boundary.title", a => Actions.MayAnywhere(a, "boundary.import")),
        (Stages.Dissemination, "/pemeringkatan", "rankings.title", a => a.Has(RankingReaders)),
        (Stages.Collection, "/pekerjaan", "jobs.title", a => Actions.MayAnywhere(a, "job.see")),
        (Stages.Planning, "/pengguna", "users.title", a => Actions.MayAnywhere(a, "account.list")),
        (Stages.Dissemination, "/audit", "audit.title", a => Actions.MayAnywhere(a, "audit.search")),
    ];

    /// <summary>The pages that are open to an actor, with the keys of their names.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="stage">The stage they belong to; null for all.</param>
    public static IEnumerable<(string Path, string Key)> Open(Actor actor, string? stage = null) => All.Where(p => (stage is null || p.Stage == stage) && p.IsOpen(actor)).Select(p => (p.Path, p.Key));
}
