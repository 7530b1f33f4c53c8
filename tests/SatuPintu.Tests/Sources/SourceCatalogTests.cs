using SatuPintu.Sources;
using SatuPintu.Tests.Reading;

namespace SatuPintu.Tests.Sources;

public sealed class SourceCatalogTests
{
    [Fact]
    public void Every_named_source_is_built_in()
    {
        SourceCatalog.BuiltIn.All.Select(s => s.Id)
            .ShouldBe(["adminduk", "bpnt", "dtks", "dtsen", "p3ke", "pbi", "pkh", "regsosek", "unknown"]);
    }

    [Fact]
    public void Every_source_has_headings_for_every_element_and_no_heading_twice()
    {
        foreach (var source in SourceCatalog.BuiltIn.All)
        {
            source.Columns.Keys.ShouldBe(SourceLayerReader.ElementIds, ignoreOrder: true, source.Id);
            source.Columns.ShouldAllBe(c => c.Value.Headings.Count > 0);
            var headings = source.Columns.SelectMany(c => c.Value.Headings.Select(HeadingText.Normalise).Distinct())
                .Concat(source.Flags.SelectMany(f => f.Headings.Select(HeadingText.Normalise).Distinct())).ToList();
            headings.ShouldBeUnique(source.Id);
            headings.ShouldNotContain("");
        }
    }

    [Fact]
    public void Programme_lists_name_their_programme()
    {
        SourceCatalog.BuiltIn.Find("pkh").Programme.ShouldBe("PKH");
        SourceCatalog.BuiltIn.Find("bpnt").Programme.ShouldBe("BPNT");
        SourceCatalog.BuiltIn.Find("pbi").Programme.ShouldBe("PBI-JK");
        SourceCatalog.BuiltIn.Find("p3ke").ExtremePoverty.ShouldBeTrue();
        SourceCatalog.BuiltIn.Find("ADMINDUK").Trust.ShouldBe(1);
    }

    [Fact]
    public void The_population_registry_numbers_relations_its_own_way()
    {
        SourceCatalog.BuiltIn.Find("adminduk").Columns[Elements.Relation].Codes["4"].ShouldBe("Anak");
        SourceCatalog.BuiltIn.Find("dtks").Columns[Elements.Relation].Codes.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_source_is_refused_with_the_known_ones()
    {
        var error = Should.Throw<UserError>(() => SourceCatalog.BuiltIn.Find("dtkz"));
        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.In(Language.Indonesian).ShouldContain("dtks");
    }

    [Fact]
    public void A_mapping_adds_a_source_that_starts_from_the_general_headings()
    {
        using var file = new TempFile("""{ "id": "baznas", "name": "Zakat", "kind": "programme", "programme": "ZAKAT", "columns": { "full_name": "Mustahik" } }""");
        var source = SourceCatalog.Load([file.Path]).Find("baznas");
        source.Programme.ShouldBe("ZAKAT");
        source.Columns[Elements.FullName].Headings[0].ShouldBe("Mustahik");
        source.Columns[Elements.FullName].Headings.ShouldContain("nama");
        source.Columns[Elements.Nik].Headings.ShouldContain("NIK");
    }

    [Fact]
    public void A_mapping_changes_only_what_it_says_and_takes_a_heading_from_its_old_owner()
    {
        using var file = new TempFile("""[{ "id": "dtks", "asOf": "2024-06-30", "columns": { "head_name": { "headings": ["nama_lengkap"] }, "sex": { "codes": { "3": "L" } } } }]""");
        var source = SourceCatalog.Load([file.Path]).Find("dtks");
        source.AsOf.ShouldBe("2024-06-30");
        source.Kind.ShouldBe(SourceKind.Welfare);
        source.Agency.ShouldBe("Kementerian Sosial");
        source.Columns[Elements.HeadName].Headings[0].ShouldBe("nama_lengkap");
        source.Columns[Elements.FullName].Headings.ShouldNotContain("nama_lengkap");
        source.Columns[Elements.Sex].Codes["3"].ShouldBe("L");
        SourceCatalog.BuiltIn.Find("dtks").AsOf.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "id": "x", "colums": {} }""", "colums", "columns")]
    [InlineData("""{ "id": "x", "columns": { "namaa": "N" } }""", "namaa", "full_name")]
    [InlineData("""{ "id": "x", "columns": { "nik": { "heading": ["N"] } } }""", "columns.nik.heading", "headings")]
    [InlineData("""{ "id": "x", "columns": { "nik": { "headings": [7] } } }""", "columns.nik.headings[0]", "\"…\"")]
    [InlineData("""{ "id": "x", "trust": "high" }""", "trust", "1 … 99")]
    [InlineData("""{ "id": "x", "kind": "poor" }""", "kind", "welfare, programme, population, unknown")]
    [InlineData("""{ "id": "x", "asOf": "30-06-2024" }""", "asOf", "yyyy-MM-dd")]
    [InlineData("""{ "id": "x", "extends": "y" }""", "x.extends", "dtks")]
    [InlineData("""{ "id": "x", "kind": "programme" }""", "x", "programme")]
    [InlineData("""{ "id": "X!" }""", "id", "a-z")]
    [InlineData("""{ "name": "x" }""", "{}", "id")]
    [InlineData("""{ "id": "x", "columns": { "nik": "A b", "full_name": "ab" } }""", "nik", "full_name")]
    [InlineData("""{ "id": "x", "flags": [{ "element": "sex", "value": "L", "headings": ["laki"] }] }""", "flags[0].element", "active_aid")]
    [InlineData("""{ "id": "x", "columns": { "sex": { "codes": { "3": "pria" } } } }""", "columns.sex.codes.3", "L, P")]
    [InlineData("""7""", "{}", "{ … }")]
    [InlineData("""{ "id": "x" """, "1", "JSON")]
    public void A_fault_in_a_mapping_is_shown_with_its_place_and_what_is_allowed(string mapping, string place, string allowed)
    {
        using var file = new TempFile(mapping, name: "peta.json");
        var error = Should.Throw<UserError>(() => SourceCatalog.Load([file.Path]));
        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain("peta.json");
        error.Message.ShouldContain(place);
        error.Message.ShouldContain(allowed);
    }

    [Fact]
    public void A_mapping_that_is_not_there_is_a_plain_error() =>
        Should.Throw<UserError>(() => SourceCatalog.Load(["/tidak/ada.json"])).Key.ShouldBe("mapping.unreadable");
}
