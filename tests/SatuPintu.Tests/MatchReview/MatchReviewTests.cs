using SatuPintu.MatchReview;
using SatuPintu.People.Looking;

namespace SatuPintu.Tests.MatchReview;

/// <summary>Pairs in doubt, decided by officers: what they say holds, can be undone, and nobody overwrites anybody.</summary>
public sealed class MatchReviewTests(ReviewDesk world) : IClassFixture<ReviewDesk>
{
    [Fact]
    public async Task A_pair_said_to_be_one_person_becomes_one_and_undoing_it_leaves_all_as_it_was()
    {
        var steward = await world.Officer("satu", "steward");
        // Whatever other tests have decided and left to be done is not of this one.
        await world.Desk.Work();
        var pair = (await world.Untouched(needTwo: false))[0];
        var before = await world.Believed();
        var seen = (await world.Show(steward, pair))!;
        seen.Evidence.Sum(e => e.Weight).ShouldBe(seen.Weight, 0.01);
        seen.Values.ShouldContain(v => v.Element == "full_name" && v.A.Length > 0 && v.B.Length > 0);
        foreach (var person in new[] { seen.A.Person, seen.B.Person }) (await ShowLooks.Run(world.Database, steward, person!.Value, 1))!.Looks.ShouldContain(l => l.Action == "match.seen" && l.Who == "Petugas satu");

        (await world.Judge(steward, pair, "same")).ShouldBe("same");
        await world.Desk.Work();
        var (a, b) = await Persons(pair);
        a.ShouldBe(b);
        (await world.Desk.Ask<long>($"select count(*) from registry.person where person_id = any (array['{seen.A.Person}', '{seen.B.Person}']::uuid[])")).ShouldBe(1);
        (await world.Desk.Lines($"select distinct matched_by from registry.record where person_id = '{a}'")).ShouldBe(["officer"]);
        (await world.Desk.Ask<string>($"select kind || ' ' || by from registry.change where details->>'into' = '{a}' and kind = 'merge' and details ? 'decision'")).ShouldBe($"merge {steward.User}");
        (await world.Show(steward, pair))!.MayDecide.ShouldBeFalse();
        await world.FiguresCounted();
        (await world.Desk.Ask<long>("select value from registry.figure where area = '' and kind = 'persons'")).ShouldBe(await world.Desk.Ask<long>("select count(*) from registry.person"));

        var decision = await world.Desk.Ask<Guid>($"select decision_id from registry.review_decision where pair_id = '{pair}'");
        var undo = await GroupPersons.Undo(world.Database, steward, decision, "Alamatnya ternyata lain sama sekali");
        (await world.Desk.Work()).ShouldBePositive("there is something to take back");
        (await world.Desk.Ask<string>($"select outcome from registry.review_applied where decision_id = '{undo}'")).ShouldBe("applied");
        (await world.Believed()).ShouldBe(before);
        (await world.Show(steward, pair))!.State.ShouldBe("open");
        (await Should.ThrowAsync<UserError>(() => GroupPersons.Undo(world.Database, steward, decision, "Sekali lagi, dengan alasan"))).Key.ShouldBe("grouping.undone");
    }

    [Fact]
    public async Task What_officers_decided_holds_when_all_lists_are_linked_anew()
    {
        var steward = await world.Officer("anyar", "steward");
        var pairs = await world.Untouched(needTwo: false);
        var (same, different) = (pairs[1], pairs[2]);
        await world.Judge(steward, same, "same");
        (await world.Judge(steward, different, "different")).ShouldBe("different");
        await world.Desk.Work();
        // A person is parted whom linkage holds to be one.
        var joined = await world.Desk.Ask<Guid>("select person_id from registry.record where matched_by = 'nik' group by person_id having count(distinct source) = 2 order by person_id limit 1");
        var records = (await ShowRecords.Run(world.Database, steward, joined))!;
        var parted = records.First(r => r.Source == "p3ke");
        await GroupPersons.Split(world.Database, steward, new SplitPersonCommand(joined, [parted.Id], "Kakak beradik dengan satu NIK"));
        await world.Desk.Work();
        (await world.Desk.Ask<long>($"select count(distinct person_id) from registry.record where person_id = '{joined}' or record_key = '{parted.Id.Split(' ')[1]}'")).ShouldBe(2);

        await world.Desk.Registry.AsOwner("delete from registry.linkage_model");
        await world.Desk.Deliver("pkh", await File.ReadAllTextAsync(Path.Combine(world.Sample, "pkh.csv")), new DateOnly(2026, 6, 29));
        (await world.Desk.Ask<string>("select details->'counts'->>'whole' from registry.delivery_state where state = 'merged' order by happened_at desc limit 1")).ShouldBe("true");
        var (a, b) = await Persons(same);
        a.ShouldBe(b);
        (a, b) = await Persons(different);
        a.ShouldNotBe(b);
        (await world.Desk.Ask<bool>($"select stands from registry.review_pair where pair_id = '{different}'")).ShouldBeFalse();
        (await world.Desk.Ask<Guid>($"select person_id from registry.record where record_key = '{parted.Id.Split(' ')[1]}'")).ShouldNotBe(joined);
        var lessons = (await ShowReviewWork.Run(world.Database, steward, null)).Lessons!.Learned;
        (lessons.Matches + lessons.NonMatches + lessons.SetAside).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Who_received_something_until_it_was_taken_for_anothers_receives_it_on_when_they_are_joined()
    {
        var steward = await world.Officer("sambung", "steward");
        var person = await world.Desk.Ask<Guid>("select person_id from registry.record group by person_id having bool_or(source = 'pkh') and bool_or(source = 'dtks') and bool_or(source = 'p3ke') order by person_id limit 1");
        var record = (await ShowRecords.Run(world.Database, steward, person))!.First(r => r.Source == "pkh");
        await GroupPersons.Split(world.Database, steward, new SplitPersonCommand(person, [record.Id], "Dua orang menurut kunjungan"));
        await world.Desk.Work();
        var other = await world.Desk.Ask<Guid>($"select person_id from registry.record where record_key = '{record.Id.Split(' ')[1]}'");
        other.ShouldNotBe(person);
        // As a list leaves it that parts them: until its day they were one.
        await world.Desk.Registry.AsOwner($"insert into registry.participation (person_id, valid, recorded_from, programme, source, area, because) select '{person}', daterange(lower(valid), lower(valid) + 90), now(), programme, source, area, because from registry.participation where person_id = '{other}'");
        var ended = await Received();
        ended.ShouldHaveSingleItem();

        await GroupPersons.Merge(world.Database, steward, new MergePersonsCommand(person, other, "Satu orang menurut kunjungan kedua"));
        await world.Desk.Work();
        var received = await Received();
        received.Count.ShouldBe(2);
        received[0].ShouldBe(ended[0]);
        received[1].ShouldBe(ended[0].Split('|')[1] + "|");

        Task<List<string>> Received() => world.Desk.Lines($"select lower(valid)::text, upper(valid)::text from registry.participation where person_id = '{person}' and source = 'pkh' order by valid");
    }

    [Fact]
    public async Task Where_much_depends_on_it_two_officers_must_say_the_same_and_neither_sees_what_the_other_said()
    {
        var (first, second, third) = (await world.Officer("pertama", "social_officer"), await world.Officer("kedua", "social_officer"), await world.Officer("ketiga", "coordinator"));
        var pairs = await world.Untouched(needTwo: true);
        (await world.Judge(first, pairs[0], "same")).ShouldBe("second");
        (await world.Desk.Ask<long>($"select count(*) from registry.review_decision where pair_id = '{pairs[0]}'")).ShouldBe(0);
        var blind = (await world.Show(second, pairs[0]))!;
        blind.Opinions.ShouldBeEmpty();
        blind.Seen.ShouldBe(1);
        (await Should.ThrowAsync<UserError>(() => world.Judge(first, pairs[0], "same"))).Key.ShouldBe("match.own");
        (await world.Judge(second, pairs[0], "different")).ShouldBe("disputed");
        (await world.Judge(third, pairs[0], "same")).ShouldBe("same");

        await world.Judge(first, pairs[1], "different");
        (await world.Judge(second, pairs[1], "different")).ShouldBe("different");
        var work = await ShowReviewWork.Run(world.Database, third, null);
        work.Reviewers.Single(r => r.Name == "Petugas pertama").ShouldBe(new ReviewerDay("Petugas pertama", 1, 1, 0, 0));
        work.Agreement.Pairs.ShouldBe(4);
        work.Agreement.Agreed.ShouldBe(2);
        work.Decisions.Count(d => d.Pair == pairs[0] || d.Pair == pairs[1]).ShouldBe(2);
        work.Left.Sum(l => l.Pairs).ShouldBePositive();
        (await Should.ThrowAsync<UserError>(() => ShowReviewWork.Run(world.Database, first, null))).Key.ShouldBe("access.may_not");
    }

    [Fact]
    public async Task Two_officers_at_one_pair_do_not_overwrite_each_other()
    {
        var (one, other) = (await world.Officer("kiri", "steward"), await world.Officer("kanan", "steward"));
        var pair = (await world.Untouched(needTwo: false))[^1];
        var seen = (await world.Show(one, pair))!.Seen;
        var both = new[] { (one, "same"), (other, "different") }.Select(o => Record(() => JudgePair.Run(world.Database, o.Item1, new JudgePairCommand(pair, seen, o.Item2, null)))).ToArray();
        var outcomes = await Task.WhenAll(both);
        outcomes.Count(o => o is null).ShouldBe(1);
        outcomes.OfType<UserError>().Single().Key.ShouldBe("match.stale");
        (await world.Desk.Ask<long>($"select count(*) from registry.review_opinion where pair_id = '{pair}'")).ShouldBe(1);

        // Each is given another pair to look at.
        var (mine, theirs) = (await ListPairs.Next(world.Database, one, null), await ListPairs.Next(world.Database, other, null));
        mine.ShouldNotBeNull();
        mine.ShouldNotBe(theirs);
        (await ListPairs.Next(world.Database, one, null)).ShouldBe(mine);

        static async Task<Exception?> Record(Func<Task> work)
        {
            try { await work(); return null; }
            catch (UserError e) { return e; }
        }
    }

    [Fact]
    public async Task A_preview_says_what_comes_of_it_and_changes_nothing()
    {
        var steward = await world.Officer("pratinjau", "steward");
        var pair = (await world.Untouched(needTwo: false))[4];
        var (a, b) = await Persons(pair);
        var before = await world.Believed();
        var preview = await world.Desk.Jobs.Preview(steward, a, b, []);
        preview.Before.Count.ShouldBe(2);
        var after = preview.After.ShouldHaveSingleItem();
        after.Records.ShouldBe(preview.Before.Sum(p => p.Records));
        (await world.Believed()).ShouldBe(before);

        await GroupPersons.Merge(world.Database, steward, new MergePersonsCommand(a, b, "Satu orang menurut kunjungan"));
        await world.Desk.Work();
        (await world.Desk.Lines($"select full_name, address from registry.person where person_id = '{after.Id}'")).ShouldBe([$"{after.Values["full_name"]}|{after.Values.GetValueOrDefault("full_address", "")}"]);
        (await Should.ThrowAsync<UserError>(() => GroupPersons.Merge(world.Database, steward, new MergePersonsCommand(a, a, "Orang yang sama juga")))).Key.ShouldBe("grouping.one");
        (await Should.ThrowAsync<UserError>(() => GroupPersons.Split(world.Database, steward, new SplitPersonCommand(after.Id, [], "Tidak ada yang dipilih")))).Key.ShouldBe("grouping.choose");
    }

    [Fact]
    public async Task Nobody_is_shown_a_pair_of_another_area_or_without_the_role()
    {
        var pair = (await world.Untouched(needTwo: false))[5];
        var elsewhere = await world.Officer("jauh", "steward", "3671");
        (await world.Show(elsewhere, pair)).ShouldBeNull();
        (await ListPairs.Run(world.Database, elsewhere, new ListPairsQuery())).Waiting.ShouldBe(0);
        (await Should.ThrowAsync<UserError>(() => JudgePair.Run(world.Database, elsewhere, new JudgePairCommand(pair, 0, "same", null)))).Key.ShouldBe("match.unknown");
        var operatorOfVillage = await world.Officer("desa", "village_operator");
        (await Should.ThrowAsync<UserError>(() => ListPairs.Run(world.Database, operatorOfVillage, new ListPairsQuery()))).Key.ShouldBe("access.may_not");
        (await world.Show(operatorOfVillage, pair)).ShouldBeNull();
        var (a, b) = await Persons(pair);
        var coordinator = await world.Officer("koordinator", "coordinator");
        (await Should.ThrowAsync<UserError>(() => GroupPersons.Merge(world.Database, coordinator, new MergePersonsCommand(a, b, "Bukan kewenangannya")))).Key.ShouldBe("access.may_not");
    }

    private async Task<(Guid A, Guid B)> Persons(Guid pair)
    {
        var found = await world.Desk.Lines($"select a.person_id, b.person_id from registry.review_pair p join registry.record a on a.source = p.source_a and a.record_key = p.key_a join registry.record b on b.source = p.source_b and b.record_key = p.key_b where pair_id = '{pair}'");
        var ids = found.ShouldHaveSingleItem().Split('|');
        return (Guid.Parse(ids[0]), Guid.Parse(ids[1]));
    }
}
