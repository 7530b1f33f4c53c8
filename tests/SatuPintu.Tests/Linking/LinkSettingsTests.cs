using System.Text;
using System.Text.Json;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linking;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Linking;

public sealed class LinkSettingsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Everything_that_can_be_stated_is_read()
    {
        var settings = Read("""
            { "id": { "left": "rec", "right": "no" },
              "fields": [ { "name": "given_name", "kind": "name" },
                          { "name": "born", "kind": "date", "left": ["by", "bm", "bd"], "right": "dob", "format": "yyyyMMdd" },
                          { "name": "whole", "kind": "full_name", "left": ["given", "sur"] } ],
              "blocking": [ ["born"], ["given_name:3", "born"] ], "family": "household_id",
              "review_at": 0.4, "match_at": 0.8, "one_to_one": true, }
            """);
        settings.Id.ShouldBe(new ColumnPair("rec", "no"));
        settings.Family.ShouldBe(new ColumnPair("household_id", "household_id"));
        settings.Fields!.Select(f => f.Name).ShouldBe(["given_name", "born", "whole"]);
        settings.Fields![0].Left.ShouldBe(["given_name"]);
        settings.Fields[0].Right.ShouldBe(["given_name"]);
        (settings.Fields[1].Kind, settings.Fields[1].Format).ShouldBe((FieldKind.Date, "yyyyMMdd"));
        settings.Fields[1].Left.ShouldBe(["by", "bm", "bd"]);
        settings.Fields[1].Right.ShouldBe(["dob"]);
        settings.Fields[2].Right.ShouldBe(["given", "sur"]);
        settings.Blocking!.Select(k => string.Join('+', k)).ShouldBe(["born", "given_name:3+born"]);
        (settings.ReviewAt, settings.MatchAt, settings.OneToOne).ShouldBe((0.4, 0.8, true));
    }

    [Fact]
    public void Nothing_need_be_stated()
    {
        var settings = Read("{}");
        (settings.HasId, settings.Fields, settings.Blocking, settings.ReviewAt).ShouldBe((false, null, null, null));
        Read("""{ "id": null }""").ShouldSatisfyAllConditions(s => s.HasId.ShouldBeTrue(), s => s.Id.ShouldBeNull());
    }

    [Fact]
    public void Settings_written_read_back_the_same()
    {
        var settings = Read("""
            { "id": { "left": "a", "right": null }, "fields": [ { "name": "x", "kind": "date", "left": ["y", "m", "d"], "right": "b", "format": "dd-MM-yyyy" } ],
              "blocking": [["x:4"]], "family": null, "review_at": 0.25, "match_at": 1, "one_to_one": false }
            """);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) LinkSettingsFile.Write(json, settings);
        var again = Read(Encoding.UTF8.GetString(stream.ToArray()));
        again.Id.ShouldBe(settings.Id);
        (again.HasFamily, again.Family, again.ReviewAt, again.MatchAt, again.OneToOne).ShouldBe((true, null, 0.25, 1.0, false));
        again.Fields![0].Left.ShouldBe(settings.Fields![0].Left);
        again.Fields[0].Right.ShouldBe(["b"]);
        again.Fields[0].Format.ShouldBe("dd-MM-yyyy");
        again.Blocking!.Single().ShouldBe(["x:4"]);
    }

    [Theory]
    [InlineData("""{ "feilds": [] }""", "linking.unknown_key", "fields")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "nam" } ] }""", "linking.unknown_kind", "name")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "fullname" } ] }""", "linking.unknown_kind", "full_name")]
    [InlineData("""{ "fields": [ { "name": "a", "knd": "name" } ] }""", "linking.unknown_key", "kind")]
    [InlineData("""{ "fields": [ { "kind": "name" } ] }""", "linking.key_missing", "name")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": 3 } ] }""", "linking.not_allowed", "fields[0].kind")]
    [InlineData("""{ "fields": { } }""", "linking.not_allowed", "fields")]
    [InlineData("""{ "fields": [ ] }""", "linking.not_allowed", "fields")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "name", "right": null } ] }""", "linking.field_null", "“a”")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "name" }, { "name": "a", "kind": "text" } ] }""", "linking.field_twice", "“a”")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "date", "left": ["x", "y"] } ] }""", "linking.columns_count", "fields[0].left")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "nik", "left": ["x", "y"] } ] }""", "linking.columns_count", "fields[0].left")]
    [InlineData("""{ "fields": [ { "name": "a", "kind": "name", "format": "yyyy" } ] }""", "linking.format_kind", "format")]
    [InlineData("""{ "fields": [ { "name": "born", "kind": "date" } ], "blocking": [["bron:3"]] }""", "linking.blocking_field", "“born”")]
    [InlineData("""{ "fields": [ { "name": "born", "kind": "date" } ], "blocking": [["born:x"]] }""", "linking.blocking_part", "born:x")]
    [InlineData("""{ "blocking": ["born"] }""", "linking.not_allowed", "blocking[0]")]
    [InlineData("""{ "review_at": 1.5 }""", "linking.not_allowed", "0 … 1")]
    [InlineData("""{ "match_at": "0.9" }""", "linking.not_allowed", "match_at")]
    [InlineData("""{ "review_at": 0.9, "match_at": 0.5 }""", "linking.thresholds", "0.9")]
    [InlineData("""{ "costs": { "review": 0 } }""", "linking.not_allowed", "costs.review")]
    [InlineData("""{ "costs": { "wrong_match": -1 } }""", "linking.not_allowed", "costs.wrong_match")]
    [InlineData("""{ "costs": { "wrong": 2 } }""", "linking.unknown_key", "wrong_match")]
    [InlineData("""{ "costs": 3 }""", "linking.not_allowed", "costs")]
    [InlineData("""{ "one_to_one": "yes" }""", "linking.not_allowed", "true, false")]
    [InlineData("""{ "id": 3 }""", "linking.not_allowed", "id")]
    [InlineData("[]", "linking.not_allowed", "{}")]
    [InlineData("{\n  \"id\": \"a\"\n  \"family\": \"b\"\n}", "linking.not_json", "line 3")]
    public void What_is_wrong_is_named(string text, string key, string says)
    {
        var error = Should.Throw<UserError>(() => Read(text));
        error.Key.ShouldBe(key);
        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.In(Language.English).ShouldContain(says);
        error.In(Language.Indonesian).ShouldContain("s.json");
    }

    [Fact]
    public void Costs_left_out_are_the_usual_ones_and_are_written_as_they_hold()
    {
        var settings = Read("""{ "costs": { "review": 2 } }""");
        settings.Costs.ShouldBe(new ReviewCost(2, 20, 5));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) LinkSettingsFile.Write(json, settings);
        Read(Encoding.UTF8.GetString(stream.ToArray())).Costs.ShouldBe(settings.Costs);
        Read("{}").Costs.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_is_not_there() => Should.Throw<UserError>(() => LinkSettingsFile.Read(temp["none.json"])).Key.ShouldBe("linking.json_unreadable");

    [Fact]
    public void A_column_goes_by_its_heading_whatever_its_case_and_marks()
    {
        var settings = Read("""{ "id": "Rec Id", "fields": [ { "name": "born", "kind": "date", "left": "Date of birth", "right": "DOB" } ] }""");
        var resolved = LinkColumns.Resolve(settings, ("a.csv", ["rec_id", "date_of_birth"]), ("b.csv", ["rec-id", "dob"]));
        resolved.Id.ShouldBe(new ColumnPair("rec_id", "rec-id"));
        resolved.Fields![0].Left.ShouldBe(["date_of_birth"]);
        resolved.Fields[0].Right.ShouldBe(["dob"]);
    }

    [Theory]
    [InlineData("""{ "fields": [ { "name": "surnam", "kind": "name" } ] }""", "linking.column_missing", "“surname”")]
    [InlineData("""{ "fields": [ { "name": "dob", "kind": "date" } ] }""", "linking.field_one_list", "“birth_date”")]
    [InlineData("""{ "id": "key" }""", "linking.column_missing", "a.csv")]
    [InlineData("""{ "family": { "right": "hh" } }""", "linking.column_missing", "b.csv")]
    public void A_column_that_is_not_there_is_named_with_the_nearest(string text, string key, string says)
    {
        var error = Should.Throw<UserError>(() => LinkColumns.Resolve(Read(text), ("a.csv", ["surname", "dob"]), ("b.csv", ["surname", "birth_date"])));
        error.Key.ShouldBe(key);
        error.ExitCode.ShouldBe(ExitCode.Input);
        error.In(Language.English).ShouldContain(says);
    }

    private LinkSettings Read(string text) => LinkSettingsFile.Read(temp.File("s.json", text));
}
