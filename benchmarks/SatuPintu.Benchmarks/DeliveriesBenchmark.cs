using System.Diagnostics;
using System.Globalization;
using System.Text;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.Deliveries.Uploads;
using SatuPintu.Storage;

namespace SatuPintu.Benchmarks;

/// <summary>Measures deliveries into a fresh registry on its embedded server, and then the first list once more with changes in two rows of a hundred.</summary>
internal static class DeliveriesBenchmark
{
    /// <summary>Runs it.</summary>
    /// <param name="folder">A folder that does not exist yet.</param>
    /// <param name="lists">Lists as <c>source=file</c>, in the order they are delivered.</param>
    public static async Task Run(string folder, IReadOnlyList<string> lists)
    {
        var place = new RegistryPlace(Path.Combine(folder, "data"), Path.Combine(folder, "keys"), null, null);
        Directory.CreateDirectory(place.Data);
        await using var registry = await Registry.Open(place, share: false);
        await registry.Migrate();
        var files = new UploadFiles(place, registry.Keys);
        var jobs = new DeliveryJobs(registry.Database, registry.Keys, files.Deliveries);
        var sources = lists.Select(l => l.Split('=', 2)).ToList();
        await Do("insert into registry.agency (agency, name) values ('kota', 'Kota')");
        foreach (var source in sources) await Do($$"""insert into registry.source (source, agency, title, area, definition) values ('{{source[0]}}', 'kota', '{{source[0]}}', '3672', '{"id":"{{source[0]}}"}')""");
        foreach (var source in sources) await Deliver(source[0], File.ReadAllBytes(source[1]), new DateOnly(2026, 1, 1));
        await Deliver(sources[0][0], Changed(File.ReadAllBytes(sources[0][1])), new DateOnly(2026, 7, 1));
        Console.WriteLine($"peak of this process: {PeakMegabytes()} MB");

        Task Do(string sql) => registry.Database.In(Actor.System, s => s.Run(sql));

        async Task Deliver(string source, byte[] content, DateOnly asOf)
        {
            var clock = Stopwatch.StartNew();
            var id = await BeginUpload.Run(registry.Database, Actor.System, new BeginUploadCommand(source, source + ".csv", content.Length, asOf));
            await AppendToUpload.Run(registry.Database, files, Actor.System, id, 0, new MemoryStream(content));
            var delivery = (await FinishUpload.Run(registry.Database, files, Actor.System, id)).Delivery;
            var (upload, steps) = (Lap(), new List<double>());
            for (; ; )
            {
                await jobs.RunAll(default);
                steps.Add(Lap());
                var state = await registry.Database.In(Actor.System, s => DeliveryStates.Present(s, delivery, default));
                if (state.State == "recognised") await DecideOnDelivery.Map(registry.Database, Actor.System, delivery, state.Number, new Dictionary<string, string?>());
                else if (state.State == "checked") await DecideOnDelivery.Accept(registry.Database, Actor.System, delivery, state.Number, null);
                else if (state.State == "merged") break;
                else throw new InvalidOperationException($"{source}: {state.State} {await registry.Database.In(Actor.System, s => s.One<string>($"select details::text from registry.delivery_state where delivery_id = '{delivery}' order by number desc limit 1"))}");
                Lap();
            }
            var counts = await registry.Database.In(Actor.System, s => s.One<string>($"select string_agg(details->>'seconds', ' ' order by number) || coalesce(max(details->>'counts'), '') from registry.delivery_state where delivery_id = '{delivery}' and state in ('checked', 'merged')"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source}: upload {upload:0.0} s, steps {string.Join(" + ", steps.Select(s => s.ToString("0.0", CultureInfo.InvariantCulture)))} = {steps.Sum():0.0} s; {counts}; peak {PeakMegabytes()} MB"));

            double Lap()
            {
                var seconds = clock.Elapsed.TotalSeconds;
                clock.Restart();
                return seconds;
            }
        }
    }

    // In each hundred rows one has another name, and one is not there any more.
    private static byte[] Changed(byte[] list)
    {
        var lines = Encoding.UTF8.GetString(list).Split('\n');
        var changed = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0 && i % 100 == 50) continue;
            changed.Append(i > 0 && i % 100 == 25 ? lines[i].Replace("SITI", "SITTI", StringComparison.OrdinalIgnoreCase).Replace("A", "AA", StringComparison.Ordinal) : lines[i]);
            if (i < lines.Length - 1) changed.Append('\n');
        }
        return Encoding.UTF8.GetBytes(changed.ToString());
    }

    private static long PeakMegabytes()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal)) return long.Parse(line.AsSpan(6).Trim()[..^3], CultureInfo.InvariantCulture) / 1024;
        return 0;
    }
}
