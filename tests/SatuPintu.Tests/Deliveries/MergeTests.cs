using SatuPintu.Access;
using SatuPintu.Integration;
using SatuPintu.Programmes;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Deliveries;

/// <summary>Lists taken into the registry: what stands there afterwards is what integration makes of the same files.</summary>
public sealed class MergeTests : IDisposable
{
    private const int Persons = 120;
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Counts_and_overlap_are_those_of_the_files_of_integration()
    {
        await using var desk = await DeliveryDesk.Open("dtks", "p3ke", "pkh");
        await desk.Deliver("dtks", SmallLists.Dtks(Persons));
        await desk.Deliver("p3ke", SmallLists.P3ke(Persons));
        await desk.Deliver("pkh", SmallLists.Pkh(Persons));
        var totals = Integrated().Totals;
        (await desk.Ask<long>("select count(*) from registry.person")).ShouldBe(totals.Persons);
        (await desk.Ask<long>("select count(distinct family_id) from registry.person")).ShouldBe(totals.Families);
        (await desk.Ask<long>("select count(*) from registry.living")).ShouldBe(totals.Persons);
        (await desk.Ask<long>("select count(*) from registry.participation")).ShouldBe(Persons / 10);
        (await desk.Lines("select district, overlap_nik, overlap_linked from registry.overlap('dtks', 'p3ke')"))
            .ShouldBe(File.ReadLines(Path.Combine(temp["hasil"], "overlap.csv")).Skip(1).Select(l => l.Split(',')).Where(l => l[2] == "dtks" && l[3] == "p3ke" && l[0].Length == 6 && l[7] != "0").Select(l => $"{l[0]}|{l[6]}|{l[7]}"));
        var coordinator = new Actor(Guid.CreateVersion7(), new Grant("coordinator", "*", "3672"));
        var shown = await ShowOverlap.Run(desk.Registry.Database, coordinator, "dtks", "p3ke");
        shown.Select(s => $"{s.District}|{s.OverlapNik}|{s.OverlapLinked}").ShouldBe(await desk.Lines("select district, overlap_nik, overlap_linked from registry.overlap('dtks', 'p3ke')"));
        shown.ShouldHaveSingleItem().OverlapLinked.ShouldBePositive();
        (await ShowTotals.Run(desk.Registry.Database, coordinator)).ShouldBe(new RegistryTotals(totals.Persons, totals.Families, Persons + (Persons / 2) + (Persons / 10)));
        (await desk.Ask<long>("select count(*) from registry.record where person_id is not null")).ShouldBe(Persons + (Persons / 2) + (Persons / 10));
    }

    [Fact]
    public async Task A_second_delivery_keeps_the_ids_and_says_what_changed()
    {
        await using var desk = await DeliveryDesk.Open("dtks", "p3ke");
        await desk.Deliver("dtks", SmallLists.Dtks(Persons), new DateOnly(2026, 1, 1));
        await desk.Deliver("p3ke", SmallLists.P3ke(Persons), new DateOnly(2026, 1, 1));
        var before = await desk.Lines("select person_id, full_name from registry.person order by 1");
        var atFirst = await desk.Ask<DateTime>("select clock_timestamp()");

        // One moves, one is not listed any more, one is new.
        var lines = SmallLists.Dtks(Persons + 1).Split('\n');
        var moved = SmallLists.Name(6).ToUpperInvariant();
        lines[7] = lines[7].Replace("Jl. Mawar No. 3", "Jl. Anggrek No. 77", StringComparison.Ordinal).Replace("Desil 3", "Desil 4", StringComparison.Ordinal);
        var second = await desk.Deliver("dtks", string.Join('\n', lines.Where((_, i) => i != 22)), new DateOnly(2026, 6, 1));

        (await desk.Ask<string>($"select details->'counts'->>'whole' from registry.delivery_state where delivery_id = '{second}' and state = 'merged'")).ShouldBe("false");
        (await desk.Lines($"select details->'difference'->>'added', details->'difference'->>'changed', details->'difference'->>'gone' from registry.delivery_state where delivery_id = '{second}' and state = 'checked'")).ShouldBe(["1|1|1"]);
        var now = await desk.Lines("select person_id, full_name from registry.person order by 1");
        now.Count.ShouldBe(Persons + 1);
        now.Intersect(before).Count().ShouldBe(Persons);
        // Both times: where the person lived before and until when, and what was believed at first.
        (await desk.Lines($"select lower(l.valid)::text, upper(l.valid)::text, l.address from registry.living l join registry.person p using (person_id) where p.full_name = '{moved}' order by l.valid"))
            .ShouldBe(["2026-01-01|2026-06-01|JL MAWAR NO 3 RT 002 RW 002", "2026-06-01||JL ANGGREK NO 77 RT 002 RW 002"]);
        (await desk.Lines($"select r.valid, r.decile from registry.ranking r join registry.person p using (person_id) where p.full_name = '{moved}' and ranking = 'dtks' order by r.valid")).Count.ShouldBe(2);
        (await desk.Ask<long>($"select count(*) from registry.person_known('{atFirst:O}')")).ShouldBe(Persons);
        (await desk.Ask<string>($"select address from registry.person_known('{atFirst:O}') where full_name = '{moved}'"))!.ShouldContain("MAWAR");
        (await desk.Ask<string>($"select address from registry.person where full_name = '{moved}'"))!.ShouldContain("ANGGREK");
    }

    [Fact]
    public async Task A_person_that_two_lists_speak_of_in_one_id_is_parted_when_they_no_longer_do()
    {
        await using var desk = await DeliveryDesk.Open("dtks", "p3ke");
        await desk.Deliver("dtks", SmallLists.Dtks(Persons), new DateOnly(2026, 1, 1));
        await desk.Deliver("p3ke", SmallLists.P3ke(Persons), new DateOnly(2026, 1, 1));
        var person = await desk.Ask<Guid>("select person_id from registry.record where source = 'p3ke' order by row limit 1");

        // The first record of P3KE becomes somebody else altogether; the second loses nothing but its decile.
        var lines = SmallLists.P3ke(Persons).Split("\r\n");
        lines[1] = "P00000;3672065501990001;ZULAIKHA QURROTA AYUN;2;15-01-1999;KOTA CILEGON;CIWANDAN;TEGAL RATU;\"Jln. Kenanga No. 900; RT 9, RW 9\";ZULAIKHA QURROTA AYUN;Kepala Keluarga;1";
        var delivery = await desk.Deliver("p3ke", string.Join("\r\n", lines), new DateOnly(2026, 6, 1));
        (await desk.Lines($"select details->'counts'->>'whole', details->'counts'->>'parted' from registry.delivery_state where delivery_id = '{delivery}' and state = 'merged'")).ShouldBe(["false|1"]);
        (await desk.Ask<string>($"select full_name from registry.person where person_id = '{person}'")).ShouldBe(SmallLists.Name(0).ToUpperInvariant());
        var other = await desk.Ask<Guid>("select person_id from registry.person where full_name = 'ZULAIKHA QURROTA AYUN'");
        other.ShouldNotBe(person);
        (await desk.Lines($"select details->>'from', details->>'into' from registry.change where kind = 'split' and delivery_id = '{delivery}'")).ShouldBe([$"{person}|{other}"]);
        // What the source said of the first ends with the day of its list.
        (await desk.Lines($"select upper(valid)::text from registry.ranking where person_id = '{person}' and ranking = 'p3ke'")).ShouldBe(["2026-06-01"]);
    }

    [Fact]
    public async Task A_second_source_may_be_as_small_as_it_likes()
    {
        await using var desk = await DeliveryDesk.Open("dtks", "pkh");
        await desk.Deliver("dtks", SmallLists.Dtks(Persons));
        var delivery = await desk.Deliver("pkh", SmallLists.Pkh(Persons));
        (await desk.Ask<string>($"select details->'counts'->>'whole' from registry.delivery_state where delivery_id = '{delivery}' and state = 'merged'")).ShouldBe("true");
        (await desk.Ask<long>("select count(*) from registry.person")).ShouldBe(Persons);
    }

    [Fact]
    public async Task A_stolen_dump_shows_no_identity_number()
    {
        await using var desk = await DeliveryDesk.Open("dtks");
        // One number stands where none belongs.
        await desk.Deliver("dtks", SmallLists.Dtks(Persons).Replace("Jl. Mawar No. 3 ", $"Jl. Mawar No. 3 {SmallLists.Nik(4)} ", StringComparison.Ordinal));
        foreach (var table in await desk.Lines("select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('registry', 'access', 'audit') and c.relkind = 'r'"))
        {
            var dump = (string)(await desk.Registry.AsOwner($"select coalesce(string_agg(t::text, ' '), '') from {table} t"))!;
            foreach (var number in new[] { SmallLists.Nik(4), SmallLists.Nik(77), "36720612051400" })
            {
                dump.ShouldNotContain(number, customMessage: table);
                dump.ShouldNotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(number)), customMessage: table);
            }
        }
        foreach (var file in Directory.EnumerateFiles(desk.Files.All, "*", SearchOption.AllDirectories))
            (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(SmallLists.Nik(77))).ShouldBe(-1, file);
        // It is there all the same for whoever has the keys.
        var found = await SatuPintu.People.Looking.ListPersons.Run(desk.Registry.Database, desk.Keys, desk.Finder, SatuPintu.Access.Actor.System, new(SmallLists.Nik(77), null, null, null));
        found.Persons.Single().Name!.ShouldStartWith(SmallLists.Name(77).ToUpperInvariant()[..1] + "•");
    }

    private IntegrationResult Integrated()
    {
        File.WriteAllText(temp["dtks.csv"], SmallLists.Dtks(Persons));
        File.WriteAllText(temp["p3ke.csv"], SmallLists.P3ke(Persons));
        File.WriteAllText(temp["pkh.csv"], SmallLists.Pkh(Persons));
        return Integrate.Run(new IntegrateCommand
        {
            Sources = [new("dtks", temp["dtks.csv"]), new("p3ke", temp["p3ke.csv"]), new("pkh", temp["pkh.csv"])],
            Out = temp["hasil"],
            AsOf = DateOnly.FromDateTime(DateTime.UtcNow),
        }, null, null, default)!;
    }
}
