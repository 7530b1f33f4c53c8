using FsCheck;
using FsCheck.Fluent;
using SatuPintu.People.Proposing;
using SatuPintu.Sources;

namespace SatuPintu.Tests.People;

/// <summary>Whatever is typed as a value is brought to the standard or refused; and a correction that ends leaves what there was.</summary>
public sealed class ProposedValuesProperties
{
    [Fact]
    public void Whatever_is_typed_is_of_the_standard_or_refused()
    {
        string[] elements = [.. ProposeCorrection.Elements];
        Prop.ForAll(Gen.Elements(elements).ToArbitrary(), Gen.OneOf(ArbMap.Default.GeneratorFor<string>(), Gen.Elements("Siti  aminah", "L", "perempuan", "3672061505800003", "1980-02-30", "9-9-1980", "true", "-5", "Kepala", "12.5", "Jl. 3672061505800003")).ToArbitrary(), (element, text) =>
        {
            try
            {
                var standard = ProposedValues.Standard(element, text ?? "");
                return DataStandard.Load().Find(element)!.Accepts(standard) && ProposedValues.Standard(element, standard) == standard;
            }
            catch (UserError e)
            {
                return e.Key is "proposal.value" or "proposal.number";
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_said_is_the_same_after_a_correction_has_come_and_gone()
    {
        var keys = new[] { "full_name", "sex", "area", "roof", "died_on", "street", "rt" };
        var pairs = Gen.Elements(keys).SelectMany(k => Gen.Elements<string?>(null, "A", "B", "C").Select(v => (Key: k, Value: v)));
        Prop.ForAll(pairs.ListOf(5).ToArbitrary(), pairs.ListOf(5).ToArbitrary(), (there, sets) =>
        {
            var said = new Said("""{"floor":"Tanah"}""");
            foreach (var (key, value) in there) said[key] = value;
            var before = keys.Select(k => said[k]).ToArray();
            var correction = sets.GroupBy(s => s.Key).ToDictionary(s => s.Key, s => s.Last().Value);
            var lists = correction.Keys.ToDictionary(k => k, k => said[k]);
            foreach (var (key, value) in correction) said[key] = value;
            var isSet = correction.All(c => said[c.Key] == c.Value);
            foreach (var (key, value) in lists) said[key] = value;
            return isSet && keys.Select(k => said[k]).SequenceEqual(before) && said["floor"] == "Tanah";
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Marks_of_corrections_come_and_go_in_origins()
    {
        const string origins = """{"records":[["01990000-0000-7000-8000-000000000001",2]],"of":{"sex":1}}""";
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var marked = Said.Mark(Said.Mark(origins, new Dictionary<string, Guid?> { ["nik"] = one }), new Dictionary<string, Guid?> { ["sex"] = two, ["nik"] = two });
        marked.ShouldContain($"\"nik\":\"{two}\"");
        Said.Mark(marked, new Dictionary<string, Guid?> { ["sex"] = null, ["nik"] = null }).ShouldBe(origins);
    }
}
