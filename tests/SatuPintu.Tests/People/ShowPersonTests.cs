using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.People;

/// <summary>What is shown of a person and a family: values with origins and disagreement, as known on a day, who looked; and to whom.</summary>
public sealed class ShowPersonTests
{
    private const int Persons = 60;

    [Fact]
    public async Task Values_tell_their_list_and_what_the_others_say_and_masked_only_that_they_differ()
    {
        await using var at = await ProposalDesk.Open(Persons);
        var person = await at.Person(6);
        var masked = await at.Show(at.Operator, person);
        (masked.IsFull, masked.Name!.Contains('•', StringComparison.Ordinal), ProposalDesk.Value(masked, "full_address")).ShouldBe((false, true, null));
        masked.Values.ShouldAllBe(v => v.Others.Count == 0);
        var differing = masked.Values.Where(v => v.Differs).Select(v => v.Element).ToArray();
        differing.ShouldContain("rt", "DTKS has RT 002, P3KE RT 1");
        var full = await at.Show(at.Operator, person, ProposalDesk.Purpose);
        var rt = full.Values.Single(v => v.Element == "rt");
        rt.Origin.ShouldNotBeNull().ShouldSatisfyAllConditions(o => o.Agency.ShouldBe("Dinas Sosial"), o => o.AsOf.ShouldBe(new DateOnly(2026, 1, 1)));
        var other = rt.Others.ShouldHaveSingleItem();
        new[] { rt.Value, other.Value }.Order().ShouldBe(["001", "002"]);
        other.Origin!.Source.ShouldNotBe(rt.Origin!.Source);
        full.Values.Single(v => v.Element == "nik").ShouldSatisfyAllConditions(v => v.Value.ShouldBe(SmallLists.Nik(6)), v => v.Differs.ShouldBeFalse());
        (full.Deciles.Count, full.Records.Count, full.FamilyId is not null).ShouldBe((2, 2, true));
        full.Looks.ShouldBeEmpty("an operator does not see who looked");
        (await ShowPerson.Run(at.Desk.Registry.Database, at.Desk.Keys, at.Outsider, new ShowPersonQuery(person, ProposalDesk.Purpose))).ShouldBeNull();
        (await ProposalDesk.Refused(at.Show(at.Operator, person, "kurang"))).ShouldBe("person.purpose");

        // What agrees again is no disagreement any more; before, it was.
        await at.Desk.Deliver("p3ke", SmallLists.P3ke(Persons).Replace("Jln. Mawar No. 3; RT 1, RW 2", "Jln. Mawar No. 3; RT 2, RW 2", StringComparison.Ordinal), new DateOnly(2026, 6, 1));
        (await at.Show(at.Operator, person)).Values.Single(v => v.Element == "rt").Differs.ShouldBeFalse();
    }

    [Fact]
    public async Task As_known_on_a_day_is_what_was_believed_then()
    {
        await using var at = await ProposalDesk.Open(Persons);
        var person = await at.Person(6);
        // What was recorded is moved back in time, as if the lists had come then; the past is closed to all but the owner.
        foreach (var table in new[] { "person", "living", "participation", "ranking", "disagreement", "record" })
            await at.Desk.Registry.AsOwner($"alter table registry.{table} disable trigger user; update registry.{table} set recorded_from = '2026-02-10Z'; alter table registry.{table} enable trigger user");
        await at.Desk.Registry.AsOwner("delete from registry.person_past");
        var lines = SmallLists.Dtks(Persons).Split('\n');
        lines[7] = lines[7].Replace("Jl. Mawar No. 3", "Jl. Anggrek No. 77", StringComparison.Ordinal).Replace("Desil 3", "Desil 4", StringComparison.Ordinal);
        await at.Desk.Deliver("dtks", string.Join('\n', lines), new DateOnly(2026, 6, 1));

        var now = await at.Show(at.Steward, person, ProposalDesk.Purpose);
        var then = await at.Show(at.Steward, person, ProposalDesk.Purpose, new DateOnly(2026, 3, 1));
        ProposalDesk.Value(now, "full_address")!.ShouldContain("ANGGREK");
        (then.Per, ProposalDesk.Value(then, "full_address")!.Contains("MAWAR", StringComparison.Ordinal)).ShouldBe((new DateOnly(2026, 3, 1), true));
        now.Deciles.Where(d => d.Ranking == "dtks").Select(d => d.Decile).ShouldBe([4, 3]);
        then.Deciles.Where(d => d.Ranking == "dtks").Select(d => (d.Decile, d.To)).ShouldBe([(3, null)]);
        then.Times.Count(t => t.Kind == "living").ShouldBe(1);
        now.Times.Count(t => t.Kind == "living").ShouldBe(2);
        (now.Versions.Count, then.Versions.Count).ShouldBe((2, 1));
        now.Versions[0].Changes.Select(c => c.Element).ShouldContain("full_address");
        now.Versions[0].List!.AsOf.ShouldBe(new DateOnly(2026, 6, 1));
        then.May.ShouldNotContain("proposal.make");
        // Nobody was known before; a day to come is now.
        (await ShowPerson.Run(at.Desk.Registry.Database, at.Desk.Keys, at.Steward, new ShowPersonQuery(person, null, new DateOnly(2026, 2, 9)))).ShouldBeNull();
        (await at.Show(at.Steward, person, null, new DateOnly(2999, 1, 1))).Per.ShouldBeNull();

        var family = await Family(at, at.Steward, now.FamilyId!.Value, new DateOnly(2026, 3, 1));
        family.Members.Count.ShouldBe(3);
        (await ShowFamily.Run(at.Desk.Registry.Database, at.Desk.Keys, at.Steward, new ShowFamilyQuery(now.FamilyId.Value, null, new DateOnly(2026, 2, 9)))).ShouldBeNull();
    }

    [Fact]
    public async Task A_family_shows_the_members_of_the_readers_area_with_all_their_aid()
    {
        await using var at = await ProposalDesk.Open(Persons);
        await at.Desk.Do("""insert into registry.source (source, agency, title, area, definition) values ('pkh', 'dinsos', 'pkh', '3672', '{"id":"pkh"}')""");
        await at.Desk.Deliver("pkh", SmallLists.Pkh(Persons), new DateOnly(2026, 2, 1));
        // The tenth of the list is a child; family of 9, 10 and 11, in two villages.
        var member = await at.Person(10);
        var id = (await at.Show(at.Steward, member)).FamilyId!.Value;
        var all = await Family(at, at.Steward, id, purpose: ProposalDesk.Purpose);
        all.Members.Select(m => m.Name).ShouldBe([.. new[] { 9, 10, 11 }.Select(i => SmallLists.Name(i).ToUpperInvariant())]);
        (all.Members[0].IsHead, all.Head).ShouldBe((true, SmallLists.Name(9).ToUpperInvariant()));
        all.Aid.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Member.ShouldBe(member), a => a.From.ShouldBe(new DateOnly(2026, 2, 1)), a => a.To.ShouldBeNull());
        all.Deciles.Select(d => d.Ranking).ShouldBe(["dtks", "p3ke"]);
        all.Spells.Count.ShouldBe(3);
        (await at.Desk.Ask<long>("select count(*) from audit.entry where action = 'person.seen_full' and purpose is not null")).ShouldBe(3, "each member was looked at");
        var masked = await Family(at, at.Steward, id);
        masked.Members.ShouldAllBe(m => m.Name!.Contains('•') && m.Nik!.Contains('•'));
        (masked.Address, masked.Card!.Contains('•', StringComparison.Ordinal)).ShouldBe((null, true));
        (await Family(at, at.Operator, id)).Members.ShouldHaveSingleItem().Id.ShouldBe(member);
        (await ShowFamily.Run(at.Desk.Registry.Database, at.Desk.Keys, at.Outsider, new ShowFamilyQuery(id, null))).ShouldBeNull();
    }

    [Fact]
    public async Task Who_looked_and_why_is_seen_by_coordinator_steward_and_auditor_of_the_area_alone()
    {
        await using var at = await ProposalDesk.Open(30);
        var person = await at.Person(6);
        await at.Show(at.Operator, person, ProposalDesk.Purpose);
        await at.Show(at.Operator, person);
        await Family(at, at.Operator, (await at.Show(at.Steward, person)).FamilyId!.Value);
        var (auditor, elsewhere) = (await at.Officer("periksa", "auditor", "3672"), await at.Officer("jauh", "auditor", "3601"));
        var looks = (await ShowLooks.Run(at.Desk.Registry.Database, auditor, person, 1))!;
        looks.Looks.Select(l => (l.Who, l.Action, l.Purpose)).ShouldBe([("operator", "family.seen", null), ("wali", "person.seen", null), ("operator", "person.seen", null), ("operator", "person.seen_full", ProposalDesk.Purpose)]);
        looks.Found.ShouldBe(4);
        (await at.Show(at.Steward, person)).Looks.Count.ShouldBe(4);
        (await ShowLooks.Run(at.Desk.Registry.Database, elsewhere, person, 1)).ShouldBeNull();
        (await ShowLooks.Run(at.Desk.Registry.Database, at.Operator, person, 1)).ShouldBeNull();
        // By no code of ours either.
        foreach (var actor in new[] { elsewhere, at.Operator, at.Outsider }) (await at.Desk.Registry.Database.In(actor, s => s.One<long>("select count(*) from audit.looks($1, 0, 100)", default, person))).ShouldBe(0);
        // An auditor sees nothing else of the person.
        (await at.Desk.Registry.Database.In(auditor, s => s.One<long>("select count(*) from registry.person"))).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_found_to_be_another_is_followed_there()
    {
        await using var at = await ProposalDesk.Open(30);
        var (gone, into) = (Guid.CreateVersion7(), await at.Person(6));
        await at.Desk.Do($$"""insert into registry.change (kind, details) values ('merge', '{"from": "{{gone}}", "into": "{{into}}"}')""");
        (await ShowPerson.Follow(at.Desk.Registry.Database, at.Steward, gone)).ShouldBe(into);
        (await ShowPerson.Follow(at.Desk.Registry.Database, at.Outsider, gone)).ShouldBeNull();
        (await at.Show(at.Steward, into)).Joins.ShouldHaveSingleItem().ShouldSatisfyAllConditions(j => j.Other.ShouldBe(gone), j => j.IsFrom.ShouldBeTrue());
    }

    private static async Task<FamilyView> Family(ProposalDesk at, Actor actor, Guid id, DateOnly? per = null, string? purpose = null) => (await ShowFamily.Run(at.Desk.Registry.Database, at.Desk.Keys, actor, new ShowFamilyQuery(id, purpose, per)))!;
}
