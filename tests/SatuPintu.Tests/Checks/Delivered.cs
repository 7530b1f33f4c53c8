using System.Globalization;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Checks;

/// <summary>A list as delivered, with the plainest of standardising, for the checks to look at.</summary>
internal sealed class Delivered
{
    private readonly string[] elements;
    private readonly List<string[]> rows = [];
    private readonly List<Finding> findings = [];
    private readonly List<ReadNote> notes = [];
    private SourceDefinition source = new() { Id = "dtks", Name = new LocalText("DTKS", "DTKS"), Agency = "" };

    private Delivered(string[] elements) => this.elements = elements;

    public static readonly DateOnly Today = new(2025, 6, 1);

    /// <summary>A list of the elements; each heading is the element's id in capitals.</summary>
    public static Delivered With(params string[] elements) => new(elements);

    /// <summary>The usual columns of one person.</summary>
    public static Delivered People() => With(Elements.RecordId, Elements.Nik, Elements.FamilyCard, Elements.FullName, Elements.DateOfBirth, Elements.Sex, Elements.FullAddress, Elements.VillageCode, Elements.Relation);

    /// <summary>A row of the usual columns in which nothing is wrong but what is told; the birth date goes with the NIK.</summary>
    public Delivered Person(string id, string nik = "3672041205850003", string kk = "3672040102100001", string name = "SITI AMINAH", string birth = "1985-05-12", string sex = "L", string address = "JL MERDEKA 1", string village = "3672041001", string relation = "Kepala Keluarga") =>
        Row(id, nik, kk, name, birth, sex, address, village, relation);

    public Delivered Row(params string[] cells)
    {
        rows.Add([.. cells, .. Enumerable.Repeat("", elements.Length - cells.Length)]);
        return this;
    }

    public Delivered Source(Func<SourceDefinition, SourceDefinition> change)
    {
        source = change(source);
        return this;
    }

    public Delivered Found(string element, string rule, string value = "")
    {
        findings.Add(new Finding(rows.Count - 1, element, rule, value));
        return this;
    }

    public Delivered Note(ReadNoteKind kind, string column = "")
    {
        notes.Add(new ReadNote(rows.Count - 1, column, kind, "x"));
        return this;
    }

    public StandardTable Table()
    {
        var raw = elements.Select((e, c) => TextColumn.From(e.ToUpperInvariant(), rows.Select(r => r[c]))).ToList();
        var standard = raw.Select((column, c) => column.Map(elements[c], v => Standard(elements[c], v))).ToList();
        return new StandardTable(source, new TextTable("list.csv", raw, [.. Enumerable.Range(2, rows.Count)]) { Notes = notes }, standard, findings)
        {
            RawColumns = elements.Select((e, c) => (e, c)).ToDictionary(p => p.e, p => p.c),
        };
    }

    public CheckResult Check(IReadOnlySet<long>? otherCards = null) => ListChecker.Check(Table(), AreaCatalog.Official, Today, otherCards);

    /// <summary>The rules found, as <c>row:rule</c> with rows from 0.</summary>
    public string[] Rules(IReadOnlySet<long>? otherCards = null) =>
        [.. Check(otherCards).All.Select(f => f.Row.ToString(CultureInfo.InvariantCulture) + ":" + f.Rule)];

    private static string Standard(string element, string value) => element switch
    {
        Elements.Nik or Elements.FamilyCard => Nik.Read(value) is { IsValid: true } nik ? nik.Digits : "",
        Elements.DateOfBirth or Elements.LastUpdate => value.Length > 0 && char.IsAsciiDigit(value[0]) ? value : "",
        _ => value.Trim() is "-" or "" ? "" : value.Trim(),
    };
}
