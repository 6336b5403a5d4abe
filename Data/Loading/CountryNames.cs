namespace MlPipelines.Data.Loading;

/// <summary>The 33 countries of european-countries. The files hold numbers alone; the names follow from where the towns lie, and are in alphabetical order.</summary>
internal static class CountryNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Albania", "Austria", "Belarus", "Belgium", "Bosnia and Herzegovina", "Bulgaria", "Croatia", "Czechia", "Denmark", "Estonia", "Finland",
        "France", "Germany", "Great Britain", "Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania", "Moldova", "Montenegro",
        "Netherlands", "Norway", "Poland", "Portugal", "Romania", "Serbia", "Slovakia", "Slovenia", "Spain", "Sweden", "Ukraine",
    ];
}
