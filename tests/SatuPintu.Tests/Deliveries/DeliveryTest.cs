using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Deliveries.Register;
using SatuPintu.Deliveries.Uploads;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Deliveries;

/// <summary>A registry with an agency and a source, a folder for files, and officers to act as.</summary>
internal sealed class DeliveryTest : IAsyncDisposable
{
    public const string Password = "kuda merah di atas awan";
    public static readonly DateOnly AsOf = new(2025, 6, 1);
    private readonly TempFolder temp;

    private DeliveryTest(TestRegistry registry, TempFolder temp)
    {
        Registry = registry;
        this.temp = temp;
        Place = new RegistryPlace(temp["data"], temp["keys"], null, null);
        Keys = KeyRing.OpenOrCreate(temp["keys"]);
        Files = new UploadFiles(Place, Keys);
    }

    public TestRegistry Registry { get; }

    public RegistryDatabase Database => Registry.Database;

    public RegistryPlace Place { get; }

    public KeyRing Keys { get; }

    public UploadFiles Files { get; private set; }

    public static async Task<DeliveryTest> Make()
    {
        var temp = new TempFolder();
        Directory.CreateDirectory(temp["data"]);
        var test = new DeliveryTest(await TestRegistry.Make(), temp);
        foreach (var agency in new[] { "dinsos", "bappeda" })
        {
            await AddAgency.Run(test.Database, Actor.System, new AddAgencyCommand(agency, "Instansi " + agency));
            await AddSource.Run(test.Database, Actor.System, new AddSourceCommand("dtks-" + agency, agency, Form()));
        }
        return test;
    }

    public static SourceForm Form(string title = "DTKS", string area = "3672", string? definition = null) => new(title, area, "dtks", definition, new SourceMetadata("Standar 2025", null, null, null, null));

    /// <summary>Whoever signs in under a name, made with a role where they are not there yet.</summary>
    public async Task<(Actor Actor, string Secret)> Officer(string name, string role = "producer", string area = "3672", string agency = "dinsos")
    {
        await AddAccount.Run(Database, Actor.System, new AddAccountCommand(name, name, Password, [new HeldRole(role, area, agency)]));
        var secret = (await SignIn.Run(Database, name, Password)).Secret!;
        return ((await Sessions.Find(Database, secret))!.Actor, secret);
    }

    /// <summary>As after the service has ended and started anew: nothing is held in memory.</summary>
    public void Restart() => Files = new UploadFiles(Place, Keys);

    public async Task<FinishedUpload> Deliver(Actor actor, byte[] content, string source = "dtks-dinsos", string name = "daftar.csv")
    {
        var id = await BeginUpload.Run(Database, actor, new BeginUploadCommand(source, name, content.Length, AsOf));
        await AppendToUpload.Run(Database, Files, actor, id, 0, new MemoryStream(content));
        return await FinishUpload.Run(Database, Files, actor, id);
    }

    public byte[] Content(Guid delivery)
    {
        using var file = Files.Deliveries.OpenList(delivery);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    public async Task<string[]> Trail() => [.. await Database.In(Actor.System, s => s.Read("select action from audit.entry where action like 'delivery.%' or action like 'source.%' or action like 'agency.%' order by number", r => r.GetString(0)))];

    public Task<long> Count(string table) => Database.In(Actor.System, s => s.One<long>($"select count(*) from {table}"));

    /// <summary>Everything in the data folder, as relative paths.</summary>
    public string[] Stored() => [.. temp.All().Where(p => p.StartsWith("data/", StringComparison.Ordinal) && File.Exists(temp[p]))];

    public string PathOf(string name) => temp[name];

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        temp.Dispose();
    }
}
