using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.People.Proposing;
using SatuPintu.Tests.Deliveries;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.People;

/// <summary>A registry with lists in it, and officers of its areas who propose corrections and decide on them.</summary>
internal sealed class ProposalDesk(DeliveryDesk desk) : IAsyncDisposable
{
    public const string Village = "3672061003", Reason = "KTP asli dilihat saat kunjungan rumah", Purpose = "Verifikasi penerima atas permintaan kelurahan";

    public DeliveryDesk Desk => desk;

    public Actor Operator { get; private set; } = null!;

    public Actor Steward { get; private set; } = null!;

    public Actor Outsider { get; private set; } = null!;

    public static async Task<ProposalDesk> Open(int persons)
    {
        var made = new ProposalDesk(await DeliveryDesk.Open("dtks", "p3ke"));
        await made.Desk.Deliver("dtks", SmallLists.Dtks(persons), new DateOnly(2026, 1, 1));
        await made.Desk.Deliver("p3ke", SmallLists.P3ke(persons), new DateOnly(2026, 1, 1));
        (made.Operator, made.Steward, made.Outsider) = (await made.Officer("operator", "village_operator", Village), await made.Officer("wali", "steward", "3672"), await made.Officer("luar", "steward", "3601"));
        return made;
    }

    public async Task<Actor> Officer(string name, string role, string area)
    {
        var id = Guid.CreateVersion7();
        await desk.Registry.AsOwner($"insert into access.account (account_id, user_name, normalized_name, display_name, security_stamp) values ('{id}', '{name}', '{name}', '{name}', 'awal')");
        return new Actor(id, new Grant(role, "*", area));
    }

    /// <summary>The person of a row of the first list.</summary>
    public Task<Guid> Person(int i) => desk.Ask<Guid>($"select person_id from registry.person where full_name = '{SmallLists.Name(i).ToUpperInvariant()}'");

    public async Task<PersonView> Show(Actor actor, Guid person, string? purpose = null, DateOnly? per = null) => (await ShowPerson.Run(desk.Registry.Database, desk.Keys, actor, new ShowPersonQuery(person, purpose, per)))!;

    public static string? Value(PersonView person, string element) => person.Values.FirstOrDefault(v => v.Element == element)?.Value;

    public async Task<Guid> Propose(Actor actor, Guid person, string kind = "value", string? element = "full_name", string? value = null, string? area = null, string? address = null, string? since = null, long? seen = null, string? reason = Reason) =>
        await ProposeCorrection.Run(desk.Registry.Database, desk.Keys, actor, new ProposeCorrectionCommand(person, seen, kind, kind == "value" ? element : null, value, area, address, since, reason, "KTP"));

    public Task Accept(Actor actor, Guid proposal, int seen = 1, long? version = null) => DecideOnProposal.Accept(desk.Registry.Database, desk.Keys, actor, new ProposalDecision(proposal, seen, version, null));

    public Task Reject(Actor actor, Guid proposal, string? note = "KTP itu milik orang lain") => DecideOnProposal.Reject(desk.Registry.Database, desk.Keys, actor, new ProposalDecision(proposal, 1, null, note));

    public Task Withdraw(Actor actor, Guid proposal) => DecideOnProposal.Withdraw(desk.Registry.Database, desk.Keys, actor, new ProposalDecision(proposal, 1, null, null));

    public Task End(Actor actor, Guid proposal, int seen = 2) => DecideOnProposal.End(desk.Registry.Database, desk.Keys, actor, new ProposalDecision(proposal, seen, null, "Keliru disetujui"));

    public async Task<string> State(Guid proposal) => (await desk.Ask<string>($"select state from registry.proposal_state where proposal_id = '{proposal}' order by number desc limit 1"))!;

    public static async Task<string> Refused(Task task) => (await Should.ThrowAsync<UserError>(task)).Key;

    public ValueTask DisposeAsync() => desk.DisposeAsync();
}
