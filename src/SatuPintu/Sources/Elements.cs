namespace SatuPintu.Sources;

/// <summary>
/// The ids of the elements of the data standard (Tabel 4 and 5 of the Cilegon study, with what the lists carry besides).
/// Their metadata stands in <c>data-standard.json</c>; a test holds the two equal.
/// </summary>
public static class Elements
{
    /// <summary>The record's own id in its list (ID_DTKS, NO).</summary>
    public const string RecordId = "record_id";
    /// <summary>NIK, 16 digits.</summary>
    public const string Nik = "nik";
    /// <summary>What is left of a damaged NIK.</summary>
    public const string NikDamaged = "nik_damaged";
    /// <summary>Number of the family card (KK), 16 digits.</summary>
    public const string FamilyCard = "family_card_number";
    /// <summary>Full name.</summary>
    public const string FullName = "full_name";
    /// <summary>Place of birth.</summary>
    public const string PlaceOfBirth = "place_of_birth";
    /// <summary>Date of birth, ISO 8601.</summary>
    public const string DateOfBirth = "date_of_birth";
    /// <summary>Sex, L or P.</summary>
    public const string Sex = "sex";
    /// <summary>Marital status.</summary>
    public const string MaritalStatus = "marital_status";
    /// <summary>Relation to the head of the family.</summary>
    public const string Relation = "relation";
    /// <summary>Name of the head of the family.</summary>
    public const string HeadName = "head_name";
    /// <summary>Full address as one line.</summary>
    public const string FullAddress = "full_address";
    /// <summary>Street, neighbourhood or hamlet with its kind (JL, LINK, KP, GG).</summary>
    public const string Street = "street";
    /// <summary>House number.</summary>
    public const string HouseNumber = "house_number";
    /// <summary>RT, three digits.</summary>
    public const string Rt = "rt";
    /// <summary>RW, three digits.</summary>
    public const string Rw = "rw";
    /// <summary>Name of the province.</summary>
    public const string ProvinceName = "province_name";
    /// <summary>Code of the regency or city, 4 digits.</summary>
    public const string RegencyCode = "regency_code";
    /// <summary>Name of the regency or city.</summary>
    public const string RegencyName = "regency_name";
    /// <summary>Name of the district.</summary>
    public const string DistrictName = "district_name";
    /// <summary>Code of the district, 6 digits.</summary>
    public const string DistrictCode = "district_code";
    /// <summary>Code of the village, 10 digits.</summary>
    public const string VillageCode = "village_code";
    /// <summary>Name of the village.</summary>
    public const string VillageName = "village_name";
    /// <summary>Welfare decile, 1 (poorest) to 10.</summary>
    public const string Decile = "decile";
    /// <summary>Safe drinking water, true or false.</summary>
    public const string DrinkingWater = "safe_drinking_water";
    /// <summary>Adequate sanitation, true or false.</summary>
    public const string Sanitation = "adequate_sanitation";
    /// <summary>Home ownership.</summary>
    public const string HomeOwnership = "home_ownership";
    /// <summary>Roof material.</summary>
    public const string Roof = "roof";
    /// <summary>Floor material.</summary>
    public const string Floor = "floor";
    /// <summary>Wall material.</summary>
    public const string Wall = "wall";
    /// <summary>Floor area in square metres.</summary>
    public const string FloorArea = "floor_area";
    /// <summary>Lighting or power class.</summary>
    public const string Lighting = "lighting";
    /// <summary>Cooking fuel.</summary>
    public const string CookingFuel = "cooking_fuel";
    /// <summary>Where faeces go in the end.</summary>
    public const string FaecesDisposal = "faeces_disposal";
    /// <summary>Whether somebody never went to school, goes, or went.</summary>
    public const string SchoolAttendance = "school_attendance";
    /// <summary>The school that somebody goes to, or last went to.</summary>
    public const string SchoolingLevel = "schooling_level";
    /// <summary>The greatest difficulty in seeing, hearing, walking and the like.</summary>
    public const string Disability = "disability";
    /// <summary>Chronic illness.</summary>
    public const string ChronicIllness = "chronic_illness";
    /// <summary>Somebody works, true or false.</summary>
    public const string Working = "working";
    /// <summary>Status in the main work.</summary>
    public const string EmploymentStatus = "employment_status";
    /// <summary>Sector of the main work.</summary>
    public const string EmploymentSector = "employment_sector";
    /// <summary>Household has savings, true or false.</summary>
    public const string Savings = "savings";
    /// <summary>Family at risk of stunting, true or false.</summary>
    public const string StuntingRisk = "stunting_risk";
    /// <summary>Household members.</summary>
    public const string HouseholdMembers = "household_members";
    /// <summary>Household income, rupiah a month.</summary>
    public const string HouseholdIncome = "household_income";
    /// <summary>Aid stated as received (PKH, BPNT, ...), names parted by a bar.</summary>
    public const string ActiveAid = "active_aid";
    /// <summary>Latitude, degrees.</summary>
    public const string Latitude = "lat";
    /// <summary>Longitude, degrees.</summary>
    public const string Longitude = "lon";
    /// <summary>Date of the last update of the record.</summary>
    public const string LastUpdate = "last_update";
    /// <summary>Period of aid, year and month.</summary>
    public const string AidPeriod = "aid_period";
    /// <summary>Amount of aid, rupiah.</summary>
    public const string AidAmount = "aid_amount";

    /// <summary>Those about somebody's health, which the law on personal data protection (article 4) counts among specific personal data.</summary>
    public static IReadOnlyList<string> OfHealth { get; } = [Disability, ChronicIllness];

    /// <summary>All ids, in the order of the data standard.</summary>
    public static IReadOnlyList<string> All { get; } = [.. DataStandard.Load().Elements.Select(e => e.Id)];
}
