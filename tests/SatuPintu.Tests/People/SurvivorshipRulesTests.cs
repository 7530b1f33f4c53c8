using SatuPintu.People;
using SatuPintu.Sources;

namespace SatuPintu.Tests.People;

public sealed class SurvivorshipRulesTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(file);

    private SurvivorshipRules LoadWith(string json)
    {
        File.WriteAllText(file, json);
        return SurvivorshipRules.Load(file);
    }

    [Fact]
    public void The_built_in_rules_name_every_element_of_the_standard_once()
    {
        var named = SurvivorshipRules.Load().Rules.SelectMany(r => r.Elements).ToList();
        named.Count.ShouldBeGreaterThan(30);
        named.ShouldBe(SurvivorshipRules.KnownElements, ignoreOrder: true);
    }

    [Fact]
    public void What_a_rule_leaves_out_has_its_documented_default()
    {
        var rule = SurvivorshipRules.Load().Rules.Single(r => r.Elements.Contains(Elements.PlaceOfBirth));
        rule.Golden.ShouldBeTrue();
        rule.Origins.ShouldBeTrue();
        rule.BySource.ShouldBeFalse();
        rule.Required.ShouldBeEmpty();
        rule.OnlyWithSame.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_replaces_the_rules_of_the_elements_it_names()
    {
        var rules = LoadWith("""{ "version": "cilegon", "rules": [ { "elements": ["decile"], "order": ["trust"] } ] }""");
        rules.Version.ShouldBe("1.0+cilegon");
        rules.Rules.Single(r => r.Elements.Contains(Elements.Decile)).Order.ShouldBe([Criterion.Trust]);
        rules.Rules.Count.ShouldBe(SurvivorshipRules.Load().Rules.Count);
    }

    [Fact]
    public void An_element_taken_out_of_a_group_leaves_the_rest_of_the_group()
    {
        var rules = LoadWith("""{ "version": "x", "rules": [ { "elements": ["rt", "rw"], "order": ["trust"] } ] }""");
        rules.Rules.Single(r => r.Elements.Contains(Elements.Street)).Elements.ShouldNotContain(Elements.Rt);
        rules.Rules.SelectMany(r => r.Elements).Count().ShouldBe(SurvivorshipRules.KnownElements.Count);
    }

    [Theory]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["shoe_size"], "order": ["trust"] } ] }""", "people.rule_unknown_element")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["record_id"], "order": ["trust"] } ] }""", "people.rule_unknown_element")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["roof", "roof"], "order": ["trust"] } ] }""", "people.rule_twice")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": [], "order": ["trust"] } ] }""", "people.rule_empty")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["roof"], "order": [] } ] }""", "people.rule_empty")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["roof"], "order": ["nik"] } ] }""", "people.rule_not_in_nik")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["nik"], "order": ["trust"], "only_with_same": ["sex"] } ] }""", "people.rule_too_early")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["roof"], "order": ["required"], "required": ["floor"] } ] }""", "people.rule_required")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["nik"], "order": ["trust"], "golden": false } ] }""", "people.rule_needed")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["roof"], "order": ["beauty"] } ] }""", "people.rules_malformed")]
    [InlineData("""{ "version": "x", "rules": [ { "elements": ["roof"], "order": ["trust"], "ordr": 1 } ] }""", "people.rules_malformed")]
    [InlineData("not json", "people.rules_malformed")]
    [InlineData("null", "people.rules_malformed")]
    [InlineData("{}", "people.rules_malformed")]
    public void A_file_that_cannot_be_followed_is_refused_with_the_reason(string json, string key) =>
        Should.Throw<UserError>(() => LoadWith(json)).Key.ShouldBe(key);

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Should.Throw<UserError>(() => SurvivorshipRules.Load(file)).Key.ShouldBe("people.rules_unreadable");
}
