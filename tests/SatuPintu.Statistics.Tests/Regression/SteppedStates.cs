namespace SatuPintu.Statistics.Tests.Regression;

/// <summary>
/// The models of the logarithm of <c>eqIncome</c> in the nine states of emdi's sample that stepping by R's <c>step</c> gives, backward
/// and both ways alike: terms in their order with their coefficients. Computed by another program, which fits every candidate of every
/// step anew by Householder reflections and so shares no code with this one.
/// </summary>
internal static class SteppedStates
{
    public static IEnumerable<(string Criterion, string State, (string Term, double Coefficient)[] Terms)> All =>
        from line in Table.Split('\n')
        let cells = line.Trim().Split(';')
        select (cells[0], cells[1], cells.Skip(2).Select(c => c.Split('=')).Select(c => (c[0], double.Parse(c[1], System.Globalization.CultureInfo.InvariantCulture))).ToArray());

    private const string Table = """
        aic;Burgenland;(Intercept)=8.484559670747;cash=5.895188307782e-05;self_empl=6.810500700445e-05;age_ben=7.051311358005e-05;dis_ben=6.288263519967e-05;cap_inv=-7.596956784122e-05;tax_adj=-8.540871669142e-05
        aic;Carinthia;(Intercept)=9.326281853503;eqsize=-0.08648962589629;cash=3.112386365773e-05;self_empl=1.14311764791e-05;unempl_ben=2.870177438426e-05;age_ben=2.93120328721e-05;dis_ben=2.977824071427e-05;rent=2.727621295959e-05
        aic;Lower Austria;(Intercept)=9.211644133443;eqsize=-0.06421189854711;cash=3.104000516372e-05;self_empl=2.611032078926e-05;unempl_ben=2.709897523033e-05;age_ben=3.295465153963e-05;surv_ben=4.310481256564e-05;dis_ben=3.316585160008e-05;rent=1.252254219606e-05;house_allow=8.248892093571e-05;cap_inv=2.100760373857e-05
        aic;Salzburg;(Intercept)=9.035153171763;cash=3.787429349806e-05;self_empl=1.951775701466e-05;age_ben=2.917223716447e-05;dis_ben=2.910146939411e-05;rent=1.498540092356e-05;cap_inv=2.136587161114e-05;tax_adj=-5.132925098117e-05
        aic;Styria;(Intercept)=8.931577189409;cash=4.007841742851e-05;self_empl=3.014060813822e-05;unempl_ben=3.243986457439e-05;age_ben=4.114579188923e-05;surv_ben=2.591018211599e-05;sick_ben=4.784391408188e-05;dis_ben=4.375634680088e-05;rent=1.226135677178e-05;fam_allow=-8.930586828944e-06;cap_inv=2.795924649879e-05;tax_adj=-4.159868191036e-05
        aic;Tyrol;(Intercept)=8.939043847295;cash=3.713527918691e-05;self_empl=3.795822711536e-05;age_ben=4.010434745108e-05;sick_ben=6.614515481828e-05;dis_ben=4.458494936713e-05;cap_inv=2.799909612399e-05;tax_adj=-5.271886701305e-05
        aic;Upper Austria;(Intercept)=9.112511028535;eqsize=-0.09548484876948;cash=3.668267202068e-05;self_empl=3.192054368119e-05;unempl_ben=3.96783639282e-05;age_ben=3.716723954959e-05;surv_ben=4.886241008256e-05;sick_ben=4.557882041332e-05;dis_ben=4.413376480342e-05;rent=2.089600723898e-05;cap_inv=1.881100463846e-05;tax_adj=-2.035860151673e-05
        aic;Vienna;(Intercept)=8.913026272439;cash=4.289843602563e-05;self_empl=3.384556584315e-05;unempl_ben=3.620710501755e-05;age_ben=4.481378711994e-05;dis_ben=5.069586712189e-05;fam_allow=-3.135078328831e-05
        aic;Vorarlberg;(Intercept)=9.655673120987;eqsize=-0.3179543475208;cash=2.790775276228e-05;self_empl=2.249804693029e-05;age_ben=2.810274368628e-05;dis_ben=3.689507383512e-05;rent=1.06499995661e-05;fam_allow=2.970870618033e-05;cap_inv=2.565431646366e-05
        bic;Burgenland;(Intercept)=8.494635616812;cash=5.858877304844e-05;self_empl=6.694935749191e-05;age_ben=7.026802668686e-05;dis_ben=6.063977202369e-05;cap_inv=-2.134057021575e-05
        bic;Carinthia;(Intercept)=9.219114028712;cash=2.916134319351e-05;self_empl=1.089100076093e-05;unempl_ben=2.579507605269e-05;age_ben=2.889576387933e-05;dis_ben=2.890351797295e-05;rent=2.646734001172e-05
        bic;Lower Austria;(Intercept)=9.126299807758;cash=3.019618264385e-05;self_empl=2.582186487868e-05;unempl_ben=2.628192516273e-05;age_ben=3.294544026089e-05;dis_ben=3.286155693652e-05;rent=1.148996491817e-05;cap_inv=2.068079575659e-05
        bic;Salzburg;(Intercept)=9.065981766528;cash=3.660425425019e-05;self_empl=1.923213529296e-05;age_ben=2.805528384967e-05;rent=1.502424516256e-05;cap_inv=2.11566274623e-05;tax_adj=-5.017941622465e-05
        bic;Styria;(Intercept)=8.979129145654;cash=3.809499327487e-05;self_empl=2.891173856186e-05;age_ben=3.932847714545e-05;surv_ben=2.532412920894e-05;sick_ben=4.816728281437e-05;dis_ben=3.987008238431e-05;rent=1.250115857083e-05
        bic;Tyrol;(Intercept)=8.945591374587;cash=3.705449382013e-05;self_empl=3.790695523567e-05;age_ben=4.091677220116e-05;sick_ben=6.687573159642e-05;dis_ben=4.425838046576e-05;tax_adj=-5.160711199407e-05
        bic;Upper Austria;(Intercept)=9.146485127088;eqsize=-0.0996388362808;cash=3.589694106551e-05;self_empl=3.129083100045e-05;unempl_ben=3.414988905668e-05;age_ben=3.610473969758e-05;dis_ben=4.282722896755e-05;rent=2.197589670285e-05;cap_inv=2.132132231365e-05
        bic;Vienna;(Intercept)=8.913026272439;cash=4.289843602563e-05;self_empl=3.384556584315e-05;unempl_ben=3.620710501755e-05;age_ben=4.481378711994e-05;dis_ben=5.069586712189e-05;fam_allow=-3.135078328831e-05
        bic;Vorarlberg;(Intercept)=9.655673120987;eqsize=-0.3179543475208;cash=2.790775276228e-05;self_empl=2.249804693029e-05;age_ben=2.810274368628e-05;dis_ben=3.689507383512e-05;rent=1.06499995661e-05;fam_allow=2.970870618033e-05;cap_inv=2.565431646366e-05
        """;
}
