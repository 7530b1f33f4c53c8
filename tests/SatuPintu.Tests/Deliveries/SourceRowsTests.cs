using SatuPintu.Access;
using SatuPintu.Deliveries.Checking;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Deliveries;

/// <summary>The rows of a delivery are kept as they came, and only once.</summary>
public sealed class SourceRowsTests
{
    private const int Persons = 600;

    [Fact]
    public async Task Each_row_is_found_as_it_was_delivered()
    {
        await using var desk = await DeliveryDesk.Open("dtks");
        var lines = SmallLists.Dtks(Persons).Split('\n');
        lines[3] = lines[3].Replace("Jl. ", "\"Gg. \"\"Sempit\"\", Jl. ", StringComparison.Ordinal).Replace(" RW 002", " RW 002\"", StringComparison.Ordinal);
        var first = await desk.Deliver("dtks", string.Join('\n', lines), new DateOnly(2026, 1, 1));
        foreach (var row in new[] { 2, 257, 258, 513, Persons + 1 }) (await Row(first, row)).ShouldBe(lines[row - 1].Split(','), $"row {row}");
        (await Row(first, 4))!.ShouldContain(c => c.StartsWith("Gg. \"Sempit\", Jl. ", StringComparison.Ordinal));
        (await Row(first, 1)).ShouldBeNull();
        (await Row(first, Persons + 2)).ShouldBeNull();

        // What comes again in the same words is kept where it came first.
        lines[300] = lines[300].Replace("Desil ", "desil ", StringComparison.Ordinal);
        var second = await desk.Deliver("dtks", string.Join('\n', lines), new DateOnly(2026, 6, 1));
        (await Row(second, 301)).ShouldBe(lines[300].Split(','));
        (await Row(second, 300)).ShouldBeNull();

        Task<string[]?> Row(Guid delivery, int row) => desk.Registry.Database.In(Actor.System, s => SourceRows.Find(s, delivery, row, desk.Keys, default));
    }
}
