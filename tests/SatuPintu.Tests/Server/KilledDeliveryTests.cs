using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SatuPintu.Access;
using SatuPintu.Audit;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using Registry = SatuPintu.Storage.Registry;

namespace SatuPintu.Tests.Server;

/// <summary>
/// The service and its database server, ended by force at random moments while a delivery is checked, linked and merged. However often, the registry is at the end
/// what it is without: no row lost or doubled, the audit chain whole. <c>SATUPINTU_KILLS</c> sets how often; a few times stand for many in an ordinary run.
/// </summary>
public sealed class KilledDeliveryTests : IDisposable
{
    private const int Persons = 3000;
    private readonly TempFolder temp = new();
    private readonly int port = FreePort();

    // The embedded database of root runs as another user, who must be able to pass through.
    public KilledDeliveryTests()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp.Root, File.GetUnixFileMode(temp.Root) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task No_row_is_lost_or_doubled_whatever_is_killed_when()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("SATUPINTU_KILLS"), CultureInfo.InvariantCulture, out var asked) ? asked : 4;
        var expected = await Undisturbed();
        var place = Place("data");
        var deliveries = await Deliver(place);
        var chance = new Random(20261121);
        for (var kill = 0; kill <= kills; kill++)
        {
            using var service = Serve();
            await Live();
            // The user decides as soon as there is something to decide; the last time nothing is killed.
            var ends = kill < kills ? chance.Next(3000) : int.MaxValue;
            var begun = Stopwatch.GetTimestamp();
            var merged = false;
            while (!merged && Stopwatch.GetElapsedTime(begun).TotalMilliseconds < ends) merged = await DecideAll(place, deliveries);
            if (kill == kills)
            {
                merged.ShouldBeTrue();
                service.Kill();
            }
            else if (kill % 2 == 0) service.Kill();
            else
            {
                KillServer("data");
                // The service lives on, and so does the work, on a server that is started again.
                begun = Stopwatch.GetTimestamp();
                while (!await DecideAll(place, deliveries) && Stopwatch.GetElapsedTime(begun).TotalMilliseconds < chance.Next(2000, 6000)) { }
                service.HasExited.ShouldBeFalse();
                service.Kill();
            }
            await service.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await using var registry = await Registry.Open(place, share: false);
        (await Contents(registry)).ShouldBe(expected);
        (await AuditLog.Verify(registry)).IsWhole.ShouldBeTrue();
    }

    private async Task<string> Undisturbed()
    {
        var place = Place("other");
        var deliveries = await Deliver(place);
        await using var registry = await Registry.Open(place, share: false);
        var jobs = new DeliveryJobs(registry.Database, registry.Keys, new DeliveryFiles(place, registry.Keys));
        do await jobs.RunAll(TestContext.Current.CancellationToken);
        while (!await DecideAll(registry, deliveries));
        return await Contents(registry);
    }

    private async Task<Guid[]> Deliver(RegistryPlace place)
    {
        await using var registry = await Registry.Open(place, share: false);
        await registry.Prepare();
        var files = new DeliveryFiles(place, registry.Keys);
        var ids = new List<Guid>();
        await Do("insert into registry.agency (agency, name) values ('dinsos', 'Dinas Sosial')");
        foreach (var (source, list) in new[] { ("dtks", SmallLists.Dtks(Persons)), ("p3ke", SmallLists.P3ke(Persons)), ("pkh", SmallLists.Pkh(Persons)) })
        {
            await Do($$"""insert into registry.source (source, agency, title, area, definition) values ('{{source}}', 'dinsos', '{{source}}', '3672', '{"id":"{{source}}"}')""");
            var id = Guid.CreateVersion7();
            ids.Add(id);
            Directory.CreateDirectory(files.Folder(id));
            using (var file = SealedFile.Create(files.List(id), registry.Keys))
            {
                file.Write(System.Text.Encoding.UTF8.GetBytes(list));
                file.Complete();
            }
            await Do($"insert into registry.delivery (delivery_id, source, agency, area, file_name, file_bytes, file_sha256, as_of) values ('{id}', '{source}', 'dinsos', '3672', '{source}.csv', 1, '{source}', '2026-05-29'); insert into registry.delivery_state (delivery_id, number, state) values ('{id}', 1, 'received')");
        }
        return [.. ids];

        Task Do(string sql) => registry.Database.In(Actor.System, s => s.Run(sql));
    }

    /// <summary>Decides what there is to decide, in the order of the lists; says whether all is merged.</summary>
    private static async Task<bool> DecideAll(RegistryPlace place, Guid[] deliveries)
    {
        try
        {
            await using var registry = await Registry.Open(place, share: true, TestContext.Current.CancellationToken);
            return await DecideAll(registry, deliveries);
        }
        catch (Exception e) when (e is UserError or Npgsql.NpgsqlException or IOException or TimeoutException)
        {
            // It was killed a moment ago.
            await Task.Delay(50, TestContext.Current.CancellationToken);
            return false;
        }
    }

    private static async Task<bool> DecideAll(Registry registry, Guid[] deliveries)
    {
        var all = true;
        foreach (var id in deliveries)
        {
            var state = await registry.Database.In(Actor.System, s => DeliveryStates.Present(s, id, default));
            state.State.ShouldNotBe("failed");
            if (state.State == "recognised") await DecideOnDelivery.Map(registry.Database, Actor.System, id, state.Number, new Dictionary<string, string?>());
            // One list after the other, so that the registry comes about in the same way.
            if (state.State == "checked" && all) await DecideOnDelivery.Accept(registry.Database, Actor.System, id, state.Number, null);
            all &= state.State == "merged";
        }
        return all;
    }

    // What the registry holds but for ids and times.
    private static Task<string> Contents(Registry registry) => registry.Database.In(Actor.System, async s => string.Join('\n', await s.Read("""
        select (select count(*) || ' ' || count(distinct family_id) || ' ' || coalesce(sum(hashtext(full_name || birth_date || address || area || elements)), 0) from registry.person)
            || '; ' || (select count(*) || ' ' || count(distinct person_id) || ' ' || sum(row) from registry.record)
            || '; ' || (select count(*) || ' ' || sum(last_row) from registry.source_block) || ' ' || (select count(*) from registry.living) || ' ' || (select count(*) from registry.ranking) || ' ' || (select count(*) from registry.participation)
            || '; ' || (select count(*) from registry.change where kind = 'load') || ' ' || (select count(*) from registry.delivery_state where state = 'merged')
            || '; ' || (select string_agg(o::text, ' ') from registry.overlap('dtks', 'p3ke') o) || ' ' || (select string_agg(o::text, ' ') from registry.overlap('dtks', 'pkh') o)
        """, r => r.GetString(0))));

    private void KillServer(string data)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(temp[data], "postgres"), "postmaster.pid", SearchOption.AllDirectories))
        {
            using var kill = Process.Start("kill", ["-9", File.ReadLines(file).First()]);
            kill.WaitForExit();
        }
    }

    private RegistryPlace Place(string data) => new(temp[data], temp["keys"], null, null);

    private Process Serve() => Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SatuPintu.Cli"),
        ["serve", "--data", temp["data"], "--keys", temp["keys"], "--url", $"http://127.0.0.1:{port}"])
    { UseShellExecute = false })!;

    private async Task Live()
    {
        using var client = new HttpClient();
        for (var i = 0; i < 2400; i++)
        {
            try
            {
                using var live = await client.GetAsync($"http://127.0.0.1:{port}/health/live", TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
        throw new TimeoutException("The service does not answer.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
