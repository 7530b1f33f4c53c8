using Npgsql;
using SatuPintu.Access;
using SatuPintu.People.Proposing;
using SatuPintu.Storage;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.People;

/// <summary>Corrections: proposed by one, decided by another, kept through merges of lists, and undone.</summary>
public sealed class ProposalTests
{
    private const int Persons = 60;

    [Fact]
    public async Task A_correction_is_accepted_by_somebody_else_and_kept_through_merges_until_the_list_says_the_same()
    {
        await using var at = await ProposalDesk.Open(Persons);
        // Of the village: every second of the list.
        var person = await at.Person(6);
        var old = SmallLists.Name(6).ToUpperInvariant();
        var before = await at.Desk.Ask<DateTime>("select clock_timestamp()");
        var proposal = await at.Propose(at.Operator, person, value: "zulaikha qurrota");
        (await at.Propose(at.Operator, person, value: "Zulaikha Qurrota")).ShouldBe(proposal, "the same form sent twice is one");
        (await ProposalDesk.Refused(at.Propose(at.Steward, person, value: "Lain Lagi"))).ShouldBe("proposal.waits");
        (await at.Show(at.Steward, person, ProposalDesk.Purpose)).Name.ShouldBe(old, "nothing has changed yet");

        // Neither who proposed it, nor who has no such role, nor somebody of elsewhere.
        (await ProposalDesk.Refused(at.Accept(at.Operator, proposal))).ShouldBe("access.may_not");
        (await ProposalDesk.Refused(at.Accept(at.Outsider, proposal))).ShouldBe("proposal.unknown");
        var own = await at.Propose(at.Steward, person, element: "place_of_birth", value: "Serang");
        (await ProposalDesk.Refused(at.Accept(at.Steward, own))).ShouldBe("proposal.own");
        (await ProposalDesk.Refused(at.Reject(at.Steward, own))).ShouldBe("proposal.own");
        await at.Withdraw(at.Steward, own);
        (await at.State(own)).ShouldBe("withdrawn");

        await at.Accept(at.Steward, proposal);
        await at.Accept(at.Steward, proposal);
        (await at.Desk.Ask<long>($"select count(*) from registry.change where kind = 'correct' and by = '{at.Steward.User}'")).ShouldBe(1, "sent twice");
        var shown = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        shown.Name.ShouldBe("ZULAIKHA QURROTA");
        var value = shown.Values.Single(v => v.Element == "full_name");
        (value.Correction, value.Origin).ShouldBe((proposal, null));
        value.Others.ShouldContain(o => o.Origin == null && o.Value == old);
        shown.Versions[0].Kind.ShouldBe("correct");
        shown.Versions[0].Proposal.ShouldBe(proposal);
        shown.Versions[0].Changes.ShouldHaveSingleItem().After.ShouldBe("ZULAIKHA QURROTA");
        (await at.Desk.Ask<string>($"select full_name from registry.person_known('{before:O}') where person_id = '{person}'")).ShouldBe(old);

        // The list comes again and says something else of the person: the correction stands. Then it says the same: it ends, and the list is the origin again.
        var lines = SmallLists.Dtks(Persons).Split('\n');
        lines[7] = lines[7].Replace("Desil 3", "Desil 4", StringComparison.Ordinal).Replace("Cilegon", "Serang", StringComparison.Ordinal);
        await at.Desk.Deliver("dtks", string.Join('\n', lines), new DateOnly(2026, 6, 1));
        shown = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        (shown.Name, ProposalDesk.Value(shown, "place_of_birth")).ShouldBe(("ZULAIKHA QURROTA", "SERANG"));
        (await at.State(proposal)).ShouldBe("accepted");
        lines[7] = lines[7].Replace(SmallLists.Name(6), "Zulaikha Qurrota", StringComparison.Ordinal);
        await at.Desk.Deliver("dtks", string.Join('\n', lines), new DateOnly(2026, 7, 1));
        // The other list still has the old name, and more of it agree there.
        await at.Desk.Deliver("p3ke", SmallLists.P3ke(Persons).Replace($"P00006;{SmallLists.Nik(6)};{old}", $"P00006;{SmallLists.Nik(6)};ZULAIKHA QURROTA", StringComparison.Ordinal), new DateOnly(2026, 7, 2));
        shown = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        shown.Name.ShouldBe("ZULAIKHA QURROTA");
        shown.Values.Single(v => v.Element == "full_name").Origin.ShouldNotBeNull();
        (await at.State(proposal)).ShouldBe("ended");
        (await at.Desk.Ask<long>("select count(*) from registry.correction")).ShouldBe(0);
    }

    [Fact]
    public async Task An_ended_correction_lets_the_lists_speak_again()
    {
        await using var at = await ProposalDesk.Open(Persons);
        var person = await at.Person(6);
        var before = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        var number = SmallLists.Nik(6)[..12] + "0777";
        Guid[] proposals =
        [
            await at.Propose(at.Operator, person, element: "nik", value: number), await at.Propose(at.Operator, person, "died", since: "2026-02-03"),
            await at.Propose(at.Operator, person, "moved", area: "3672041002", address: "Jl. Kenanga 5 RT 1 RW 1", since: "2026-03-01"), await at.Propose(at.Operator, person, "left_family", since: "2026-03-01"),
        ];
        foreach (var proposal in proposals) await at.Accept(at.Steward, proposal);
        var changed = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        (ProposalDesk.Value(changed, "nik"), ProposalDesk.Value(changed, "died_on"), changed.Area, changed.FamilyId == before.FamilyId).ShouldBe((number, "2026-02-03", "3672041002", false));
        (await at.Desk.Lines($"select lower(valid)::text, upper(valid)::text, area from registry.living where person_id = '{person}' order by valid")).ShouldBe([$"2026-01-01|2026-03-01|{ProposalDesk.Village}", "2026-03-01||3672041002"]);
        (await at.Desk.Lines($"select distinct area from registry.ranking where person_id = '{person}'")).ShouldBe(["3672041002"]);
        (await SatuPintu.People.Looking.ListPersons.Run(at.Desk.Registry.Database, at.Desk.Keys, at.Desk.Finder, at.Steward, new(number, null, null, null))).Persons.ShouldHaveSingleItem().Id.ShouldBe(person);
        // Whoever keeps the village alone sees the person no more.
        (await SatuPintu.People.Looking.ShowPerson.Run(at.Desk.Registry.Database, at.Desk.Keys, at.Operator, new(person, null))).ShouldBeNull();

        // A merge in between changes nothing of it.
        await at.Desk.Deliver("p3ke", SmallLists.P3ke(Persons).Replace($"P00006;{SmallLists.Nik(6)}", $"P00006;{SmallLists.Nik(6)[..15]}X", StringComparison.Ordinal), new DateOnly(2026, 1, 1));
        var merged = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        (ProposalDesk.Value(merged, "nik"), ProposalDesk.Value(merged, "died_on"), merged.Area, merged.FamilyId).ShouldBe((number, "2026-02-03", "3672041002", changed.FamilyId));

        foreach (var proposal in proposals) await at.End(at.Steward, proposal);
        var after = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        foreach (var element in new[] { "nik", "died_on", "full_address", "rt", "street" }) ProposalDesk.Value(after, element).ShouldBe(ProposalDesk.Value(before, element), element);
        (after.Area, after.FamilyId).ShouldBe((before.Area, before.FamilyId));
        after.Values.ShouldAllBe(v => v.Correction == null);
        (await at.Desk.Lines($"select lower(valid)::text, upper(valid)::text, area from registry.living where person_id = '{person}' order by valid")).ShouldBe([$"2026-01-01||{ProposalDesk.Village}"]);
        (await at.Desk.Ask<long>("select count(*) from registry.change c join registry.change d on d.change_id = c.undoes where c.kind = 'undo' and d.kind = 'correct'")).ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_is_overwritten_unseen()
    {
        await using var at = await ProposalDesk.Open(30);
        var person = await at.Person(6);
        var version = (await at.Show(at.Operator, person)).Version;
        var first = await at.Propose(at.Operator, person, value: "Zulaikha Qurrota", seen: version);
        var second = await at.Propose(at.Operator, person, element: "sex", value: "L", seen: version);
        await at.Accept(at.Steward, first, version: version);
        // The person is another one than what the second tab shows.
        (await ProposalDesk.Refused(at.Accept(at.Steward, second, version: version))).ShouldBe("proposal.person_changed");
        (await ProposalDesk.Refused(at.Propose(at.Operator, person, element: "place_of_birth", value: "Serang", seen: version))).ShouldBe("proposal.person_changed");
        await at.Reject(at.Steward, second);
        (await ProposalDesk.Refused(at.Accept(at.Steward, second))).ShouldBe("proposal.stale");
        (await ProposalDesk.Refused(at.Withdraw(at.Operator, second))).ShouldBe("proposal.stale");
        (await ProposalDesk.Refused(at.Reject(at.Steward, await at.Propose(at.Operator, person, element: "sex", value: "L"), note: " "))).ShouldBe("proposal.note_needed");
        foreach (var (element, value, error) in new[] { ("nik", "1234", "proposal.number"), ("date_of_birth", "2999-01-01", "proposal.value"), ("relation", "Raja", "proposal.value"), ("full_name", "3672061505800003", "proposal.value"), ("place_of_birth", "CILEGON", "proposal.same"), ("street", "X", "proposal.kind") })
            (await ProposalDesk.Refused(at.Propose(at.Operator, person, element: element, value: value))).ShouldBe(error, element);
        (await ProposalDesk.Refused(at.Propose(at.Operator, person, "moved", area: "3672041002", address: "X", since: "2026-01-01"))).ShouldBe("proposal.address");
        (await ProposalDesk.Refused(at.Propose(at.Outsider, person, value: "Siapa Saja"))).ShouldBe("person.unknown");

        // While a merge writes, nothing is decided; nobody waits for it before a page.
        var third = await at.Propose(at.Operator, person, element: "place_of_birth", value: "Serang");
        await at.Desk.Registry.Database.In(Actor.System, async merging =>
        {
            await merging.Lock(Turn.Corrections, default);
            (await ProposalDesk.Refused(at.Accept(at.Steward, third))).ShouldBe("proposal.merging");
        });
        await at.Accept(at.Steward, third);
        // A move to where the decider keeps nothing needs somebody who keeps both.
        var away = await at.Propose(at.Operator, person, "moved", area: "3601012001", address: "Kp. Baru RT 1", since: "2026-02-01");
        (await ProposalDesk.Refused(at.Accept(at.Steward, away))).ShouldBe("access.not_here");
        await at.Accept(await at.Officer("provinsi", "coordinator", "36"), away);
        (await at.Desk.Ask<string>($"select area from registry.person where person_id = '{person}'")).ShouldBe("3601012001");
    }

    [Fact]
    public async Task The_database_itself_lets_nobody_write_a_person_without_a_decision_of_another()
    {
        await using var at = await ProposalDesk.Open(30);
        var person = await at.Person(6);
        var proposal = await at.Propose(at.Operator, person, value: "Zulaikha Qurrota");
        var own = await at.Propose(at.Steward, person, element: "place_of_birth", value: "Serang");
        // By no code of ours: what whoever holds the service's connection might try in a steward's name.
        (await Touched(at.Steward, $"update registry.person set full_name = 'X' where person_id = '{person}'")).ShouldBe(0);
        (await Touched(at.Steward, $"delete from registry.living where person_id = '{person}'")).ShouldBe(0);
        foreach (var (actor, id, state, number) in new[] { (at.Operator, proposal, "accepted", 2), (at.Steward, own, "accepted", 2), (at.Steward, own, "rejected", 2), (at.Steward, proposal, "withdrawn", 2), (at.Outsider, proposal, "accepted", 2), (at.Steward, proposal, "accepted", 7) })
            await Should.ThrowAsync<PostgresException>(() => Touched(actor, $"insert into registry.proposal_state (proposal_id, number, state, by) values ('{id}', {number}, '{state}', '{actor.User}')"), $"{state} {id}");
        await Should.ThrowAsync<PostgresException>(() => Touched(at.Steward, $"insert into registry.proposal_state (proposal_id, number, state, by) values ('{proposal}', 2, 'accepted', '{at.Operator.User}')"));
        (await Touched(at.Outsider, "select from registry.proposal")).ShouldBe(-1);
        (await at.Desk.Registry.Database.In(at.Outsider, s => s.One<long>("select (select count(*) from registry.proposal) + (select count(*) from registry.proposal_state) + (select count(*) from registry.disagreement) + (select count(*) from registry.correction)"))).ShouldBe(0);
        (await at.Desk.Ask<string>($"select full_name from registry.person where person_id = '{person}'")).ShouldBe(SmallLists.Name(6).ToUpperInvariant());

        // Nothing of what is proposed, or disagreed on, stands there to be read.
        await at.Accept(at.Steward, proposal);
        foreach (var table in new[] { "registry.proposal", "registry.proposal_state", "registry.correction", "registry.disagreement", "audit.entry", "registry.change" })
        {
            var dump = (string)(await at.Desk.Registry.AsOwner($"select coalesce(string_agg(t::text, ' '), '') from {table} t"))!;
            dump.ShouldNotContain("ZULAIKHA", Case.Insensitive, table);
            dump.ShouldNotContain("MAWAR", Case.Insensitive, table);
            dump.ShouldNotContain("KTP asli", Case.Insensitive, table);
        }

        Task<int> Touched(Actor actor, string sql) => at.Desk.Registry.Database.In(actor, s => s.Run(sql));
    }

    [Fact]
    public async Task The_queue_is_of_the_area_and_what_is_proposed_is_for_who_made_it_and_who_decides()
    {
        await using var at = await ProposalDesk.Open(30);
        var (here, there) = (await at.Person(6), await at.Person(7));
        var first = await at.Propose(at.Operator, here, value: "Zulaikha Qurrota");
        var second = await at.Propose(at.Steward, there, value: "Qurrota Ayun");
        (await Listed(at.Operator)).ShouldBe([first]);
        (await Listed(at.Steward)).ShouldBe([first, second]);
        (await Listed(at.Outsider)).ShouldBeEmpty();
        var verifier = await at.Officer("verif", "verifier", "3672");
        foreach (var (actor, full, may) in new[] { (at.Operator, true, "proposal.withdraw"), (at.Steward, true, "proposal.accept proposal.reject"), (verifier, false, "") })
        {
            var shown = (await ShowProposal.Run(at.Desk.Registry.Database, at.Desk.Keys, actor, first))!;
            (shown.IsFull, string.Join(' ', shown.May.Order())).ShouldBe((full, may));
            (shown.Reason is not null, shown.Values.Any(v => v.Proposed == "ZULAIKHA QURROTA")).ShouldBe((full, full));
        }
        (await ShowProposal.Run(at.Desk.Registry.Database, at.Desk.Keys, at.Outsider, first)).ShouldBeNull();
        // Who sees what is proposed has looked at the person in full.
        (await at.Desk.Ask<long>($"select count(*) from audit.entry where action = 'person.seen_full' and subject = '{here}' and purpose is not null")).ShouldBe(2);
        (await at.Desk.Lines("select action from audit.entry where action like 'proposal.%' order by number")).ShouldBe(["proposal.made", "proposal.made", "proposal.seen"]);

        async Task<Guid[]> Listed(Actor actor) => [.. (await ListProposals.Run(at.Desk.Registry.Database, actor, new ListProposalsQuery("proposed"))).Proposals.Select(p => p.Id)];
    }
}
