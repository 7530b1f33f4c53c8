using System.Text.RegularExpressions;
using SatuPintu.Access;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Access;

/// <summary>Who may do what: the table is whole, stands in the documents as it is, and fits the database.</summary>
public sealed partial class ActionsTests
{
    private static readonly Guid Someone = Guid.Parse("01990000-0000-7000-8000-000000000001"), Other = Guid.Parse("01990000-0000-7000-8000-000000000002");

    [Fact]
    public void Every_action_is_decided_for_every_role_and_state_as_the_documents_say()
    {
        var rows = File.ReadLines(Repository.File("docs/access.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal) && l.Contains('.', StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Where(c => c.Length == 7).ToDictionary(c => c[1].Trim('`'), StringComparer.Ordinal);
        rows.Keys.ShouldBe(Actions.All.Select(a => a.Id), "the same actions in the same order");
        var decided = 0;
        foreach (var action in Actions.All)
        {
            var (who, states, bound, scope) = (rows[action.Id][2].Split(", "), rows[action.Id][3].Split(", "), rows[action.Id][4], rows[action.Id][5].Trim('`'));
            foreach (var role in Actions.Roles)
            {
                foreach (var state in ActionTable.States[action.Thing])
                {
                    var here = new Actor(Someone, new Grant(role, "dinsos", "3672"));
                    var inState = states.Contains(state) || states is ["any"];
                    Actions.May(here, action.Id, "dinsos", "367204", state).ShouldBe(who.Contains(role) && inState, $"{action.Id} {role} {state}");
                    Actions.May(here, action.Id, "dinkes", "367204", state).ShouldBe(who.Contains(role) && inState && (bound is "-" or "area"), $"{action.Id} {role} {state}, another agency");
                    Actions.May(here, action.Id, "dinsos", "3201", state).ShouldBe(who.Contains(role) && inState && (bound is "-" or "agency"), $"{action.Id} {role} {state}, another area");
                    Actions.May(here with { Scopes = [scope] }, action.Id, "dinsos", "3672", state).ShouldBe(who.Contains(role) && inState && scope != "-", $"{action.Id} {role} {state}, by a token");
                    Actions.May(here with { Scopes = [.. Actions.Scopes.Where(s => s != scope)] }, action.Id, "dinsos", "3672", state).ShouldBeFalse($"{action.Id} {role} {state}, by another token");
                    Actions.May(here, action.Id, "dinkes", "3201", state, Someone).ShouldBe(inState && (who.Contains("own") || who.Contains(role) && bound == "-"), $"{action.Id} {role} {state}, one's own");
                    Actions.May(Actor.System, action.Id, state: state).ShouldBe(inState);
                    decided++;
                }
                Actions.MayAnywhere(new Actor(Someone, new Grant(role, "dinsos", "3672")), action.Id).ShouldBe(who.Contains(role) || who.Contains("own"), $"{action.Id} {role}");
            }
        }
        decided.ShouldBe(Actions.All.Sum(a => ActionTable.States[a.Thing].Length) * Actions.Roles.Count);
    }

    [Fact]
    public void Every_row_of_the_table_names_what_there_is()
    {
        Actions.All.Select(a => a.Id).ShouldBeUnique();
        foreach (var action in Actions.All)
        {
            action.Roles.ShouldBeSubsetOf([.. Actions.Roles, "own"], action.Id);
            action.States.ShouldNotBeEmpty(action.Id);
            action.States.ShouldBeSubsetOf(ActionTable.States[action.Thing], action.Id);
            if (action.Scope is not null) Actions.Scopes.ShouldContain(action.Scope, action.Id);
        }
        foreach (var scope in Actions.Scopes) Actions.All.ShouldContain(a => a.Scope == scope, scope);
        foreach (var thing in ActionTable.States.Keys) Actions.All.ShouldContain(a => a.Thing == thing, thing);
        Should.Throw<ArgumentException>(() => Actions.May(Actor.System, "delivery.eat"));
        Should.Throw<ArgumentException>(() => Actions.May(Actor.System, "delivery.accept", state: "eaten"));
    }

    [Fact]
    public async Task Roles_and_states_are_those_of_the_database()
    {
        await using var registry = await TestRegistry.Make();
        (await registry.Database.In(Actor.System, s => s.Read("select role from access.role order by 1", r => r.GetString(0)))).ShouldBe(Actions.Roles.Order(StringComparer.Ordinal));
        var check = (string)(await registry.AsOwner("select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'registry.delivery_state'::regclass and contype = 'c'"))!;
        Quoted().Matches(check).Select(m => m.Groups["text"].Value).ShouldBe(ActionTable.States["delivery"].Except(["new"]), "what is on its way in is an upload and no delivery yet");
    }

    [Theory]
    [InlineData("steward", "dinsos", "3672", "checked", null)]
    [InlineData("steward", "*", "", "checked", null)]
    [InlineData("producer", "*", "", "checked", "access.may_not")]
    [InlineData("steward", "dinkes", "3672", "checked", "access.not_here")]
    [InlineData("steward", "dinsos", "3201", "checked", "access.not_here")]
    [InlineData("steward", "dinsos", "3672", "accepted", "access.not_now")]
    public void Whoever_may_not_is_told_why(string role, string agency, string area, string state, string? why)
    {
        var actor = new Actor(Someone, new Grant(role, agency, area));
        if (why is null) Actions.Require(actor, "delivery.accept", "dinsos", "367204", state);
        else Should.Throw<UserError>(() => Actions.Require(actor, "delivery.accept", "dinsos", "367204", state)).Key.ShouldBe(why);
    }

    [Fact]
    public void What_is_not_said_of_a_thing_is_taken_for_all_of_it()
    {
        var city = new Actor(Someone, new Grant("steward", "*", "3672"));
        Actions.May(city, "delivery.upload", "dinsos", "3672").ShouldBeTrue();
        Actions.May(city, "delivery.upload").ShouldBeFalse("the nation");
        Actions.May(city, "delivery.accept", "dinsos", "3672").ShouldBeFalse("there is nothing yet to accept");
        Actions.May(city, "token.revoke", state: "active", owner: Other).ShouldBeFalse();
        Actions.May(city, "token.revoke", state: "active", owner: Someone).ShouldBeTrue();
        Actions.May(new Actor(null), "token.revoke", state: "active").ShouldBeFalse("nobody's is not one's own");
    }

    [GeneratedRegex("'(?<text>[a-z_]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
