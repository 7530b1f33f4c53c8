using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Proposing;

/// <summary>What a proposal says: sealed where it is kept, since any of it may tell of a person.</summary>
/// <param name="Sets">By element the value it sets; null takes a value away.</param>
/// <param name="Was">By element what stood there when it was proposed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What was seen that shows it; null where nothing was named.</param>
internal sealed record ProposalContent(IReadOnlyDictionary<string, string?> Sets, IReadOnlyDictionary<string, string?> Was, string Reason, string? Evidence)
{
    private const string Purpose = "proposal.content";

    /// <summary>Seals it for one proposal.</summary>
    public byte[] Seal(KeyRing keys, Guid proposal)
    {
        using var cipher = new FieldCipher(keys, Purpose);
        return cipher.Encrypt(JsonSerializer.Serialize(this), proposal.ToByteArray(bigEndian: true));
    }

    /// <summary>Unseals it.</summary>
    public static ProposalContent Unseal(KeyRing keys, Guid proposal, byte[] kept)
    {
        using var cipher = new FieldCipher(keys, Purpose);
        return JsonSerializer.Deserialize<ProposalContent>(cipher.DecryptText(kept, proposal.ToByteArray(bigEndian: true)))!;
    }
}

/// <summary>A proposal with its present state.</summary>
/// <param name="Id">The id.</param>
/// <param name="Person">The person.</param>
/// <param name="Area">The person's area when it was proposed.</param>
/// <param name="Kind">Its kind: <c>value</c>, <c>moved</c>, <c>died</c>, <c>left_family</c>.</param>
/// <param name="Element">The element, of a value.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="At">When.</param>
/// <param name="Number">Number of the present state.</param>
/// <param name="State">The present state.</param>
/// <param name="DecidedBy">Who brought the present state about; null for the service.</param>
/// <param name="Content">What it says.</param>
internal sealed record FoundProposal(Guid Id, Guid Person, string Area, string Kind, string? Element, Guid By, DateTimeOffset At, int Number, string State, Guid? DecidedBy, ProposalContent Content);

/// <summary>Proposals as they are kept.</summary>
internal static class Proposals
{
    /// <summary>More digits in a row may be an identity number that somebody wrote into a text.</summary>
    public const int MostDigits = 14;

    private const string Columns = """
        select p.proposal_id, p.person_id, p.area, p.kind, p.element, p.proposed_by, p.proposed_at, t.number, t.state, t.by, p.sealed from registry.proposal p
        join lateral (select s.number, s.state, s.by from registry.proposal_state s where s.proposal_id = p.proposal_id order by s.number desc limit 1) t on true
        """;

    /// <summary>What can be corrected by a value, in the order in which it is offered.</summary>
    public static IReadOnlyList<string> Correctable { get; } =
    [
        Sources.Elements.FullName, Sources.Elements.Nik, Sources.Elements.FamilyCard, Sources.Elements.DateOfBirth, Sources.Elements.PlaceOfBirth, Sources.Elements.Sex, Sources.Elements.MaritalStatus,
        Sources.Elements.Relation, Sources.Elements.HouseholdMembers, Sources.Elements.HouseholdIncome, Sources.Elements.HomeOwnership, Sources.Elements.Roof, Sources.Elements.Floor, Sources.Elements.Wall,
        Sources.Elements.FloorArea, Sources.Elements.Lighting, Sources.Elements.CookingFuel, Sources.Elements.DrinkingWater, Sources.Elements.Sanitation, Sources.Elements.Savings, Sources.Elements.StuntingRisk,
        Sources.Elements.FaecesDisposal, Sources.Elements.SchoolAttendance, Sources.Elements.SchoolingLevel, Sources.Elements.Disability, Sources.Elements.ChronicIllness, Sources.Elements.Working, Sources.Elements.EmploymentStatus,
        Sources.Elements.EmploymentSector,
    ];

    /// <summary>One proposal; null where there is none that the session may see.</summary>
    public static async Task<FoundProposal?> Find(RegistrySession session, KeyRing keys, Guid id, CancellationToken cancellation) =>
        (await session.Read(Columns + " where p.proposal_id = $1", r => Row(r, keys), cancellation, id)).FirstOrDefault();

    /// <summary>Those about one person, the latest first.</summary>
    public static Task<List<FoundProposal>> About(RegistrySession session, KeyRing keys, Guid person, CancellationToken cancellation) =>
        session.Read(Columns + " where p.person_id = $1 order by p.proposal_id desc limit 50", r => Row(r, keys), cancellation, person);

    /// <summary>Lets nobody else propose or decide on anything of a person until the transaction ends.</summary>
    public static Task LockPerson(RegistrySession session, Guid person, CancellationToken cancellation) =>
        session.Lock(Turn.Person, person.ToString(), cancellation);

    /// <summary>Adds a state.</summary>
    public static Task Add(RegistrySession session, Guid id, int number, string state, string? note, CancellationToken cancellation) =>
        session.Run("insert into registry.proposal_state (proposal_id, number, state, by, note) values ($1, $2, $3, $4, $5)", cancellation, id, number, state, session.Actor.User, note);

    /// <summary>Whether so many digits stand in a row that they may be an identity number.</summary>
    public static bool HasNumber(string text)
    {
        var run = 0;
        foreach (var c in text)
            if ((run = char.IsAsciiDigit(c) ? run + 1 : 0) > MostDigits) return true;
        return false;
    }

    /// <summary>Whether somebody sees what a proposal says: who proposed it, and who decides on such.</summary>
    public static bool IsOpenTo(Actor actor, FoundProposal proposal, string area) => proposal.By == actor.User || Actions.May(actor, "proposal.accept", area: area, state: "proposed");

    private static FoundProposal Row(Npgsql.NpgsqlDataReader r, KeyRing keys) => new(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetGuid(5),
        r.GetFieldValue<DateTimeOffset>(6), r.GetInt32(7), r.GetString(8), r.IsDBNull(9) ? null : r.GetGuid(9), ProposalContent.Unseal(keys, r.GetGuid(0), r.GetFieldValue<byte[]>(10)));
}
