using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

public sealed class KeyFolderTests
{
    [Theory]
    [InlineData("/srv/keys", "/cfg", true, "/srv/keys")]
    [InlineData(null, "/cfg", true, "/etc/satupintu/keys")]
    [InlineData(null, "/cfg", false, "/cfg/satupintu/keys")]
    [InlineData("", "not/absolute", false, "/home/siti/.config/satupintu/keys")]
    [InlineData(null, null, false, "/home/siti/.config/satupintu/keys")]
    public void The_folder_is_named_by_the_environment_or_by_who_the_user_is(string? named, string? configuration, bool root, string folder) =>
        KeyFolder.Standard(Environment(named, configuration), root, "/home/siti").ShouldBe(folder);

    [Fact]
    public void A_user_without_a_home_has_to_name_a_folder() =>
        Refused("keys.no_home", () => KeyFolder.Standard(Environment(null, null), isRoot: false, home: ""));

    [Fact]
    public void Keys_may_not_stand_in_the_data_folder()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(temp["data/keys"]);
        Directory.CreateSymbolicLink(temp["link"], temp["data"]);
        foreach (var inside in (string[])["data", "data/keys", "data/not/there", "link/keys", "other/../data/keys"])
            Refused("keys.inside_data", () => KeyFolder.RequireOutside(temp[inside], temp["data"]));
        Refused("keys.inside_data", () => KeyFolder.RequireOutside(temp["data/keys"], temp["link"] + "/"));
        foreach (var outside in (string[])["keys", "database", "data2/keys"]) KeyFolder.RequireOutside(temp[outside], temp["data"]);
    }

    private static Func<string, string?> Environment(string? named, string? configuration) =>
        name => name switch { KeyFolder.Variable => named, "XDG_CONFIG_HOME" => configuration, _ => null };
}
