using System.CommandLine;
using SatuPintu.Linking;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu explain</c>: why two records of a linkage are one person or not.</summary>
internal static class ExplainVerb
{
    private const int LongestValue = 28;

    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("dir") { Description = shell.Text("cli.explain.folder") };
        var left = new Argument<string>("left_id") { Description = shell.Text("cli.explain.left") };
        var right = new Argument<string>("right_id") { Description = shell.Text("cli.explain.right") };
        var verb = new Command("explain", shell.Text("cli.explain")) { folder, left, right };
        verb.SetAction(parsed =>
        {
            ExplainedPair pair;
            using (var progress = new ProgressLine(shell, ProgressLine.OnTerminal))
                pair = ExplainPair.Run(parsed.GetValue(folder)!, parsed.GetValue(left)!, parsed.GetValue(right)!, progress, shell.Stop);
            Show(shell, pair);
            return (int)ExitCode.Done;
        });
        return verb;
    }

    /// <summary>Writes the table of a pair and what it comes to.</summary>
    internal static void Show(Shell shell, ExplainedPair pair)
    {
        var explanation = pair.Explanation;
        shell.Say("cli.explain.title", ("left", pair.LeftId), ("right", pair.RightId));
        TextGrid.Write(
            shell.Output,
            [shell.Text("cli.explain.field"), pair.LeftId, pair.RightId, shell.Text("cli.explain.level"), "m", "u", shell.Text("cli.explain.weight"), shell.Text("cli.explain.total")],
            [
                [shell.Text("cli.explain.prior"), "", "", "", "", "", Weight(shell, explanation.PriorWeight), Weight(shell, explanation.PriorWeight)],
                .. pair.Fields.Select(f => new[]
                {
                    f.Weight.Given is { } given ? shell.Text("cli.explain.given", ("field", f.Weight.Field), ("given", given)) : f.Weight.Field,
                    Shortened(f.Left), Shortened(f.Right), f.Weight.Level, Share(shell, f.Weight.M), Share(shell, f.Weight.U),
                    Weight(shell, f.Weight.Weight), Weight(shell, f.Total),
                }),
            ]);
        shell.Output.WriteLine();
        var isMatch = explanation.Probability >= pair.MatchAt;
        var isReview = explanation.Probability >= pair.ReviewAt;
        shell.Say(isMatch ? "cli.explain.match" : isReview ? "cli.explain.review" : "cli.explain.apart",
            ("weight", Weight(shell, explanation.Weight)), ("probability", shell.Number(explanation.Probability, 6)),
            ("match", shell.Number(pair.MatchAt, 2)), ("review", shell.Number(pair.ReviewAt, 2)));
        if (explanation.AgainstHousehold) shell.Say("cli.explain.household");
        if (explanation.Keys.Count > 0) shell.Say("cli.explain.keys", ("keys", string.Join("; ", explanation.Keys)));
        else shell.Say("cli.explain.no_key");
        if (explanation.Keys.Count == 0 && isReview) shell.Say("cli.explain.never");
    }

    private static string Weight(Shell shell, double bits) => (bits > 0 ? "+" : "") + shell.Number(bits, 2);

    // Shares far below one part in a thousand still differ much in weight.
    private static string Share(Shell shell, double share) =>
        share is > 0 and < 0.001 ? share.ToString("0.0E+0", System.Globalization.CultureInfo.InvariantCulture) : shell.Number(share, 3);

    private static string Shortened(string value) => value.Length == 0 ? "–" : value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";
}
