using System.Security.Cryptography;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.People.Search;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Deliveries;

/// <summary>A registry to deliver to, with the jobs that work on it.</summary>
internal sealed class DeliveryDesk : IAsyncDisposable
{
    private readonly TempFolder temp = new();

    private DeliveryDesk(TestRegistry registry)
    {
        Registry = registry;
        Keys = KeyRing.OpenOrCreate(temp["keys"]);
        Files = new DeliveryFiles(new RegistryPlace(temp["data"], temp["keys"], null, null), Keys);
        Jobs = new DeliveryJobs(registry.Database, Keys, Files);
        Finder = new PersonFinder(registry.Database);
    }

    public TestRegistry Registry { get; }

    public KeyRing Keys { get; }

    public DeliveryFiles Files { get; }

    public DeliveryJobs Jobs { get; private set; }

    public PersonFinder Finder { get; }

    public string this[string name] => temp[name];

    public static async Task<DeliveryDesk> Open(params string[] sources)
    {
        var desk = new DeliveryDesk(await TestRegistry.Make());
        await desk.Do("insert into registry.agency (agency, name) values ('dinsos', 'Dinas Sosial')");
        foreach (var source in sources) await desk.Do($$"""insert into registry.source (source, agency, title, area, definition) values ('{{source}}', 'dinsos', '{{source}}', '3672', '{"id":"{{source}}"}')""");
        return desk;
    }

    public Task Do(string sql) => Registry.Database.In(Actor.System, s => s.Run(sql));

    public Task<T?> Ask<T>(string sql) => Registry.Database.In(Actor.System, s => s.One<T>(sql));

    public Task<List<string>> Lines(string sql) => Registry.Database.In(Actor.System, s => s.Read(sql, r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => r.IsDBNull(i) ? "" : r.GetValue(i).ToString()))));

    /// <summary>Forgets the lists that are held, as a program does that is started again.</summary>
    public void StartAgain() => Jobs = new DeliveryJobs(Registry.Database, Keys, Files);

    /// <summary>A file that has come.</summary>
    public async Task<Guid> Receive(string source, Stream content, DateOnly? asOf = null)
    {
        var id = Guid.CreateVersion7();
        Directory.CreateDirectory(Files.Folder(id));
        using (var file = SealedFile.Create(Files.List(id), Keys))
        {
            await content.CopyToAsync(file, TestContext.Current.CancellationToken);
            file.Complete();
        }
        await Registry.Database.In(Actor.System, async s =>
        {
            await s.Run("insert into registry.delivery (delivery_id, source, agency, area, file_name, file_bytes, file_sha256, as_of) values ($1, $2, 'dinsos', '3672', $3, 1, $4, $5)", default,
                id, source, source + ".csv", RandomNumberGenerator.GetBytes(32), asOf ?? new DateOnly(2026, 5, 29));
            await s.Run("insert into registry.delivery_state (delivery_id, number, state) values ($1, 1, 'received')", default, id);
        });
        return id;
    }

    public Task<Guid> Receive(string source, string content, DateOnly? asOf = null) => Receive(source, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), asOf);

    /// <summary>Has a list taken into the registry, with the columns as they are recognised.</summary>
    public async Task<Guid> Deliver(string source, string content, DateOnly? asOf = null)
    {
        var id = await Receive(source, content, asOf);
        await Take(id);
        return id;
    }

    /// <summary>Brings a delivery from its coming to its merge.</summary>
    public async Task Take(Guid id)
    {
        await Work();
        if ((await State(id)).State == "recognised") await DecideOnDelivery.Map(Registry.Database, Actor.System, id, (await State(id)).Number, new Dictionary<string, string?>());
        await Work();
        await DecideOnDelivery.Accept(Registry.Database, Actor.System, id, (await State(id)).Number, null);
        await Work();
        (await State(id)).State.ShouldBe("merged", await Ask<string>($"select details::text from registry.delivery_state where delivery_id = '{id}' order by number desc limit 1"));
    }

    public Task<int> Work() => Jobs.RunAll(TestContext.Current.CancellationToken);

    public Task<DeliveryState> State(Guid id) => Registry.Database.In(Actor.System, s => DeliveryStates.Present(s, id, default));

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        temp.Dispose();
    }
}
