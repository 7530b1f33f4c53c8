using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class BadInputTests
{
    [Fact]
    public void A_field_without_values_or_with_values_in_one_list_alone_is_left_out_and_named()
    {
        var made = MadePeople.TwoLists(500, 0.6, 70);
        var count = made.Truth.Length;
        MadeField empty = new("empty", FieldKind.FullName, [.. Enumerable.Repeat("", count)]), one = new("one", FieldKind.Text, [.. Enumerable.Range(0, count).Select(r => r < 500 ? $"v{r}" : "")]),
            same = new("same", FieldKind.Category, [.. Enumerable.Repeat("x", count)]), marks = new("marks", FieldKind.Name, [.. Enumerable.Repeat(".,;", count)]);
        var result = LinkageEngine.Run(Lists.Table([empty, .. made.Fields, one, same, marks], 500), new LinkageOptions());
        result.Statistics.LeftOut.ShouldBe([("empty", "empty"), ("one", "one_side"), ("same", "constant"), ("marks", "empty")]);
        result.Pairs.ShouldBe(LinkageEngine.Run(made.Table, new LinkageOptions()).Pairs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ani")]
    public void Where_nothing_is_left_to_compare_it_is_said(string value) =>
        Should.Throw<LinkageException>(() => LinkageEngine.Run(Lists.Table([new("name", FieldKind.Name, [.. Enumerable.Repeat(value, 40)])]), new LinkageOptions()))
            .ShouldSatisfyAllConditions(e => e.Reason.ShouldBe("no_field"), e => e.Detail.ShouldBe("name"));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void Hardly_any_records(int count, int left)
    {
        var table = Lists.Table([new("name", FieldKind.Name, [.. Enumerable.Range(0, count).Select(n => $"Ani{(char)('a' + n)}")]), new("born", FieldKind.Date, [.. Enumerable.Repeat("1990-01-01", count)])], left);
        try
        {
            var result = LinkageEngine.Run(table, new LinkageOptions());
            result.EntityOf.Length.ShouldBe(count);
        }
        catch (LinkageException e)
        {
            e.Reason.ShouldBe("no_field");
        }
    }

    [Fact]
    public void Names_in_any_script_and_emoji_are_linked()
    {
        var random = new Random(4);
        string[] letters = ["اأبتثجحخدذرزسشصضطظعغفقكلمنهوي", "ꦲꦤꦕꦫꦏꦢꦠꦱꦮꦭꦥꦝꦗꦪꦚꦩꦒꦧꦛꦔ", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШ", "金木水火土王李張劉陳楊黃趙周吳徐孫朱馬胡郭林"];
        var names = Enumerable.Range(0, 1200).Select(n => string.Concat(Enumerable.Range(0, 6).Select(i => letters[n % 4][random.Next(letters[n % 4].Length)])) + (n % 10 == 0 ? " 😀" : "")).ToList();
        var born = Enumerable.Range(0, 1200).Select(n => $"{1950 + random.Next(50)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}").ToList();
        List<MadeField> fields = [new("name", FieldKind.FullName, [.. names, .. names]), new("born", FieldKind.Date, [.. born, .. born])];
        var result = LinkageEngine.Run(Lists.Table(fields, 1200), new LinkageOptions());
        Enumerable.Range(0, 1200).Count(r => result.EntityOf[r] == result.EntityOf[r + 1200]).ShouldBeGreaterThan(1180);
    }

    [Fact]
    public void Fields_of_ten_thousand_characters_are_linked()
    {
        var made = MadePeople.TwoLists(400, 0.8, 71);
        var fields = made.Fields.Select(f => f.Kind is FieldKind.Date or FieldKind.Category ? f : f with { Values = [.. f.Values.Select(v => v.Length == 0 ? v : v + " " + new string('x', 10_000))] }).ToList();
        var (recall, precision) = made.Judge(LinkageEngine.Run(Lists.Table(fields, 400), new LinkageOptions()));
        recall.ShouldBeGreaterThan(0.8);
        precision.ShouldBeGreaterThan(0.95);
    }

    [Theory]
    [InlineData("bron")]
    [InlineData("born:x")]
    public void A_blocking_key_of_no_field_is_refused(string part)
    {
        var made = MadePeople.OneList(300, 0.3, 72);
        Should.Throw<LinkageException>(() => LinkageEngine.Run(made.Table, new LinkageOptions { Blocking = [["given", part]] })).ShouldSatisfyAllConditions(
            e => e.Reason.ShouldBe("unknown_field"), e => e.Detail.ShouldBe(part));
    }

    [Fact]
    public void A_blocking_key_of_a_field_that_was_left_out_finds_nothing_wrong()
    {
        var made = MadePeople.OneList(300, 0.3, 73);
        var fields = made.Fields.Append(new MadeField("same", FieldKind.Category, [.. Enumerable.Repeat("x", made.Truth.Length)])).ToList();
        Should.Throw<LinkageException>(() => LinkageEngine.Run(Lists.Table(fields), new LinkageOptions { Blocking = [["same"]] })).Detail.ShouldBe("same");
    }

    [Fact]
    public void More_fields_than_can_be_compared_are_refused()
    {
        var random = new Random(5);
        var fields = Enumerable.Range(0, 30).Select(f => new MadeField($"f{f}", FieldKind.Name, [.. Enumerable.Range(0, 60).Select(_ => $"Ani{(char)('a' + random.Next(26))}{(char)('a' + random.Next(26))}")])).ToList();
        Should.Throw<LinkageException>(() => LinkageEngine.Run(Lists.Table(fields), new LinkageOptions())).Reason.ShouldBe("too_many_fields");
    }

    [Fact]
    public void A_run_can_be_stopped_at_every_stage()
    {
        var made = MadePeople.OneList(3000, 0.3, 74);
        foreach (var stage in (string[])["prepare", "block", "estimate", "score"])
        {
            using var stop = new CancellationTokenSource();
            Should.Throw<OperationCanceledException>(() => LinkageEngine.Run(made.Table, new LinkageOptions { Progress = p => { if (p.Stage == stage) stop.Cancel(); } }, stop.Token));
        }
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Should.Throw<OperationCanceledException>(() => LinkageEngine.Run(made.Table, new LinkageOptions(), stopped.Token));
    }
}
