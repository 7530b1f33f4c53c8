using SatuPintu.Statistics.Indicators;
using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Tests.Indicators;

/// <summary>Figures published for the survey of R's laeken, and standard errors from R's convey.</summary>
public sealed class PublishedIndicatorTests
{
    [Theory]
    [InlineData(Indicator.Arpr, 0.1444421817)]
    [InlineData(Indicator.P0, 0.1444421817)]
    [InlineData(Indicator.Gini, 0.2648961921)]
    [InlineData(Indicator.S80S20, 3.97000433)]
    [InlineData(Indicator.Threshold, 10859.236)]
    public void Estimates_for_all_are_those_of_laeken(Indicator indicator, double published)
    {
        var digits = published.ToString("R").Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        var estimate = Of(Eusilc.Data, indicator, -1).Estimate;
        Math.Abs(estimate - published).ShouldBeLessThan(Math.Pow(10, Math.Floor(Math.Log10(published)) + 1 - digits));
    }

    [Theory]
    [InlineData("Burgenland", 0.1953984, 0.3205489)]
    [InlineData("Carinthia", 0.1308627, 0.2549448)]
    [InlineData("Lower Austria", 0.1384362, 0.2593737)]
    [InlineData("Salzburg", 0.1378734, double.NaN)]
    [InlineData("Styria", 0.1437464, double.NaN)]
    [InlineData("Tyrol", 0.1530819, double.NaN)]
    [InlineData("Upper Austria", 0.1088977, double.NaN)]
    [InlineData("Vienna", 0.1723468, double.NaN)]
    [InlineData("Vorarlberg", 0.1653731, double.NaN)]
    public void Rates_of_regions_take_the_threshold_of_all(string region, double rate, double gini)
    {
        var data = Eusilc.Data;
        var group = Array.IndexOf(data.RegionNames, region);
        Of(data, Indicator.Arpr, group).Estimate.ShouldBe(rate, 6e-8);
        if (!double.IsNaN(gini)) Of(data, Indicator.Gini, group).Estimate.ShouldBe(gini, 6e-8);
    }

    [Fact]
    public void The_standard_error_of_the_Gini_under_the_stratified_clustered_design_is_that_of_convey() =>
        Of(Eusilc.Data, Indicator.Gini, -1).StandardError.ShouldBe(0.0030825, 5e-8);

    [Theory]
    // The figures of convey's examples to four digits: regions are strata and each person is a cluster.
    [InlineData(Indicator.Arpr, 0, 0.0028)]
    [InlineData(Indicator.Gini, 0, 0.0019)]
    [InlineData(Indicator.P0, 10_000, 0.0027)]
    public void Standard_errors_of_a_sample_of_persons_are_those_of_convey(Indicator indicator, double line, double published)
    {
        var data = Eusilc.Data;
        var design = SurveyDesign.Of(data.Incomes.Length, data.Regions, [], LoneClusterRule.Error);
        var options = line > 0 ? new IndicatorOptions { Line = new PovertyLine(line, OfMedian: false) } : new IndicatorOptions();
        WelfareIndicators.Estimate(data.Incomes, data.Weights, [], 0, design, options).Single(e => e.Indicator == indicator).StandardError.ShouldBe(published, 5e-5);
    }

    [Theory]
    [InlineData(Indicator.Arpr)]
    [InlineData(Indicator.Gini)]
    [InlineData(Indicator.S80S20)]
    [InlineData(Indicator.Rmpg)]
    [InlineData(Indicator.Median)]
    [InlineData(Indicator.P2)]
    public void Linearised_and_bootstrap_errors_agree(Indicator indicator)
    {
        var data = Eusilc.Data;
        var design = SurveyDesign.Of(data.Incomes.Length, data.Regions, data.Households, LoneClusterRule.Error);
        var bootstrap = WelfareIndicators.Estimate(data.Incomes, data.Weights, [], 0, design, new IndicatorOptions(), Replicates.Bootstrap(design, data.Weights, 400, 7));
        var ratio = bootstrap.Single(e => e.Indicator == indicator).StandardError / Of(data, indicator, -1).StandardError;
        ratio.ShouldBeInRange(0.85, 1.18);
    }

    private static IndicatorEstimate Of(Eusilc data, Indicator indicator, int group)
    {
        var design = SurveyDesign.Of(data.Incomes.Length, data.Regions, data.Households, LoneClusterRule.Error);
        return WelfareIndicators.Estimate(data.Incomes, data.Weights, data.Regions, data.RegionNames.Length, design, new IndicatorOptions())
            .Single(e => e.Indicator == indicator && e.Group == group);
    }
}
