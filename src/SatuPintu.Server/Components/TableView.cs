namespace SatuPintu.Server.Components;

/// <summary>A table to show by the partial <c>_Table</c>: wide on a desk, a card for each row on a phone.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its columns; the first names the row.</param>
/// <param name="Rows">Its rows, a cell for each column.</param>
public sealed record TableView(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows);

/// <summary>A column of a table.</summary>
/// <param name="Label">Its heading, repeated in each card on a phone.</param>
/// <param name="IsNumber">Whether it stands to the right.</param>
public sealed record TableColumn(string Label, bool IsNumber = false);

/// <summary>What a button in a table sends.</summary>
/// <param name="Handler">Who of the page takes it.</param>
/// <param name="About">What of the row it is about, for those who meet the button by itself.</param>
/// <param name="Values">What is sent.</param>
public sealed record TableButton(string Handler, string About, params (string Name, string Value)[] Values);

/// <summary>A cell of a table: a text, with a link or a tone where it has one, or a button.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="Tone">Shows it as a status.</param>
/// <param name="Button">Makes it a button.</param>
public sealed record TableCell(string Text, string? Link = null, Tone? Tone = null, TableButton? Button = null)
{
    /// <summary>A cell of a text alone.</summary>
    public static implicit operator TableCell(string text) => new(text);
}
