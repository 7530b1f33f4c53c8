using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.MatchReview;
using SatuPintu.Samples;
using SatuPintu.Tests.Deliveries;

namespace SatuPintu.Tests.MatchReview;

/// <summary>A registry made of small sample lists, in which linkage left pairs in doubt, with officers and the truth.</summary>
public sealed class ReviewDesk : IAsyncLifetime
{
    private const double Scale = 0.035;
    private readonly Dictionary<string, string> truth = new(StringComparer.Ordinal);
    private DeliveryDesk? desk;

    internal DeliveryDesk Desk => desk!;

    internal SatuPintu.Storage.RegistryDatabase Database => Desk.Registry.Database;

    internal string Sample => Desk["contoh"];

    public async ValueTask InitializeAsync()
    {
        desk = await DeliveryDesk.Open("dtks", "p3ke", "pkh");
        SampleMaker.Make(new SampleRequest(Sample, 7, Scale: Scale));
        foreach (var source in new[] { "dtks", "p3ke", "pkh" }) await Desk.Deliver(source, await File.ReadAllTextAsync(Path.Combine(Sample, source + ".csv")), new DateOnly(2026, 5, 29));
        foreach (var line in File.ReadLines(Path.Combine(Sample, "truth.csv")).Skip(1))
            if (line.Split(',') is [var source, var record, var person, ..]) truth[$"{source} {record}"] = person;
    }

    public async ValueTask DisposeAsync()
    {
        if (desk is not null) await desk.DisposeAsync();
    }

    /// <summary>An officer.</summary>
    internal async Task<Actor> Officer(string name, string role, string area = "3672")
    {
        await AddAccount.Run(Database, Actor.System, new AddAccountCommand(name, "Petugas " + name, DeliveryTest.Password, [new HeldRole(role, area, "dinsos")]));
        return (await Sessions.Find(Database, (await SignIn.Run(Database, name, DeliveryTest.Password)).Secret!))!.Actor;
    }

    internal Task<PairView?> Show(Actor actor, Guid pair) => ShowPair.Run(Database, Desk.Keys, actor, pair);

    internal async Task<string> Judge(Actor actor, Guid pair, string verdict) => await JudgePair.Run(Database, actor, new JudgePairCommand(pair, (await Show(actor, pair))!.Seen, verdict, null));

    /// <summary>Pairs in doubt that nobody has said anything of, those that need two officers or those that need one.</summary>
    internal async Task<Guid[]> Untouched(bool needTwo) => [.. (await Desk.Lines($"""
        select pair_id from registry.review_pair p where stands and state = 'open' and {(needTwo ? "" : "not ")}(effects && array['double_aid', 'covers_gap', 'different_nik'])
            and not exists (select from registry.review_opinion o where o.pair_id = p.pair_id) order by probability desc, pair_id
        """)).Select(Guid.Parse)];

    /// <summary>All that is believed of persons now, as text.</summary>
    internal async Task<string[]> Believed() => [.. await Desk.Lines("select person_id, family_id, full_name, birth_date, address, area, encode(nik_index, 'hex'), elements::text, origins::text from registry.person order by 1"),
        .. await Desk.Lines("select source, record_key, person_id, matched_by, probability from registry.record order by 1, 2"), .. await Desk.Lines("select person_id, valid, programme, source, area from registry.participation order by 1, 2, 3, 4"),
        .. await Desk.Lines("select person_id, valid, ranking, decile from registry.ranking order by 1, 2, 3"), .. await Desk.Lines("select person_id, valid, family_id, area, address from registry.living order by 1, 2")];
}
