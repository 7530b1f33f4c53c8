using System.Globalization;
using System.Text;
using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Tests.Deliveries;
using SatuPintu.Tests.Integration;
using SatuPintu.Tests.Storage;
using SatuPintu.Welfare.Rankings.Families;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Rankings.Quotas;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Tests.Welfare.Rankings;

/// <summary>Rankings in the registry, from the model to the decile of a person, on a real PostgreSQL.</summary>
public sealed class RankingTests : IAsyncLifetime
{
    private const int Families = 120;
    private readonly WelfareRun files = new();
    private TestRegistry registry = null!;
    private Actor steward = null!, other = null!, authority = null!, coordinator = null!, operatorThere = null!, operatorElsewhere = null!;

    private RegistryDatabase Database => registry.Database;

    public async ValueTask InitializeAsync()
    {
        registry = await TestRegistry.Make();
        steward = await RankingSamples.Officer(Database, "wali", "steward");
        other = await RankingSamples.Officer(Database, "wali-lain", "steward");
        authority = await RankingSamples.Officer(Database, "standar", "standards_authority");
        coordinator = await RankingSamples.Officer(Database, "koordinator", "coordinator");
        operatorThere = await RankingSamples.Officer(Database, "operator", "village_operator", RankingSamples.Villages[0]);
        operatorElsewhere = await RankingSamples.Officer(Database, "operator-lain", "village_operator", RankingSamples.Villages[1]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await registry.DisposeAsync();
        files.Dispose();
    }

    [Fact]
    public async Task A_model_is_kept_as_it_came_and_approved_by_somebody_else()
    {
        var (model, card) = RankingSamples.Fit(files);
        var (another, anotherCard) = RankingSamples.Fit(files, seed: 2);
        var id = await Upload(model, card);
        (await Upload(model, card)).ShouldBe(id, "the same file is one version");
        (await ShowModel.Run(Database, steward, await Upload(another, anotherCard)))!.Version.ShouldBe(2);
        await Refused("ranking.card.other_model", () => Upload(model, anotherCard));
        await Refused("ranking.card.broken", () => Upload(model, "{}"u8.ToArray()));
        await Refused("welfare.pmt.not_a_model", () => Upload("{\"format\":\"satupintu-proxy-means-model\"}"u8.ToArray(), card));
        await Refused("welfare.pmt.not_a_model", () => Upload("PK\u0003\u0004"u8.ToArray(), card));
        var foreign = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(model).Replace("head_age", "shoe_size", StringComparison.Ordinal));
        (await Refused("ranking.model.unmapped", () => Upload(foreign, RankingSamples.Card(foreign)))).ShouldContain("shoe_size");
        var cut = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(model).Replace("\"predictor\": \"\"", "\"predictor\": \"head_age\"", StringComparison.Ordinal));
        cut.ShouldNotBe(model);
        await Refused("welfare.pmt.not_a_model", () => Upload(cut, RankingSamples.Card(cut)));
        await Refused("access.not_here", () => UploadModel.Run(Database, steward, new UploadModelCommand("", "m.json", model, card)));
        await Refused("access.may_not", () => UploadModel.Run(Database, coordinator, new UploadModelCommand("3672", "m.json", model, card)));

        var shown = (await ShowModel.Run(Database, steward, id))!;
        shown.Predictors.Select(p => p.Variable).ShouldBe(["family_size", "children_0_14", "head_age", "floor", "savings", "district_code"]);
        shown.May.ShouldBeEmpty();
        (await ShowModel.Run(Database, authority, id))!.May.ShouldBe(["ranking_model.approve", "ranking_model.retire"]);
        await Refused("access.may_not", () => DecideOnModel.Approve(Database, steward, id, 1, null));
        await Refused("ranking.stale", () => DecideOnModel.Approve(Database, authority, id, 2, null));
        // Neither by the use case nor past it does somebody approve what they uploaded.
        var own = await UploadModel.Run(Database, authority, new UploadModelCommand("3672", "m.json", foreign = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(model) + "\n"), RankingSamples.Card(foreign)));
        await Refused("ranking.model.own", () => DecideOnModel.Approve(Database, authority, own, 1, null));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Database.In(authority, s => s.Run("insert into registry.ranking_model_state (model_id, number, state, by) values ($1, 2, 'approved', $2)", default, own, authority.User)));
        await DecideOnModel.Approve(Database, authority, id, 1, "Cukup teliti");
        await DecideOnModel.Approve(Database, authority, id, 1, "Cukup teliti");
        (await ShowModel.Run(Database, steward, id))!.States.Select(s => s.State).ShouldBe(["draft", "approved"]);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Database.In(Actor.System, s => s.Run("update registry.ranking_model set model = '' where model_id = $1", default, id)));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Database.In(Actor.System, s => s.Run("delete from registry.ranking_model_state")));
        await Refused("ranking.note_needed", () => DecideOnModel.Retire(Database, authority, id, 2, " "));
        await DecideOnModel.Retire(Database, authority, id, 2, "Diganti");
        await Refused("ranking.model.not_here", () => Start(id));

        Task<Guid> Upload(byte[] content, byte[] its) => UploadModel.Run(Database, steward, new UploadModelCommand("3672", "model.json", content, its));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Families_are_scored_and_ranked_as_pmt_score_does(bool byPersons)
    {
        await RankingSamples.Fill(Database, Families, Yesterday);
        var model = await Model();
        var run = await StartRanking.Run(Database, steward, new StartRankingCommand(model, "3672", Today, byPersons));
        (await StartRanking.Run(Database, steward, new StartRankingCommand(model, "3672", Today, byPersons))).ShouldBe(run, "sent twice");
        await Work();

        var shown = (await ShowRanking.Run(Database, coordinator, run))!;
        shown.State.ShouldBe("done");
        var kept = await Kept(run);
        shown.Found!.Families.ShouldBe(Families);
        shown.Found.Ranked.ShouldBe(kept.Count(k => k.Rank is not null));
        shown.Totals.Sum(t => t.Families).ShouldBe(Families);
        shown.Totals.Where(t => t.Decile > 0).Sum(t => t.Families).ShouldBe(shown.Found.Ranked);
        // What is not known is said, and never filled in.
        kept.Where((_, f) => f % 17 == 16).ShouldAllBe(k => k.Rank == null && k.Lacking.Contains("floor"));
        kept.Where((k, f) => f % 19 == 18 && k.Persons > 1 && f % 17 != 16).ShouldAllBe(k => k.Rank == null && k.Lacking.SequenceEqual(new[] { "children_0_14" }));
        shown.Found.Lacking["floor"].ShouldBe(kept.Count(k => k.Lacking.Contains("floor")));

        // The same numbers by the command, in the order of the families.
        var households = new StringBuilder("id,persons," + string.Join(',', shown.Predictors.Select(p => p.Predictor)) + "\n");
        foreach (var k in kept) households.Append(CultureInfo.InvariantCulture, $"{k.Id},{k.Persons},{string.Join(',', k.Inputs)}\n");
        File.WriteAllText(files.Folder["households.csv"], households.ToString());
        files.Must($"pmt score --model @model1.json --households @households.csv --id id {(byPersons ? "--size persons " : "")}--out @scores.csv");
        var scores = files.Rows("scores.csv");
        foreach (var (k, row) in kept.Zip(scores))
        {
            row["id"].ShouldBe(k.Id.ToString());
            (row["predicted"].Length == 0 ? (double?)null : WelfareRun.Number(row["predicted"])).ShouldBe(k.Predicted);
            row["rank"].ShouldBe($"{k.Rank}");
            row["decile"].ShouldBe($"{k.Decile}");
            row["percentile"].ShouldBe($"{k.Percentile}");
            if (!byPersons && k.Rank is { } rank) k.Decile.ShouldBe(1 + (10 * (rank - 1) / shown.Found.Ranked));
        }
        kept.Select(k => k.Decile).Distinct().Count().ShouldBe(11);
        kept[1].Inputs[2].ShouldBe(Age(1, Today).ToString(CultureInfo.InvariantCulture), "the head's age on the day");

        // A family's score in words: the terms add up to it, and only who works there sees it.
        var poorest = kept.Single(k => k.Rank == 1);
        (await ExplainFamily.Run(Database, operatorThere, poorest.Id, run)).ShouldBeNull("not approved");
        var score = (await ExplainFamily.Run(Database, steward, poorest.Id, run))!;
        Math.Exp(score.Explained!.Explanation.Linear).ShouldBe(poorest.Predicted!.Value, 1e-9 * poorest.Predicted.Value);
        var sentences = score.Explained.Sentences(Language.Indonesian, (p, l) => score.Named(p, l, Language.Indonesian)).ToList();
        sentences.Count.ShouldBe(score.Explained.Explanation.Terms.Count + 2);
        sentences.ShouldContain(s => s.Contains("Jumlah anggota keluarga", StringComparison.Ordinal));
        score.Members.Count.ShouldBe(poorest.Persons);
        score.Members[0].Name!.ShouldContain("•");
        (await Database.In(Actor.System, s => s.One<long>("select count(*) from audit.entry where action = 'score.seen'"))).ShouldBe(1);
        var nobody = kept.First(k => k.Rank is null);
        (await ExplainFamily.Run(Database, steward, nobody.Id, run))!.Lacking.ShouldBe(nobody.Lacking);
    }

    [Fact]
    public async Task Deciles_hold_once_somebody_else_approved_them_and_nothing_is_overwritten()
    {
        await RankingSamples.Fill(Database, Families, Yesterday);
        var model = await Model();
        var first = await Made(model, Today.AddDays(-1));
        await Refused("access.may_not", () => DecideOnRanking.Approve(Database, steward, first, 3, null));
        var both = steward with { Grants = [.. steward.Grants, new Grant("coordinator", "*", "3672")] };
        await Refused("ranking.own", () => DecideOnRanking.Approve(Database, both, first, 3, null));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Database.In(both, s => s.Run("insert into registry.ranking_run_state (run_id, number, state, by) values ($1, 4, 'approved', $2)", default, first, both.User)));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Database.In(coordinator, s => s.Run("insert into registry.ranking_run_state (run_id, number, state, by) values ($1, 4, 'entered', $2)", default, first, coordinator.User)));
        await Refused("ranking.stale", () => DecideOnRanking.Approve(Database, coordinator, first, 2, null));
        await DecideOnRanking.Approve(Database, coordinator, first, 3, "Sudah dibahas");
        (await Own()).ShouldBeEmpty("the service enters them");
        await Work();
        var kept = await Kept(first);
        (await Own()).Count.ShouldBe(kept.Where(k => k.Rank is not null).Sum(k => k.Persons));
        (await Decile(kept.First(k => k.Rank == 1).Id)).ShouldBe([$"[{Today.AddDays(-1):yyyy-MM-dd},) 1"]);
        (await Changes()).ShouldBe(1);

        // The head of one family grows old enough to change it: a floor is known now, so the next day ranks it.
        await Database.In(Actor.System, s => s.Run("update registry.person set elements = '{\"floor\":\"Tanah\",\"savings\":\"false\"}' where family_id = $1", default, RankingSamples.Family(16)));
        var second = await Made(model, Today);
        await DecideOnRanking.Approve(Database, authority, second, 3, null);
        await Work();
        (await Decile(RankingSamples.Family(16))).Single().ShouldStartWith($"[{Today:yyyy-MM-dd},)");
        (await ShowRanking.Run(Database, steward, first))!.State.ShouldBe("superseded");
        (await ShowRanking.Run(Database, steward, second))!.State.ShouldBe("entered");
        var moves = (await CompareRankings.Run(Database, coordinator, first, second))!.Matrix;
        moves.From(0).ShouldBe(1, "one has entered");
        moves.InBoth.ShouldBe(kept.Count(k => k.Rank is not null));
        var moved = (await Database.In(Actor.System, s => s.Read("select b.family_id from registry.ranking_family b join registry.ranking_family a using (family_id) where b.run_id = $1 and a.run_id = $2 and b.decile <> a.decile limit 1", r => r.GetGuid(0), default, first, second))).Single();
        (await Decile(moved)).Count.ShouldBe(2, "the decile before ended with the day");

        // A later one holds, so an earlier one does not any more; of the same day another corrects it, and what was believed stays.
        var late = await Made(model, Today.AddDays(-1));
        await Refused("ranking.later_holds", () => DecideOnRanking.Approve(Database, coordinator, late, 3, null));
        await Refused("ranking.note_needed", () => DecideOnRanking.Reject(Database, coordinator, late, 3, null));
        await DecideOnRanking.Reject(Database, coordinator, late, 3, "Terlambat");
        var again = await StartRanking.Run(Database, other, new StartRankingCommand(model, "3672", Today, ByPersons: true));
        await Work();
        await DecideOnRanking.Approve(Database, coordinator, again, 3, null);
        await Work();
        (await Database.In(Actor.System, s => s.One<long>("select count(*) from registry.ranking_past where ranking = 'satupintu' and lower(valid) = $1", default, Today))).ShouldBePositive();
        (await Database.In(Actor.System, s => s.One<long>("select count(*) from registry.ranking a join registry.ranking b using (person_id, ranking) where a.valid && b.valid and a.valid <> b.valid"))).ShouldBe(0);
        (await Changes()).ShouldBe(3);

        // Who works in the village sees the family there and nobody else's.
        var here = (await Kept(again)).First(k => k.Area == RankingSamples.Villages[0] && k.Rank is not null).Id;
        (await ExplainFamily.Run(Database, operatorThere, here, null))!.Run.ShouldBe(again);
        (await ExplainFamily.Run(Database, operatorElsewhere, here, null)).ShouldBeNull();
        (await ListRanked.Run(Database, operatorThere, again, RankingSamples.Villages[0], 1))!.Found.ShouldBe(Families / 3);
        (await ListRanked.Run(Database, operatorThere, again, RankingSamples.Villages[1], 1)).ShouldBeNull();
        (await Should.ThrowAsync<UserError>(() => CompareRankings.Csv(Database, coordinator, first, again, "untuk"))).Key.ShouldBe("person.purpose");
        Encoding.UTF8.GetString((await CompareRankings.Csv(Database, coordinator, first, again, "Bahan evaluasi triwulan"))!).ShouldStartWith("from,to,count,share_of_from,share_of_to,share\r\nabsent,1,");
        (await Database.In(Actor.System, s => s.One<string>("select purpose from audit.entry where action = 'ranking.matrix_taken'"))).ShouldBe("Bahan evaluasi triwulan");

        Task<List<string>> Own() => Lines("select person_id from registry.ranking where ranking = 'satupintu' and upper_inf(valid)");
        Task<List<string>> Decile(Guid family) => Lines($"select distinct r.valid || ' ' || r.decile from registry.ranking r join registry.person p using (person_id) where r.ranking = 'satupintu' and p.family_id = '{family}' order by 1");
        Task<long> Changes() => Database.In(Actor.System, s => s.One<long>("select count(*) from registry.change where kind = 'rank'"));
    }

    [Fact]
    public async Task The_same_comes_out_again_whatever_was_learnt_since()
    {
        await RankingSamples.Fill(Database, Families, Yesterday);
        var model = await Model();
        var first = await Made(model, Today);
        var before = await Outcome(first);
        await Database.In(Actor.System, s => s.Run("update registry.person set elements = '{\"floor\":\"Tanah\"}' where area = $1", default, RankingSamples.Villages[0]));
        await Database.In(Actor.System, s => s.Run("delete from registry.person where family_id = any ($1)", default, new[] { RankingSamples.Family(1), RankingSamples.Family(2) }));
        var again = await StartRanking.Repeat(Database, other, first);
        await Work();
        (await Outcome(again)).ShouldBe(before);
        (await Outcome(await Made(model, Today))).ShouldNotBe(before, "and now it is another");
        (await ShowRanking.Run(Database, steward, again))!.Repeats.ShouldBe(first);

        async Task<string> Outcome(Guid run) => string.Join('\n', (await Kept(run)).Select(k => JsonSerializer.Serialize(k)));
    }

    [Fact]
    public async Task What_was_killed_on_its_way_is_done_again_and_once()
    {
        await RankingSamples.Fill(Database, 40, Yesterday);
        var model = await Model();
        var run = await Start(model);
        // Killed while it worked: only that it was begun stands.
        await Database.In(Actor.System, async s => await (await RunRow.Lock(s, run, default)).Add(s, "running"));
        var jobs = new RankingJobs(Database);
        await using (await Database.TryLock(Turn.Deliveries, default))
            (await jobs.RunAll(TestContext.Current.CancellationToken)).ShouldBe(0, "a merge is under way");
        (await jobs.RunAll(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await Kept(run)).Count.ShouldBe(40);

        // Killed while it wrote: what it wrote is undone with it, and the next one writes it all.
        await DecideOnRanking.Approve(Database, coordinator, run, 3, null);
        await registry.AsOwner("create function registry.fall() returns trigger language plpgsql as $$ begin raise exception 'the server was killed'; end $$; create trigger fall before insert on registry.ranking_run_state for each row when (new.state = 'entered') execute function registry.fall()");
        await Should.ThrowAsync<Npgsql.PostgresException>(() => jobs.RunAll(TestContext.Current.CancellationToken));
        (await Lines("select 1 from registry.ranking union all select 2 from registry.change")).ShouldBeEmpty();
        await registry.AsOwner("drop trigger fall on registry.ranking_run_state");
        (await new RankingJobs(Database).RunAll(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await new RankingJobs(Database).RunAll(TestContext.Current.CancellationToken)).ShouldBe(0);
        (await Lines("select state from registry.ranking_run_state order by number")).ShouldBe(["waiting", "running", "done", "approved", "entered"]);

        // One that cannot be made says why, and the next is made all the same.
        var empty = await StartRanking.Run(Database, steward, new StartRankingCommand(model, "3672", new DateOnly(2020, 1, 1)));
        var next = await Start(model);
        await Work();
        (await ShowRanking.Run(Database, steward, empty))!.Error!.En.ShouldContain("No family was known");
        (await ShowRanking.Run(Database, steward, next))!.State.ShouldBe("done");
    }

    [Fact]
    public async Task Places_add_up_by_village()
    {
        await RankingSamples.Fill(Database, Families, Yesterday);
        var run = await Made(await Model(), Today);
        var kept = (await Kept(run)).Where(k => k.Rank is not null).ToList();
        var total = (int)Math.Round(0.37 * kept.Count);
        await ShareQuota.Run(Database, steward, new ShareQuotaCommand(run, 0.37));
        var quota = (await ShowRanking.Run(Database, authority, run))!.Quotas[0];
        quota.Places.ShouldBe(total);
        foreach (var village in quota.Villages) village.Places.ShouldBe(kept.Count(k => k.Area == village.Area && k.Rank <= total), "as many as it has among the poorest of the regency");

        var map = string.Join("\r\n", RankingSamples.Villages.Select((v, i) => $"{v},50,1,{0.1 + (0.3 * i)},0,0,,0.02,,1,").Prepend("area,households,mean,p0,p1,p2,gini,se_p0,cv_p0,in_sample,quota"));
        await Refused("ranking.quota.missing", () => ShareQuota.Run(Database, coordinator, new ShareQuotaCommand(run, 0.37, "map.csv", Encoding.UTF8.GetBytes(map[..map.LastIndexOf("\r\n", StringComparison.Ordinal)]))));
        await Refused("ranking.quota.not_a_map", () => ShareQuota.Run(Database, coordinator, new ShareQuotaCommand(run, 0.37, "map.csv", "a,b\n1,2\n"u8.ToArray())));
        await Refused("ranking.quota.row", () => ShareQuota.Run(Database, coordinator, new ShareQuotaCommand(run, 0.37, "map.csv", Encoding.UTF8.GetBytes(map.Replace("0.1", "1.1", StringComparison.Ordinal)))));
        await Refused("ranking.quota.share", () => ShareQuota.Run(Database, coordinator, new ShareQuotaCommand(run, double.NaN)));
        await Refused("access.may_not", () => ShareQuota.Run(Database, authority, new ShareQuotaCommand(run, 0.3)));
        await ShareQuota.Run(Database, coordinator, new ShareQuotaCommand(run, 0.37, "map.csv", Encoding.UTF8.GetBytes(map)));
        quota = (await ShowRanking.Run(Database, coordinator, run))!.Quotas[0];
        quota.MapName.ShouldBe("map.csv");
        quota.Villages.Sum(v => v.Places).ShouldBe(total);
        quota.Villages.ShouldAllBe(v => v.Places <= v.Families && v.Error > 0);
        foreach (var village in quota.Villages)
        {
            var listed = (await ListRanked.Run(Database, steward, run, village.Area, 1))!;
            listed.Places.ShouldBe(village.Places);
            var withRank = listed.Families.Where(f => f.Rank is not null).ToList();
            withRank.Take(village.Places).ShouldAllBe(f => f.IsWithin == true);
            withRank.Skip(village.Places).ShouldAllBe(f => f.IsWithin == false);
        }
        var districts = RankingSamples.Villages.Select(v => v[..6]).Distinct();
        (await Task.WhenAll(districts.Select(d => ListVillages.Run(Database, steward, run, d)))).Sum(d => d!.Value.Villages.Sum(v => v.Places)).ShouldBe(total);
    }

    [Fact]
    public async Task A_delivery_leaves_the_own_ranking_of_the_persons_it_touches()
    {
        await using var desk = await DeliveryDesk.Open("dtks");
        await desk.Deliver("dtks", SmallLists.Dtks(30), new DateOnly(2026, 5, 29));
        await desk.Do("insert into registry.ranking (person_id, valid, recorded_from, ranking, decile, area, because) select person_id, '[2026-06-01,)', transaction_timestamp(), 'satupintu', 3, area, person_id from registry.person");
        await desk.Deliver("dtks", SmallLists.Dtks(30).Replace("Desil 1", "Desil 5", StringComparison.Ordinal).Replace("Jl. Mawar", "Jl. Melati", StringComparison.Ordinal), new DateOnly(2026, 6, 20));
        (await desk.Ask<long>("select count(*) from registry.person_past")).ShouldBePositive();
        (await desk.Ask<long>("select count(*) from registry.ranking where ranking = 'satupintu' and upper_inf(valid)")).ShouldBe(30);
        (await desk.Ask<long>("select count(*) from registry.ranking where ranking = 'dtks' and not upper_inf(valid)")).ShouldBePositive("that of the list has ended");
    }

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private static DateTimeOffset Yesterday => new(Today.AddDays(-2), TimeOnly.MinValue, TimeSpan.Zero);

    private Task<Guid> Model() => RankingSamples.Approved(Database, steward, authority, RankingSamples.Fit(files));

    private Task<Guid> Start(Guid model) => StartRanking.Run(Database, steward, new StartRankingCommand(model, "3672", Today));

    private async Task<Guid> Made(Guid model, DateOnly day)
    {
        var run = await StartRanking.Run(Database, steward, new StartRankingCommand(model, "3672", day));
        await Work();
        (await ShowRanking.Run(Database, steward, run))!.State.ShouldBe("done");
        return run;
    }

    private async Task Work() => (await new RankingJobs(Database).RunAll(TestContext.Current.CancellationToken)).ShouldBePositive();

    private Task<List<string>> Lines(string sql) => Database.In(Actor.System, s => s.Read(sql, r => r.GetValue(0).ToString()!));

    private static async Task<string> Refused(string key, Func<Task> work)
    {
        var error = await Should.ThrowAsync<UserError>(work);
        error.Key.ShouldBe(key);
        return error.In(Language.English);
    }

    private static int Age(int family, DateOnly day)
    {
        var born = RankingSamples.HeadBorn(family);
        return day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0);
    }

    private Task<List<KeptFamily>> Kept(Guid run) => Database.In(Actor.System, s => s.Read("select family_id, area, persons, inputs::text, predicted, rank, percentile, decile, lacking from registry.ranking_family where run_id = $1 order by family_id", r => new KeptFamily(
        r.GetGuid(0), r.GetString(1), r.GetInt32(2), JsonSerializer.Deserialize<string?[]>(r.GetString(3))!, r.IsDBNull(4) ? null : r.GetDouble(4), r.IsDBNull(5) ? null : r.GetInt32(5), r.IsDBNull(6) ? null : r.GetInt16(6), r.IsDBNull(7) ? null : r.GetInt16(7), r.GetFieldValue<string[]>(8)), default, run));

    private sealed record KeptFamily(Guid Id, string Area, int Persons, string?[] Inputs, double? Predicted, int? Rank, int? Percentile, int? Decile, string[] Lacking);
}
