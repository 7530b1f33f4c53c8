using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Proposing;

/// <summary>A value of a proposal beside what else is said.</summary>
/// <param name="Element">The element; <c>area</c>, <c>since</c> and <c>died_on</c> besides those of the data standard.</param>
/// <param name="Was">What stood there when it was proposed.</param>
/// <param name="Stands">What stands there now.</param>
/// <param name="Proposed">What is proposed; null takes the value away.</param>
public sealed record ProposedValue(string Element, string? Was, string? Stands, string? Proposed);

/// <summary>A state a proposal went through.</summary>
/// <param name="State">The state.</param>
/// <param name="At">When.</param>
/// <param name="By">Who brought it about; null for the service.</param>
/// <param name="Note">What was said with it.</param>
public sealed record ProposalStep(string State, DateTimeOffset At, string? By, string? Note);

/// <summary>A proposal as it is shown.</summary>
public sealed record ProposalView
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }
    /// <summary>The person.</summary>
    public required Guid Person { get; init; }
    /// <summary>The person's name, masked where the proposal is; null where nobody of that id is known any more.</summary>
    public required string? Name { get; init; }
    /// <summary>The person's area.</summary>
    public required string Area { get; init; }
    /// <summary>Its kind: <c>value</c>, <c>moved</c>, <c>died</c>, <c>left_family</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>The element, of a value.</summary>
    public required string? Element { get; init; }
    /// <summary>Its state.</summary>
    public required string State { get; init; }
    /// <summary>Number of its state, which a decision names.</summary>
    public required int Number { get; init; }
    /// <summary>Version of the person, which a decision names; null where nobody of that id is known any more.</summary>
    public required long? Version { get; init; }
    /// <summary>Whether it is shown what it says: to who made it, and to who decides on such.</summary>
    public required bool IsFull { get; init; }
    /// <summary>What it says; empty where it is not shown.</summary>
    public required IReadOnlyList<ProposedValue> Values { get; init; }
    /// <summary>Why it was made; null where it is not shown.</summary>
    public required string? Reason { get; init; }
    /// <summary>What was seen that shows it; null where nothing was named or it is not shown.</summary>
    public required string? Evidence { get; init; }
    /// <summary>Persons the actor sees who have the proposed NIK already.</summary>
    public required int SameNik { get; init; }
    /// <summary>The states it went through.</summary>
    public required IReadOnlyList<ProposalStep> Steps { get; init; }
    /// <summary>Whether the actor made it.</summary>
    public required bool IsOwn { get; init; }
    /// <summary>What the actor may do with it as it is now, by id of the action.</summary>
    public required IReadOnlySet<string> May { get; init; }
}

/// <summary>Shows a proposal; leaves <c>person.seen_full</c> where what it says is shown, else <c>proposal.seen</c>.</summary>
public static class ShowProposal
{
    private static readonly string[] Decisions = ["proposal.accept", "proposal.reject", "proposal.withdraw", "proposal.end"];

    /// <summary>Shows it; null where there is none that the actor may see.</summary>
    public static Task<ProposalView?> Run(RegistryDatabase database, KeyRing keys, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        if (await Proposals.Find(session, keys, id, cancellation) is not { } proposal) return null;
        var about = await session.One<Guid?>("select person_id from registry.correction where proposal_id = $1", cancellation, id) ?? proposal.Person;
        var person = await PersonRow.Find(session, keys, about, cancellation);
        var area = person?.Area ?? proposal.Area;
        Actions.Require(actor, "proposal.see", area: area, state: proposal.State);
        var isFull = Proposals.IsOpenTo(actor, proposal, area);
        var (content, said) = (proposal.Content, person is null ? null : Said.Of(person));
        var view = new ProposalView
        {
            Id = id,
            Person = about,
            Name = isFull ? person?.Name : Masked.Name(person?.Name),
            Area = area,
            Kind = proposal.Kind,
            Element = proposal.Element,
            State = proposal.State,
            Number = proposal.Number,
            Version = person?.Version,
            IsFull = isFull,
            Values = isFull ? [.. content.Sets.Where(s => s.Key != Said.Family && (s.Value is not null || content.Was.GetValueOrDefault(s.Key) is not null)).Select(s => new ProposedValue(s.Key, content.Was.GetValueOrDefault(s.Key), said?[s.Key], s.Value))] : [],
            Reason = isFull ? content.Reason : null,
            Evidence = isFull ? content.Evidence : null,
            SameNik = isFull && proposal.Element == Elements.Nik ? await SameNik(session, keys, about, content.Sets[Elements.Nik]!, cancellation) : 0,
            Steps = await session.Read("select state, happened_at, access.called(by), note from registry.proposal_state where proposal_id = $1 order by number",
                r => new ProposalStep(r.GetString(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3)), cancellation, id),
            IsOwn = proposal.By == actor.User,
            May = Decisions.Where(a => Actions.May(actor, a, area: area, state: proposal.State, owner: proposal.By) && !(a is "proposal.accept" or "proposal.reject" && proposal.By == actor.User)
                && !(a == "proposal.accept" && person is null)).ToHashSet(StringComparer.Ordinal),
        };
        if (isFull) await session.Trace("person.seen_full", about.ToString(), Catalogue.Say(Language.Indonesian, "proposal.purpose"), new { area, proposal = id }, cancellation);
        else await session.Trace("proposal.seen", id.ToString(), details: new { person = about, area }, cancellation: cancellation);
        return view;
    }, cancellation);

    private static async Task<int> SameNik(RegistrySession session, KeyRing keys, Guid person, string nik, CancellationToken cancellation)
    {
        using var index = new BlindIndex(keys, "person.nik");
        return (int)await session.One<long>("select count(*) from registry.person where nik_index = any ($1) and person_id <> $2", cancellation, index.ToSearchNumber(nik).Select(h => h.Hash).ToArray(), person);
    }
}
