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

    private static readonly (string Path, string Key, string Roles)[] All =
        [("/kirim", "send.title", Senders), ("/kiriman", "deliveries.title", Followers), ("/sumber", "sources.title", Readers), ("/instansi", "agencies.title", Readers), ("/orang", "persons.title", PersonsModel.Readers),
        ("/usulan", "proposals.title", PersonsModel.Readers), ("/tinjauan", "match.title", Reviewers), ("/dasbor", "dashboard.title", Planners), ("/pemeringkatan", "rankings.title", RankingReaders)];

    /// <summary>The pages that are open to an actor, with the keys of their names.</summary>
    public static IEnumerable<(string Path, string Key)> Open(Actor actor) => All.Where(p => actor.Has(p.Roles)).Select(p => (p.Path, p.Key));
}
