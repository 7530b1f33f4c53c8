using System.Collections.Concurrent;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Proposing;

/// <summary>The corrections in force, as a merge of lists keeps to them. Any thread may apply them.</summary>
internal sealed class Corrections
{
    private readonly KeyRing keys;
    private readonly Dictionary<Guid, Correction[]> of;
    private readonly List<Correction> replaced;
    private readonly ConcurrentBag<Correction> confirmed = [], refreshed = [];

    private Corrections(KeyRing keys, Dictionary<Guid, Correction[]> of, List<Correction> replaced) => (this.keys, this.of, this.replaced) = (keys, of, replaced);

    /// <summary>Reads them, and waits until nobody decides on one.</summary>
    /// <param name="session">The transaction that writes a merge.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="joined">Persons that were found to be another: what was corrected of them goes with them.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<Corrections> Read(RegistrySession session, KeyRing keys, IReadOnlyList<(Guid From, Guid Into)> joined, CancellationToken cancellation)
    {
        await session.Lock(Turn.Corrections, cancellation);
        var into = joined.GroupBy(j => j.From).ToDictionary(j => j.Key, j => j.First().Into);
        var (standing, replaced) = (new Dictionary<(Guid, string, string?), Correction>(), new List<Correction>());
        // The later of two that say something of the same.
        foreach (var correction in await Correction.All(session, keys, cancellation))
        {
            var now = correction with { Person = into.GetValueOrDefault(correction.Person, correction.Person) };
            if (standing.Remove((now.Person, now.Kind, now.Element), out var earlier)) replaced.Add(earlier);
            standing.Add((now.Person, now.Kind, now.Element), now);
        }
        return new Corrections(keys, standing.Values.GroupBy(c => c.Person).ToDictionary(c => c.Key, c => c.OrderBy(x => x.Proposal).ToArray()), replaced);
    }

    /// <summary>Whether something was corrected of a person.</summary>
    public bool Has(Guid person) => of.ContainsKey(person);

    /// <summary>Puts what was corrected into what the lists say.</summary>
    /// <returns>By element the proposal, as origins have it.</returns>
    public IReadOnlyDictionary<string, Guid?> Apply(Guid person, Said said)
    {
        var marks = new Dictionary<string, Guid?>(StringComparer.Ordinal);
        foreach (var correction in of[person])
        {
            var lists = correction.Sets.Keys.ToDictionary(k => k, k => said[k], StringComparer.Ordinal);
            if (correction.IsConfirmedBy(lists))
            {
                confirmed.Add(correction);
                continue;
            }
            refreshed.Add(correction with { Lists = lists });
            foreach (var (key, value) in correction.Sets) said[key] = value;
            foreach (var (key, mark) in correction.Marks(inForce: true)) marks[key] = mark;
        }
        return marks;
    }

    /// <summary>Writes down what became of them: whose they are now, what the lists say beside them, and which have ended.</summary>
    public async Task Write(RegistrySession session, CancellationToken cancellation)
    {
        foreach (var correction in refreshed.OrderBy(c => c.Proposal))
            await session.Run("update registry.correction set person_id = $2, sealed = $3, lists_family = $4 where proposal_id = $1", cancellation, correction.Proposal, correction.Person, correction.Seal(keys), correction.ListsFamily);
        foreach (var correction in confirmed.Concat(replaced).OrderBy(c => c.Proposal))
        {
            await session.Run("delete from registry.correction where proposal_id = $1", cancellation, correction.Proposal);
            await session.Run("insert into registry.proposal_state (proposal_id, number, state) values ($1, 3, 'ended')", cancellation, correction.Proposal);
        }
    }
}
