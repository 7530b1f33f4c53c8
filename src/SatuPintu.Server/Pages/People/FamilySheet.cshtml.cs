using Microsoft.AspNetCore.Authorization;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.People;

/// <summary>A family's sheet to print, in full, for whoever says what for.</summary>
[Authorize(Policy = "person.print")]
public sealed class FamilySheetModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : SheetPage<FamilyView>(texts)
{
    /// <summary>The family; null while nobody has said what for.</summary>
    public FamilyView? Family => Shown;

    /// <summary>Its members.</summary>
    public TableView Members => FamilyTables.Members(Texts, Family!, withLinks: false);

    /// <summary>House and means.</summary>
    public TableView House => FamilyTables.House(Texts, Family!);

    /// <summary>All aid.</summary>
    public TableView Aid => FamilyTables.Aid(Texts, Family!);

    /// <summary>Deciles by source.</summary>
    public TableView Deciles => FamilyTables.Deciles(Texts, Family!);

    /// <inheritdoc/>
    protected override string Address => $"/keluarga/{Id}";

    /// <inheritdoc/>
    protected override Task<FamilyView?> Show(string? purpose, bool isPrint) => ShowFamily.Run(database, keys, HttpContext.Officer().Actor, new ShowFamilyQuery(Id, purpose, IsPrint: isPrint), HttpContext.RequestAborted);
}
