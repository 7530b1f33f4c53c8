namespace SatuPintu.Regions;

/// <summary>The four administrative levels; the value is the number of digits of a code of that level.</summary>
public enum AreaLevel
{
    /// <summary>Provinsi, 2 digits.</summary>
    Province = 2,
    /// <summary>Kabupaten or kota, 4 digits.</summary>
    Regency = 4,
    /// <summary>Kecamatan (distrik in Papua), 6 digits.</summary>
    District = 6,
    /// <summary>Desa, kelurahan, nagari, gampong or kampung, 10 digits.</summary>
    Village = 10,
}

/// <summary>One area of the official list.</summary>
public sealed class Area
{
    internal Area(string code, string name, AreaLevel level, Area? parent, int index)
    {
        Code = code;
        Name = name;
        Level = level;
        Parent = parent;
        Index = index;
    }

    /// <summary>The official code in digits, without dots.</summary>
    public string Code { get; }

    /// <summary>The official name, as read aloud: <c>Kota Cilegon</c>, <c>Gerogol</c>, <c>Grogol</c>.</summary>
    public string Name { get; }

    /// <summary>The level.</summary>
    public AreaLevel Level { get; }

    /// <summary>The area this one is part of; null for a province.</summary>
    public Area? Parent { get; }

    /// <summary>Place among the areas of its level (for a village: among those of its district), in the order of codes.</summary>
    internal int Index { get; }

    /// <summary>This area or the one above it at a level; null when the level lies below this area.</summary>
    public Area? At(AreaLevel level)
    {
        var area = this;
        while (area is not null && area.Level > level) area = area.Parent;
        return area?.Level == level ? area : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Name}";
}
