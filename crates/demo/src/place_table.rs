//! The 27 states and their larger cities: public facts, with weights rounded.

/// A Brazilian state and how trade with it goes.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) code: &'static str,
    /// Customers per 100,000 of the shop.
    pub(crate) customer_weight: u64,
    /// Sellers per 10,000 of the shop.
    pub(crate) seller_weight: u64,
    /// Median freight of an item of ordinary weight to this state, in cents.
    pub(crate) freight_cents: f64,
    /// Median days on the road to this state.
    pub(crate) transit_days: f64,
    /// Mean days promised at purchase.
    pub(crate) promised_days: f64,
    pub(crate) cities: &'static [City],
}

#[derive(Debug)]
pub(crate) struct City {
    /// As in Olist's files: lower case, without accents.
    pub(crate) name: &'static str,
    /// Share among the listed cities of the state, relative.
    pub(crate) weight: u64,
    /// First five-digit postal prefix.
    pub(crate) first_prefix: u64,
    /// Last five-digit postal prefix.
    pub(crate) last_prefix: u64,
    /// Of the centre, in ten-thousandths of a degree.
    pub(crate) latitude: i64,
    /// Of the centre, in ten-thousandths of a degree.
    pub(crate) longitude: i64,
}

const fn state(
    code: &'static str,
    [customer_weight, seller_weight]: [u64; 2],
    [freight_cents, transit_days, promised_days]: [f64; 3],
    cities: &'static [City],
) -> State {
    State { code, customer_weight, seller_weight, freight_cents, transit_days, promised_days, cities }
}

const fn city(name: &'static str, weight: u64, prefixes: (u64, u64), centre: (i64, i64)) -> City {
    City {
        name,
        weight,
        first_prefix: prefixes.0,
        last_prefix: prefixes.1,
        latitude: centre.0,
        longitude: centre.1,
    }
}

pub(crate) const STATES: [State; 27] = [
    state(
        "SP",
        [41_980, 5_970],
        [1_290.0, 4.2, 19.5],
        &[
            city("sao paulo", 480, (1_001, 5_899), (-235_505, -466_333)),
            city("guarulhos", 40, (7_000, 7_299), (-234_543, -465_337)),
            city("campinas", 45, (13_010, 13_139), (-229_056, -470_608)),
            city("sao bernardo do campo", 30, (9_600, 9_899), (-236_914, -465_646)),
            city("santo andre", 28, (9_010, 9_299), (-236_639, -465_383)),
            city("osasco", 24, (6_000, 6_299), (-235_329, -467_917)),
            city("santos", 23, (11_010, 11_099), (-239_608, -463_336)),
            city("sao jose dos campos", 22, (12_200, 12_249), (-231_791, -458_872)),
            city("sorocaba", 21, (18_010, 18_109), (-235_015, -474_526)),
            city("ribeirao preto", 19, (14_010, 14_109), (-211_775, -478_103)),
            city("jundiai", 18, (13_200, 13_219), (-231_857, -468_978)),
            city("piracicaba", 14, (13_400, 13_439), (-227_253, -476_492)),
            city("sao jose do rio preto", 13, (15_010, 15_104), (-208_113, -493_758)),
            city("bauru", 12, (17_010, 17_120), (-223_246, -490_871)),
            city("franca", 10, (14_400, 14_414), (-205_386, -474_009)),
        ],
    ),
    state(
        "RJ",
        [12_920, 553],
        [1_750.0, 8.2, 26.5],
        &[
            city("rio de janeiro", 70, (20_010, 23_799), (-229_068, -431_729)),
            city("niteroi", 9, (24_010, 24_399), (-228_832, -431_034)),
            city("sao goncalo", 7, (24_400, 24_799), (-228_268, -430_634)),
            city("nova iguacu", 6, (26_010, 26_299), (-227_556, -434_603)),
            city("duque de caxias", 5, (25_010, 25_299), (-227_858, -433_049)),
            city("petropolis", 3, (25_600, 25_779), (-225_112, -431_779)),
            city("campos dos goytacazes", 3, (28_010, 28_149), (-217_545, -413_244)),
        ],
    ),
    state(
        "MG",
        [11_700, 788],
        [1_760.0, 6.6, 24.5],
        &[
            city("belo horizonte", 60, (30_110, 31_999), (-199_167, -439_345)),
            city("juiz de fora", 9, (36_010, 36_109), (-217_642, -433_503)),
            city("contagem", 9, (32_010, 32_399), (-199_320, -440_539)),
            city("uberlandia", 9, (38_400, 38_419), (-189_141, -482_749)),
            city("betim", 5, (32_510, 32_699), (-199_678, -441_983)),
            city("montes claros", 4, (39_400, 39_409), (-167_286, -438_582)),
        ],
    ),
    state(
        "RS",
        [5_500, 417],
        [1_790.0, 9.0, 28.5],
        &[
            city("porto alegre", 55, (90_010, 91_999), (-300_346, -512_177)),
            city("caxias do sul", 12, (95_010, 95_124), (-291_678, -511_794)),
            city("canoas", 10, (92_010, 92_479), (-299_178, -511_836)),
            city("novo hamburgo", 8, (93_300, 93_549), (-296_842, -511_309)),
            city("pelotas", 8, (96_010, 96_119), (-317_654, -523_376)),
            city("santa maria", 8, (97_010, 97_119), (-296_842, -538_069)),
        ],
    ),
    state(
        "PR",
        [5_070, 1_128],
        [1_720.0, 6.8, 24.5],
        &[
            city("curitiba", 60, (80_010, 82_999), (-254_284, -492_733)),
            city("londrina", 13, (86_010, 86_099), (-233_045, -511_696)),
            city("maringa", 11, (87_010, 87_109), (-234_205, -519_333)),
            city("ponta grossa", 8, (84_010, 84_099), (-250_945, -501_633)),
            city("cascavel", 7, (85_800, 85_824), (-249_578, -534_595)),
        ],
    ),
    state(
        "SC",
        [3_660, 614],
        [1_780.0, 9.0, 26.0],
        &[
            city("florianopolis", 32, (88_010, 88_099), (-275_949, -485_482)),
            city("joinville", 25, (89_200, 89_239), (-263_045, -488_487)),
            city("blumenau", 18, (89_010, 89_099), (-269_194, -490_661)),
            city("sao jose", 14, (88_100, 88_139), (-276_136, -486_366)),
            city("chapeco", 9, (89_800, 89_816), (-271_004, -526_152)),
        ],
    ),
    state(
        "BA",
        [3_400, 61],
        [2_080.0, 12.2, 29.5],
        &[
            city("salvador", 70, (40_010, 42_499), (-129_777, -385_016)),
            city("feira de santana", 12, (44_010, 44_149), (-122_664, -389_663)),
            city("lauro de freitas", 10, (42_700, 42_729), (-128_978, -383_270)),
            city("vitoria da conquista", 8, (45_010, 45_099), (-148_619, -408_445)),
        ],
    ),
    state(
        "DF",
        [2_150, 97],
        [1_730.0, 7.6, 24.5],
        &[city("brasilia", 1, (70_040, 72_199), (-157_939, -478_828))],
    ),
    state(
        "ES",
        [2_045, 74],
        [1_820.0, 9.2, 25.5],
        &[
            city("vitoria", 32, (29_010, 29_099), (-203_155, -403_128)),
            city("vila velha", 33, (29_100, 29_129), (-203_297, -402_925)),
            city("serra", 24, (29_160, 29_184), (-201_286, -403_078)),
            city("cariacica", 11, (29_140, 29_159), (-202_635, -404_165)),
        ],
    ),
    state(
        "GO",
        [2_030, 129],
        [1_820.0, 9.8, 27.0],
        &[
            city("goiania", 70, (74_010, 74_899), (-166_869, -492_648)),
            city("aparecida de goiania", 16, (74_900, 74_993), (-168_198, -492_469)),
            city("anapolis", 14, (75_010, 75_159), (-163_281, -489_530)),
        ],
    ),
    state(
        "PE",
        [1_660, 29],
        [2_700.0, 11.6, 31.0],
        &[
            city("recife", 60, (50_010, 52_999), (-80_476, -348_770)),
            city("jaboatao dos guararapes", 18, (54_010, 54_499), (-81_130, -350_150)),
            city("olinda", 13, (53_010, 53_399), (-80_101, -348_545)),
            city("caruaru", 9, (55_010, 55_099), (-82_845, -359_699)),
        ],
    ),
    state(
        "CE",
        [1_345, 42],
        [2_760.0, 14.0, 32.0],
        &[
            city("fortaleza", 84, (60_010, 61_599), (-37_319, -385_267)),
            city("caucaia", 8, (61_600, 61_699), (-37_361, -386_531)),
            city("juazeiro do norte", 8, (63_010, 63_050), (-72_131, -393_150)),
        ],
    ),
    state(
        "PA",
        [980, 2],
        [2_710.0, 15.5, 37.0],
        &[
            city("belem", 65, (66_010, 66_999), (-14_558, -484_902)),
            city("ananindeua", 22, (67_010, 67_199), (-13_659, -483_722)),
            city("santarem", 13, (68_010, 68_109), (-24_431, -547_083)),
        ],
    ),
    state(
        "MT",
        [910, 13],
        [2_240.0, 12.2, 30.5],
        &[
            city("cuiaba", 60, (78_010, 78_109), (-156_014, -560_979)),
            city("varzea grande", 20, (78_110, 78_174), (-156_467, -561_325)),
            city("rondonopolis", 20, (78_700, 78_754), (-164_673, -546_372)),
        ],
    ),
    state(
        "MA",
        [750, 3],
        [3_420.0, 14.0, 31.5],
        &[
            city("sao luis", 80, (65_010, 65_109), (-25_297, -443_028)),
            city("imperatriz", 20, (65_900, 65_919), (-55_265, -474_919)),
        ],
    ),
    state(
        "MS",
        [720, 16],
        [1_820.0, 10.0, 26.5],
        &[
            city("campo grande", 78, (79_002, 79_124), (-204_697, -546_201)),
            city("dourados", 22, (79_800, 79_849), (-222_211, -548_056)),
        ],
    ),
    state(
        "PB",
        [540, 19],
        [3_420.0, 14.5, 33.5],
        &[
            city("joao pessoa", 70, (58_010, 58_099), (-71_195, -348_450)),
            city("campina grande", 30, (58_400, 58_449), (-72_307, -358_817)),
        ],
    ),
    state(
        "PI",
        [500, 3],
        [3_310.0, 13.0, 31.5],
        &[
            city("teresina", 88, (64_000, 64_099), (-50_892, -428_019)),
            city("parnaiba", 12, (64_200, 64_219), (-29_055, -417_734)),
        ],
    ),
    state(
        "RN",
        [490, 16],
        [3_420.0, 14.0, 34.0],
        &[
            city("natal", 80, (59_010, 59_139), (-57_945, -352_110)),
            city("mossoro", 20, (59_600, 59_649), (-51_878, -373_441)),
        ],
    ),
    state(
        "AL",
        [415, 0],
        [2_700.0, 17.0, 34.0],
        &[
            city("maceio", 85, (57_010, 57_099), (-96_498, -357_089)),
            city("arapiraca", 15, (57_300, 57_319), (-97_525, -366_612)),
        ],
    ),
    state(
        "SE",
        [350, 6],
        [2_910.0, 14.0, 31.5],
        &[city("aracaju", 1, (49_010, 49_098), (-109_472, -370_731))],
    ),
    state(
        "TO",
        [280, 0],
        [2_700.0, 12.5, 29.5],
        &[
            city("palmas", 70, (77_001, 77_270), (-102_491, -483_243)),
            city("araguaina", 30, (77_800, 77_839), (-71_911, -482_072)),
        ],
    ),
    state(
        "RO",
        [255, 6],
        [3_600.0, 13.5, 38.0],
        &[
            city("porto velho", 72, (76_800, 76_834), (-87_612, -639_004)),
            city("ji-parana", 28, (76_900, 76_914), (-108_777, -619_322)),
        ],
    ),
    state("AM", [150, 3], [2_940.0, 20.0, 46.0], &[city("manaus", 1, (69_005, 69_099), (-31_190, -600_217))]),
    state(
        "AC",
        [80, 3],
        [4_100.0, 14.5, 41.0],
        &[city("rio branco", 1, (69_900, 69_924), (-99_754, -678_249))],
    ),
    state("AP", [70, 0], [2_900.0, 21.0, 46.0], &[city("macapa", 1, (68_900, 68_914), (349, -510_694))]),
    state(
        "RR",
        [45, 0],
        [3_400.0, 21.0, 46.0],
        &[city("boa vista", 1, (69_300, 69_339), (28_235, -606_758))],
    ),
];
