using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Storage;

namespace SatuPintu.People.Proposing;

/// <summary>Which proposals to list.</summary>
/// <param name="State">Their state; null for all.</param>
/// <param name="Area">The code of an area, or its beginning; null for all that the actor sees.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record ListProposalsQuery(string? State, string? Area = null, int Page = 1);

/// <summary>A proposal in a list; what it says is not told.</summary>
/// <param name="Id">The id.</param>
/// <param name="Person">The person.</param>
/// <param name="Name">The person's name by its first letters; null where nobody of that id is known any more.</param>
/// <param name="Area">The area.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Element">The element, of a value.</param>
/// <param name="State">Its state.</param>
/// <param name="At">When it was made.</param>
/// <param name="By">By whom.</param>
/// <param name="IsOwn">Whether the actor made it.</param>
public sealed record ListedProposal(Guid Id, Guid Person, string? Name, string Area, string Kind, string? Element, string State, DateTimeOffset At, string? By, bool IsOwn);

/// <summary>A page of proposals.</summary>
/// <param name="Proposals">The proposals.</param>
/// <param name="Found">How many there are in all.</param>
public sealed record ProposalPage(IReadOnlyList<ListedProposal> Proposals, long Found);

/// <summary>Lists proposals of the actor's areas: those that wait from the oldest on, others from the newest on.</summary>
public static class ListProposals
{
    /// <summary>Proposals a page.</summary>
    public const int PageSize = 25;

    /// <summary>The states a proposal can be in.</summary>
    public static IReadOnlyList<string> States { get; } = ["proposed", "accepted", "rejected", "withdrawn", "ended"];

    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">The actor may not, or the state or area is none.</exception>
    public static Task<ProposalPage> Run(RegistryDatabase database, Actor actor, ListProposalsQuery query, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "proposal.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        if (query.State is not null && !States.Contains(query.State)) throw new UserError(ExitCode.Usage, "proposal.state");
        if (query.Area is { } area && (area.Length > 10 || !area.All(char.IsAsciiDigit))) throw new UserError(ExitCode.Usage, "person.area");
        const string From = """
            from registry.proposal p
            join lateral (select s.state from registry.proposal_state s where s.proposal_id = p.proposal_id order by s.number desc limit 1) t on true
            left join registry.person q on q.person_id = p.person_id
            where ($1::text is null or t.state = $1) and ($2::text is null or coalesce(q.area, p.area) like $2 || '%')
            """;
        return database.See(actor, async session =>
        {
            var found = await session.One<long>("select count(*) " + From, cancellation, query.State, query.Area);
            var proposals = await session.Read($"""
                select p.proposal_id, p.person_id, q.full_name, coalesce(q.area, p.area), p.kind, p.element, t.state, p.proposed_at, access.called(p.proposed_by), p.proposed_by = $3, q.person_id is not null {From}
                order by p.proposal_id {(query.State == "proposed" ? "" : "desc")} limit {PageSize} offset $4
                """, r => new ListedProposal(r.GetGuid(0), r.GetGuid(1), Masked.Name(r.IsDBNull(2) ? null : r.GetString(2)), r.GetString(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5), r.GetString(6),
                    r.GetFieldValue<DateTimeOffset>(7), r.IsDBNull(8) ? null : r.GetString(8), r.GetBoolean(9)), cancellation, query.State, query.Area, actor.User ?? Guid.Empty, (Math.Clamp(query.Page, 1, 1_000_000) - 1L) * PageSize);
            return new ProposalPage(proposals, found);
        }, cancellation);
    }
}
