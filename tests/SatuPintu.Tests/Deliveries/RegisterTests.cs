using SatuPintu.Access;
using SatuPintu.Audit;
using SatuPintu.Deliveries.Register;

namespace SatuPintu.Tests.Deliveries;

/// <summary>Agencies and sources: added, changed and retired once, by those who may, with what is wrong said where it is.</summary>
public sealed class RegisterTests
{
    [Fact]
    public async Task Sending_a_form_twice_does_it_once_and_a_stale_form_changes_nothing()
    {
        await using var test = await DeliveryTest.Make();
        var steward = (await test.Officer("wali", "steward", "", "*")).Actor;
        var before = (await test.Trail()).Length;
        var add = new AddSourceCommand("pkh-2025", "dinsos", DeliveryTest.Form("PKH 2025"));
        await AddSource.Run(test.Database, steward, add);
        await AddSource.Run(test.Database, steward, add);
        await Refused("register.taken", () => AddSource.Run(test.Database, steward, add with { Form = DeliveryTest.Form("Lain") }));
        var change = new ChangeSourceCommand("pkh-2025", 1, DeliveryTest.Form("PKH triwulan I"));
        await ChangeSource.Run(test.Database, steward, change);
        await ChangeSource.Run(test.Database, steward, change);
        await Refused("register.stale", () => ChangeSource.Run(test.Database, steward, change with { Form = DeliveryTest.Form("PKH lama") }));
        var shown = (await ShowSource.Run(test.Database, steward, "pkh-2025"))!;
        (shown.Title, shown.Version, shown.Metadata.Standard).ShouldBe(("PKH triwulan I", 2, "Standar 2025"));
        shown.Definition.ShouldContain("\"extends\": \"dtks\"");
        await RetireSource.Run(test.Database, steward, "pkh-2025", true);
        await RetireSource.Run(test.Database, steward, "pkh-2025", true);
        await Refused("agency.in_use", () => RetireAgency.Run(test.Database, steward, "dinsos", true));
        await RetireSource.Run(test.Database, steward, "dtks-dinsos", true);
        await RetireAgency.Run(test.Database, steward, "dinsos", true);
        await Refused("source.agency", () => RetireSource.Run(test.Database, steward, "pkh-2025", false));
        await ChangeAgency.Run(test.Database, steward, new ChangeAgencyCommand("bappeda", 1, " Badan  Perencanaan "));
        await ChangeAgency.Run(test.Database, steward, new ChangeAgencyCommand("bappeda", 1, "Badan Perencanaan"));
        await Refused("register.stale", () => ChangeAgency.Run(test.Database, steward, new ChangeAgencyCommand("bappeda", 1, "Bappeda")));
        (await test.Trail())[before..].ShouldBe(["source.added", "source.changed", "source.retired", "source.retired", "agency.retired", "agency.changed"]);
        (await AuditLog.Verify(test.Database, new byte[32], null)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{\n \"id\": \"uji\",\n \"extends\" \"dtks\"\n}", "mapping.not_json", "baris 3")]
    [InlineData("{\"id\": \"uji\", \"columns\": {\"nikk\": \"NIK\"}}", "mapping.not_allowed_key", "columns.nikk")]
    [InlineData("{\"id\": \"uji\", \"extends\": \"tidak-ada\"}", "mapping.not_allowed", "uji.extends")]
    [InlineData("{\"id\": \"lain\", \"extends\": \"dtks\"}", "source.definition_id", "lain")]
    [InlineData("[{\"id\": \"uji\"}, {\"id\": \"uji2\"}]", "mapping.one_source", "satu")]
    [InlineData("{\"id\": \"uji\", \"name\": \"a\\u0000\"}", "source.definition_letters", "u0000")]
    public async Task What_is_wrong_with_a_definition_is_said_with_its_place(string definition, string key, string says)
    {
        await using var test = await DeliveryTest.Make();
        var error = await Should.ThrowAsync<UserError>(() => AddSource.Run(test.Database, Actor.System, new AddSourceCommand("uji", "dinsos", DeliveryTest.Form(definition: definition))));
        error.Key.ShouldBe(key);
        error.In(Language.Indonesian).ShouldContain(says);
    }

    [Fact]
    public async Task A_definition_is_taken_with_comments_and_its_own_headings()
    {
        await using var test = await DeliveryTest.Make();
        await AddSource.Run(test.Database, Actor.System, new AddSourceCommand("uji", "dinsos", DeliveryTest.Form(definition: "{ // daftar kelurahan\n \"id\": \"uji\", \"columns\": {\"full_name\": \"NAMA WARGA\"}, }")));
        (await ShowSource.Run(test.Database, Actor.System, "uji"))!.Definition.ShouldContain("NAMA WARGA");
    }

    [Theory]
    [InlineData("", "x", "register.id")]
    [InlineData("-a", "x", "register.id")]
    [InlineData("Dinsos", "x", "register.id")]
    [InlineData("a\0", "x", "register.id")]
    [InlineData("ok", "  ", "register.title")]
    [InlineData("ok", "10000", "register.title")]
    public async Task Ids_and_names_are_looked_at(string id, string name, string key)
    {
        await using var test = await DeliveryTest.Make();
        await Refused(key, () => AddAgency.Run(test.Database, Actor.System, new AddAgencyCommand(id, name == "10000" ? new string('x', 10_000) : name)));
    }

    [Fact]
    public async Task A_producer_sees_its_own_sources_and_changes_none()
    {
        await using var test = await DeliveryTest.Make();
        var producer = (await test.Officer("ani")).Actor;
        (await ListSources.Run(test.Database, producer)).Select(s => s.Id).ShouldBe(["dtks-dinsos"]);
        (await ListAgencies.Run(test.Database, producer)).Select(a => a.Id).ShouldBe(["dinsos"]);
        (await ShowSource.Run(test.Database, producer, "dtks-bappeda")).ShouldBeNull();
        await Refused("access.may_not", () => ChangeSource.Run(test.Database, producer, new ChangeSourceCommand("dtks-dinsos", 1, DeliveryTest.Form())));
        await Refused("access.may_not", () => AddAgency.Run(test.Database, producer, new AddAgencyCommand("x", "x")));
    }

    private static async Task Refused(string key, Func<Task> work) => (await Should.ThrowAsync<UserError>(work)).Key.ShouldBe(key);
}
