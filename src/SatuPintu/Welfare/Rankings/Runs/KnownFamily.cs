using System.Globalization;
using SatuPintu.Welfare.Rankings.Models;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>A member of a family as the registry knew it.</summary>
/// <param name="Person">The person.</param>
/// <param name="Area">The code of the area.</param>
/// <param name="Born">The date of birth.</param>
/// <param name="Sex">The sex.</param>
/// <param name="MaritalStatus">The marital status.</param>
/// <param name="Relation">The relation to the head.</param>
/// <param name="House">What is said of the house, by element.</param>
internal sealed record KnownMember(Guid Person, string Area, DateOnly? Born, string? Sex, string? MaritalStatus, string? Relation, IReadOnlyDictionary<string, string> House);

/// <summary>A family as the registry knew it, with what a model asks of it.</summary>
internal sealed class KnownFamily
{
    private const string HeadRelation = "Kepala Keluarga";
    private readonly KnownMember[] members;
    private readonly KnownMember? head;
    private readonly DateOnly day;

    /// <summary>A family on a day.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="members">Its members; at least one.</param>
    /// <param name="day">The day by which ages count.</param>
    public KnownFamily(Guid id, IEnumerable<KnownMember> members, DateOnly day)
    {
        // The eldest first: the house is as the first says who says anything.
        this.members = [.. members.OrderBy(m => m.Born ?? DateOnly.MaxValue).ThenBy(m => m.Person)];
        this.day = day;
        Id = id;
        var heads = this.members.Where(m => m.Relation == HeadRelation).ToArray();
        // Of two whom lists call head the elder is; nobody is one by guess, but who lives alone.
        head = heads.Length > 0 ? heads[0] : this.members.Length == 1 ? this.members[0] : null;
        Area = head is { Area.Length: > 0 } ? head.Area
            : this.members.Select(m => m.Area).Where(a => a.Length > 0).GroupBy(a => a, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key.Length).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "";
    }

    /// <summary>Its id.</summary>
    public Guid Id { get; }

    /// <summary>Where it lives: the head's area, else that of most members.</summary>
    public string Area { get; }

    /// <summary>The members' persons.</summary>
    public Guid[] Persons => Array.ConvertAll(members, m => m.Person);

    /// <summary>What a model takes in, in the order of its predictors; null for what is not known.</summary>
    public string?[] Inputs(IReadOnlyList<MappedPredictor> predictors) => [.. predictors.Select(p => p.Told(Value(FamilyVariables.Load().Find(p.Variable)!)))];

    /// <summary>The value of a variable in the form of the data standard; null where it is not known, of one member even.</summary>
    public string? Value(FamilyVariable variable)
    {
        if (variable.Count is { } count) return Counted(count) is { } number ? number.ToString(CultureInfo.InvariantCulture) : null;
        if (variable.Area is { } digits) return Area.Length >= digits ? Area[..digits] : null;
        if (variable.House is { } element) return Said(head) ?? members.Select(Said).FirstOrDefault(v => v is not null);
        return variable.Head switch
        {
            "age" => head is { Born: { } born } && born <= day ? Age(born).ToString(CultureInfo.InvariantCulture) : null,
            "sex" => head?.Sex,
            "marital_status" => head?.MaritalStatus,
            _ => throw new InvalidOperationException($"The head has no {variable.Head}."),
        };

        string? Said(KnownMember? member) => member?.House.GetValueOrDefault(element.Id);
    }

    // Where the age or the sex of one member is asked for and not known, the count is not known.
    private int? Counted(MemberCount count)
    {
        var all = 0;
        foreach (var member in members)
        {
            if (count.Sex is not null)
            {
                if (member.Sex is null) return null;
                if (member.Sex != count.Sex) continue;
            }
            if (count.From is not null || count.To is not null)
            {
                if (member.Born is not { } born || born > day) return null;
                var age = Age(born);
                if (age < (count.From ?? 0) || age > (count.To ?? int.MaxValue)) continue;
            }
            all++;
        }
        return all;
    }

    private int Age(DateOnly born) => day.Year - born.Year - (day.Month < born.Month || day.Month == born.Month && day.Day < born.Day ? 1 : 0);
}
