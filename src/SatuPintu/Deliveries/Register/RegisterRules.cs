using SatuPintu.Access;

namespace SatuPintu.Deliveries.Register;

/// <summary>What holds for agencies and sources alike.</summary>
internal static class RegisterRules
{
    /// <summary>The longest name or title.</summary>
    public const int LongestTitle = 200;

    /// <summary>The name of the registry's own ranking, which stands beside those of the sources; no source has it.</summary>
    public const string OwnRanking = "satupintu";

    private const int LongestId = 40;

    /// <summary>Lets only those pass who keep the register: administrators, stewards and the service, and a token only where it was made for that. For which agency and area, the database sees.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static void RequireKeeper(Actor actor, string action)
    {
        if (!actor.Is("administrator") && !actor.Is("steward") && !actor.Is("system") || !Actions.MayAnywhere(actor, action)) throw new UserError(ExitCode.Usage, "access.may_not");
    }

    /// <summary>An id as the tables take it.</summary>
    /// <exception cref="UserError">It is not one.</exception>
    public static string Id(string text)
    {
        var id = text.Trim();
        return IsId(id) ? id : throw new UserError(ExitCode.Usage, "register.id", ("id", Shown(id)), ("most", LongestId));
    }

    /// <summary>Whether a text can be an id at all.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-') && char.IsAsciiLetterOrDigit(id[0]);

    /// <summary>A name or title as it is kept: on one line.</summary>
    /// <exception cref="UserError">It is empty or too long.</exception>
    public static string Title(string text)
    {
        var title = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return title.Length is > 0 and <= LongestTitle && !title.Any(char.IsControl) ? title : throw new UserError(ExitCode.Usage, "register.title", ("most", LongestTitle));
    }

    /// <summary>The code of an area, empty for the nation.</summary>
    /// <exception cref="UserError">It is none.</exception>
    public static string Area(string text)
    {
        var area = text.Trim();
        return area.Length is 0 or 2 or 4 or 6 or 10 && area.All(char.IsAsciiDigit) ? area : throw new UserError(ExitCode.Usage, "account.area", ("area", Shown(area)));
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
