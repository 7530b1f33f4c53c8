using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Proposing;

/// <summary>What was seen by whoever decides: where something else stands by now, nothing is done and that is said.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Seen">Number of its state.</param>
/// <param name="Version">The version of the person; null where it does not matter.</param>
/// <param name="Note">What is said with the decision.</param>
public sealed record ProposalDecision(Guid Proposal, int Seen, long? Version, string? Note);

/// <summary>What becomes of a proposal: accepted or rejected by somebody else than who made it, withdrawn by who made it; and an accepted one may be ended.</summary>
/// <remarks>Each leaves <c>proposal.accepted</c>, <c>rejected</c>, <c>withdrawn</c> or <c>ended</c>. The same decision sent twice is one.</remarks>
public static class DecideOnProposal
{
    private const int LongestNote = 1000;

    /// <summary>Accepts it: from now on it stands in the place of what the lists say, as a change of kind <c>correct</c>.</summary>
    /// <exception cref="UserError">The actor may not or proposed it themselves, something has changed since it was seen, or lists are being merged right now.</exception>
    public static Task Accept(RegistryDatabase database, KeyRing keys, Actor actor, ProposalDecision decision, CancellationToken cancellation = default) =>
        Decide(database, keys, actor, decision, "proposal.accept", "accepted", needsNote: false, async (session, proposal, person) =>
        {
            // Who accepts a move answers for both places.
            if (proposal.Content.Sets.TryGetValue(Said.Area, out var area) && area is not null) Actions.Require(actor, "proposal.accept", area: area, state: "proposed");
            await CorrectPerson.Accept(session, keys, person, proposal, cancellation);
        }, cancellation);

    /// <summary>Rejects it; the note says why.</summary>
    /// <exception cref="UserError">The actor may not or proposed it themselves, or something has changed since it was seen.</exception>
    public static Task Reject(RegistryDatabase database, KeyRing keys, Actor actor, ProposalDecision decision, CancellationToken cancellation = default) =>
        Decide(database, keys, actor, decision, "proposal.reject", "rejected", needsNote: true, null, cancellation);

    /// <summary>Withdraws one's own.</summary>
    /// <exception cref="UserError">It is somebody else's, or something has changed since it was seen.</exception>
    public static Task Withdraw(RegistryDatabase database, KeyRing keys, Actor actor, ProposalDecision decision, CancellationToken cancellation = default) =>
        Decide(database, keys, actor, decision, "proposal.withdraw", "withdrawn", needsNote: false, null, cancellation);

    /// <summary>Ends a correction in force: what the lists say stands again, as a change of kind <c>undo</c>; the note says why.</summary>
    /// <exception cref="UserError">The actor may not, something has changed since it was seen, or lists are being merged right now.</exception>
    public static Task End(RegistryDatabase database, KeyRing keys, Actor actor, ProposalDecision decision, CancellationToken cancellation = default) =>
        Decide(database, keys, actor, decision, "proposal.end", "ended", needsNote: true, async (session, proposal, person) =>
        {
            var correction = (await Correction.Of(session, keys, person.Id, cancellation)).Find(c => c.Proposal == proposal.Id) ?? throw new UserError(ExitCode.Usage, "proposal.stale");
            if (correction.Lists.TryGetValue(Said.Area, out var area) && area is not null) Actions.Require(actor, "proposal.end", area: area, state: "accepted");
            await CorrectPerson.End(session, keys, person, correction, cancellation);
        }, cancellation);

    private static Task Decide(RegistryDatabase database, KeyRing keys, Actor actor, ProposalDecision decision, string action, string next, bool needsNote, Func<RegistrySession, FoundProposal, PersonRow, Task>? takeEffect, CancellationToken cancellation)
    {
        if (actor.User is null) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            var about = await session.One<Guid?>("select coalesce(c.person_id, p.person_id) from registry.proposal p left join registry.correction c on c.proposal_id = p.proposal_id where p.proposal_id = $1", cancellation, decision.Proposal)
                ?? throw new UserError(ExitCode.Usage, "proposal.unknown");
            await Proposals.LockPerson(session, about, cancellation);
            var proposal = await Proposals.Find(session, keys, decision.Proposal, cancellation) ?? throw new UserError(ExitCode.Usage, "proposal.unknown");
            var person = await PersonRow.Find(session, keys, about, cancellation);
            var area = person?.Area ?? proposal.Area;
            if (proposal.State == next && proposal.Number == decision.Seen + 1 && proposal.DecidedBy == actor.User) return;
            // Who may not is told so before anything else; in which state it is, the number tells more exactly.
            Actions.Require(actor, action, area: area, state: action == "proposal.end" ? "accepted" : "proposed", owner: proposal.By);
            if (proposal.Number != decision.Seen) throw new UserError(ExitCode.Usage, "proposal.stale");
            if (next is "accepted" or "rejected" && proposal.By == actor.User) throw new UserError(ExitCode.Usage, "proposal.own");
            Actions.Require(actor, action, area: area, state: proposal.State, owner: proposal.By);
            var note = Note(decision.Note, needsNote);
            if (takeEffect is not null)
            {
                if (person is null) throw new UserError(ExitCode.Usage, "proposal.person_gone");
                if (decision.Version is { } version && version != person.Version) throw new UserError(ExitCode.Usage, "proposal.person_changed");
                // A merge that writes holds it alone; nobody waits before a page until a whole city is written.
                if (!await session.TryShare(Turn.Corrections, cancellation)) throw new UserError(ExitCode.Usage, "proposal.merging");
            }
            // First: only who has decided in this transaction may write what is believed of the person.
            await Proposals.Add(session, proposal.Id, proposal.Number + 1, next, note, cancellation);
            if (takeEffect is not null) await takeEffect(session, proposal, person!);
            await session.Trace($"proposal.{next}", proposal.Id.ToString(), note, new { person = about, kind = proposal.Kind, element = proposal.Element, area }, cancellation);
        }, cancellation);
    }

    private static string? Note(string? note, bool needed)
    {
        note = note?.Trim();
        if (note is { Length: > LongestNote } || note is not null && Proposals.HasNumber(note)) throw new UserError(ExitCode.Usage, "proposal.note", ("longest", LongestNote));
        return note is { Length: > 0 } ? note : needed ? throw new UserError(ExitCode.Usage, "proposal.note_needed") : null;
    }
}
