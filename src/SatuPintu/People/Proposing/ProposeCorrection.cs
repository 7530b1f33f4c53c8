using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Proposing;

/// <summary>A correction to propose.</summary>
/// <param name="Person">Of whom.</param>
/// <param name="Seen">The version of the person that was seen; null where the proposer says that it does not matter, as a program may.</param>
/// <param name="Kind">What it is: <c>value</c>, <c>moved</c>, <c>died</c>, <c>left_family</c>.</param>
/// <param name="Element">The element, of a value.</param>
/// <param name="Value">Its value.</param>
/// <param name="Area">The code of the village, of a move.</param>
/// <param name="Address">The address there.</param>
/// <param name="Since">The day of the move, the death or the leaving.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What was seen that shows it.</param>
public sealed record ProposeCorrectionCommand(Guid Person, long? Seen, string Kind, string? Element, string? Value, string? Area, string? Address, string? Since, string? Reason, string? Evidence);

/// <summary>Proposes a correction of a person, which takes effect when somebody else accepts it; leaves <c>proposal.made</c>.</summary>
public static class ProposeCorrection
{
    private static readonly string[] Kinds = ["value", "moved", "died", "left_family"];
    private const int ShortestReason = 10, Longest = 1000;

    /// <summary>What can be proposed for a value: ids of elements of the data standard.</summary>
    public static IReadOnlyList<string> Elements => Proposals.Correctable;

    /// <summary>Proposes it.</summary>
    /// <returns>The proposal; where the same was proposed by the same person a moment ago, that one.</returns>
    /// <exception cref="UserError">The actor may not, the person has changed since they were seen, something of the kind waits already, or a value cannot be.</exception>
    public static Task<Guid> Run(RegistryDatabase database, KeyRing keys, Actor actor, ProposeCorrectionCommand command, CancellationToken cancellation = default)
    {
        if (actor.User is null) throw new UserError(ExitCode.Usage, "access.may_not");
        if (!Kinds.Contains(command.Kind) || command.Kind == "value" != Elements.Contains(command.Element ?? "")) throw new UserError(ExitCode.Usage, "proposal.kind");
        return database.In(actor, async session =>
        {
            await Proposals.LockPerson(session, command.Person, cancellation);
            var person = await PersonRow.Find(session, keys, command.Person, cancellation) ?? throw new UserError(ExitCode.Usage, "person.unknown");
            Actions.Require(actor, "proposal.make", area: person.Area);
            var sets = ProposedValues.Of(command);
            var (reason, evidence) = (Text(command.Reason, ShortestReason, "proposal.reason"), string.IsNullOrWhiteSpace(command.Evidence) ? null : Text(command.Evidence, 1, "proposal.evidence"));
            var open = (await Proposals.About(session, keys, person.Id, cancellation)).Find(p => p.State == "proposed" && p.Kind == command.Kind && p.Element == command.Element);
            // The same form sent twice is one.
            if (open is not null && open.By == actor.User && open.Content.Reason == reason && sets.All(s => s.Key == Said.Family || open.Content.Sets.GetValueOrDefault(s.Key) == s.Value)) return open.Id;
            if (command.Seen is { } seen && seen != person.Version) throw new UserError(ExitCode.Usage, "proposal.person_changed");
            if (open is not null) throw new UserError(ExitCode.Usage, "proposal.waits");
            var said = Said.Of(person);
            if (sets.Where(s => s.Value is not null && s.Key is not (Said.Since or Said.Family)).All(s => said[s.Key] == s.Value) && command.Kind != "left_family") throw new UserError(ExitCode.Usage, "proposal.same");
            if (command.Kind == "left_family" && await Alone(session, person, cancellation)) throw new UserError(ExitCode.Usage, "proposal.alone");
            var id = Guid.CreateVersion7();
            var content = new ProposalContent(sets, sets.Keys.ToDictionary(k => k, k => said[k], StringComparer.Ordinal), reason, evidence);
            await session.Run("insert into registry.proposal (proposal_id, person_id, area, kind, element, proposed_by, sealed) values ($1, $2, $3, $4, $5, $6, $7)", cancellation,
                id, person.Id, person.Area, command.Kind, command.Element, actor.User, content.Seal(keys, id));
            await Proposals.Add(session, id, 1, "proposed", null, cancellation);
            await session.Trace("proposal.made", id.ToString(), details: new { person = person.Id, kind = command.Kind, element = command.Element, area = person.Area }, cancellation: cancellation);
            return id;
        }, cancellation);
    }

    private static async Task<bool> Alone(RegistrySession session, PersonRow person, CancellationToken cancellation) =>
        person.Family is null || !await session.One<bool>("select exists (select from registry.person where family_id = $1 and person_id <> $2)", cancellation, person.Family, person.Id);

    private static string Text(string? text, int shortest, string error) =>
        text?.Trim() is { } given && given.Length >= shortest && given.Length <= Longest ? given : throw new UserError(ExitCode.Usage, error, ("shortest", shortest), ("longest", Longest));
}
