//! Tables of orders that are not Olist's, through recognition or a mapping and the whole engine.

mod adjustments;
mod order_totals;
mod refused_rows;

use std::{
    fs,
    path::{Path, PathBuf},
};

use clientele_analytics::{
    AmountMeasure, BuildRequest, CustomerRule, Engine, Mapping, RecognisedSource, RecognisedTable,
    RefreshError, RuleBook, ShopConfig, Silent, build_shop, recognise_source,
};
use clientele_contract::{
    Analytics, Period, PeriodQuestion, PlaceQuestion, ProductQuestion, QualityReport, ReturnTotals,
    RevenueConcentration, RowAdjustments, Scope, TrendQuestion, TrustCheckKind, ValueQuestion,
};
use proptest::prelude::*;

/// A file of the real data, where they are.
fn real_data(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("CLIENTELE_TEST_DATA").filter(|value| !value.is_empty())?;
    Some(Path::new(&folder).join("data").join(file))
}

fn recognise(path: &Path) -> Box<RecognisedTable> {
    match recognise_source(path, &ShopConfig::default(), &std::env::temp_dir().join("clientele-unpacking"))
        .unwrap()
    {
        RecognisedSource::Table(table) => table,
        RecognisedSource::Olist => unreachable!("taken for Olist's files"),
    }
}

fn read(path: &Path, mapping: Option<&Mapping>) -> Result<Engine, RefreshError> {
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let request = BuildRequest {
        source: path,
        mapping,
        config: &config,
        rules: &rules,
        as_of: None,
        staging: &std::env::temp_dir().join("clientele-unpacking"),
    };
    Engine::from_shop(build_shop(&request, &Silent)?)
}

/// Reads a text as it is recognised.
fn read_text(text: impl AsRef<[u8]>) -> Result<Engine, RefreshError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, text).unwrap();
    read(&file, None)
}

/// Reads a table whose amounts are those of whole orders, also where they differ within one.
fn read_order_totals(text: impl AsRef<[u8]>) -> Result<Engine, RefreshError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, text).unwrap();
    let mapping = recognise(&file).to_toml().replace("line_total =", "order_total =");
    read(&file, Some(&Mapping::from_toml(&mapping, "source.toml").unwrap()))
}

fn quality(engine: &Engine) -> QualityReport {
    engine.quality(&Scope::everything()).unwrap()
}

/// Customers, completed orders, and revenue in cents.
fn figures(engine: &Engine) -> (u64, u64, i64) {
    let info = engine.snapshot(&Scope::everything()).unwrap();
    (info.customers, info.completed_orders, quality(engine).revenue_cents_from_lines)
}

#[test]
fn cdnow_has_its_published_customers_purchases_and_dollars() {
    let Some(file) = real_data("cdnow/CDNOW_master.txt") else { return };
    let engine = read(&file, None).unwrap();
    assert_eq!(figures(&engine), (23_570, 69_659, 250_031_563));
    let info = engine.snapshot(&Scope::everything()).unwrap();
    assert_eq!(
        (info.first_order.to_string(), info.last_order.to_string()),
        ("1997-01-01".into(), "1998-06-30".into())
    );
}

#[test]
fn cdnow_without_its_header_is_recognised_by_its_values() {
    let Some(file) = real_data("cdnow/CDNOW_master.txt") else { return };
    let text = fs::read_to_string(file).unwrap();
    let engine = read_text(text.split_once('\n').unwrap().1).unwrap();
    assert_eq!(figures(&engine), (23_570, 69_659, 250_031_563));
}

/// The sums are those of the columns in the file: list price × (100 − discount) % × quantity, less cost × quantity.
#[test]
fn retail_orders_add_up_to_their_revenue_and_profit() {
    let Some(file) = real_data("retail_orders/orders.csv") else { return };
    let mut expected = (0_i64, 0_i64);
    for row in csv::Reader::from_path(&file).unwrap().records() {
        let row = row.unwrap();
        let whole = |column: usize| row[column].parse::<i64>().unwrap();
        let (cost, list, quantity, discount) = (whole(12), whole(13), whole(14), whole(15));
        expected.0 += list * (100 - discount) * quantity;
        expected.1 += cost * 100 * quantity;
    }
    let recognised = recognise(&file);
    assert!(recognised.doubts.iter().all(|doubt| doubt.contains("who ordered")), "{:?}", recognised.doubts);
    let message = read(&file, None).err().unwrap().to_string();
    assert!(message.contains("who ordered") && message.contains("customers = \"none\""), "{message}");

    let mut mapping = recognised.mapping.clone();
    mapping.rules.customers = CustomerRule::None;
    let engine = read(&file, Some(&mapping)).unwrap();
    assert_eq!(figures(&engine), (9_994, 9_994, expected.0));
    assert!(
        quality(&engine).files[0].notes.iter().any(|note| note.contains("lines whose cost is known: 9994,"))
    );

    mapping.rules.customers = CustomerRule::Synthetic;
    mapping.rules.measure = AmountMeasure::Profit;
    let engine = read(&file, Some(&mapping)).unwrap();
    assert_eq!(figures(&engine), (1_000, 9_994, expected.0 - expected.1));
    let notices = engine.snapshot(&Scope::everything()).unwrap().notices.join("\n");
    assert!(notices.contains("made up") && notices.contains("amounts are profit"), "{notices}");
}

#[test]
fn groceries_are_baskets_without_customers_days_and_amounts() {
    let Some(file) = real_data("groceries/groceries_long.csv") else { return };
    let recognised = recognise(&file);
    let doubts = recognised.doubts.join("\n");
    for expected in ["date of the order", "is an amount", "who ordered"] {
        assert!(doubts.contains(expected), "{expected} in {doubts}");
    }
    let mapping = recognised
        .to_toml()
        .replace("customers = \"none\"", "customers = \"none\"\ndate = 2011-01-30\namounts = \"none\"");
    let mapping = Mapping::from_toml(&mapping, "source.toml").unwrap();
    let engine = read(&file, Some(&mapping)).unwrap();
    assert_eq!(figures(&engine), (9_835, 9_835, 0));
    assert_eq!(quality(&engine).order_items, 43_367);
}

const SHOPIFY: &str = "\
Name,Email,Financial Status,Currency,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Shipping Province,Notes,Lineitem discount
#1001,ada@example.com,paid,EUR,4.90,54.90,2025-01-05 23:30:00 +0100,2,Mug,15.00,Bavaria,\"please, ring
twice\",0.00
#1001,,,,,,2025-01-05 23:30:00 +0100,1,Tea,25.00,,,5.00
#1002,bob@example.com,refunded,EUR,4.90,24.90,2025-01-06 10:00:00 +0100,1,Tea,20.00,Hesse,,0.00
#1003,ada@example.com,paid,EUR,0.00,20.00,2025-02-06 10:00:00 +0100,1,Tea,20.00,Bavaria,,0.00
#1004,cy@example.com,pending,EUR,0.00,20.00,2025-02-07 10:00:00 +0100,1,Tea,20.00,Bavaria,,0.00
";

#[test]
fn an_export_of_shopify_counts_what_was_paid_and_shipping_once() {
    let engine = read_text(SHOPIFY).unwrap();
    // 2 · 15 + (25 − 5) + 4.90 shipping, then 20.
    assert_eq!(figures(&engine), (1, 2, 7_490));
    let info = engine.snapshot(&Scope::everything()).unwrap();
    assert_eq!((info.currency_symbol.as_str(), info.first_order.to_string().as_str()), ("€", "2025-01-05"));
    assert_eq!(quality(&engine).excluded_orders, 2);
    let ada = engine.customer(&Scope::everything(), "ada@example.com").unwrap().unwrap();
    assert_eq!(ada.customer.orders, 2);
}

#[test]
fn an_export_of_woocommerce_counts_completed_orders() {
    let engine = read_text(
        "\
Order Number,Order Status,Order Date,Email (Billing),State Code (Billing),Order Total Amount
5001,Completed,2025-02-01 12:30,ada@example.com,BY,34.90
5002,On hold,2025-02-03 09:00,bob@example.com,HE,24.90
5003,Completed,2025-02-03 09:00,bob@example.com,HE,24.90
",
    )
    .unwrap();
    assert_eq!(figures(&engine), (2, 2, 5_980));
}

#[test]
fn a_german_spreadsheet_in_latin_1_is_read() {
    let text = "\
Bestell-Nr.;Kunden-Nr.;Bestelldatum;Artikel;Warengruppe;Menge;Einzelpreis;Bundesland
A-1;K 17;31.12.2025;Kaffeemühle;Küche;1;1.249,90;Thüringen
A-1;K 17;31.12.2025;Filter;Küche;12;0,99;Thüringen
A-2;K 18;05.04.2025;Löffel;Küche;6;3,50;Hessen
";
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let with_mark = format!("\u{feff}{text}");
    let utf_16: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes().to_vec(), latin, with_mark.clone().into_bytes(), utf_16] {
        let engine = read_text(bytes).unwrap();
        assert_eq!(figures(&engine), (2, 2, 124_990 + 1_188 + 2_100));
        let info = engine.snapshot(&Scope::everything()).unwrap();
        assert_eq!(info.as_of.to_string(), "2026-01-01");
        let customer = engine.customer(&Scope::everything(), "K 17").unwrap().unwrap();
        assert_eq!(
            (customer.customer.state.as_str(), customer.customer.favourite_category.as_str()),
            ("Thüringen", "Küche")
        );
    }
}

#[test]
fn money_that_comes_back_leaves_a_free_line_of_the_same_product_alone() {
    let engine = read_text(
        "\
order id,customer id,date,product,line total
1,ada,2025-01-02,tea,10.00
2,ada,2025-01-03,tea,0.00
3,bob,2025-01-03,cup,7.50
4,ada,2025-01-05,tea,-4.00
",
    )
    .unwrap();
    assert_eq!(figures(&engine), (2, 3, 600 + 750));
}

#[test]
fn no_part_of_a_discount_is_lost() {
    let engine = read_text(
        "\
order id,customer id,date,product,quantity,unit price,discount percent
1,ada,2025-01-02,tea,1,1000.00,33.3333%
2,bob,2025-01-03,cup,3,0.99,12.5%
3,cy,2025-01-04,mug,2,15.00,0%
",
    )
    .unwrap();
    // 666.667; 2.97 · 0.875 = 2.59875; 30.
    assert_eq!(figures(&engine), (3, 3, 66_667 + 260 + 3_000));
}

const WITH_SHIPPING: &str = "\
Order Number,Order Status,Order Date,Email (Billing),Order Shipping Amount,Order Total Amount
5001,Completed,2025-02-01 12:30,ada@example.com,4.90,34.90
5002,Completed,2025-02-03 09:00,bob@example.com,4.90,24.90
5003,Completed,2025-02-04 09:00,bob@example.com,4.90,3.00
";

#[test]
fn shipping_is_in_the_total_of_an_order() {
    let engine = read_text(WITH_SHIPPING).unwrap();
    assert_eq!(figures(&engine), (2, 3, 3_490 + 2_490 + 300));
    let freight = engine.places(&Scope::everything(), &PlaceQuestion::default()).unwrap().total.freight_cents;
    assert_eq!(freight, 490 + 490 + 300, "what was paid, and no more than that");
    // A refund of the goods, and one of all.
    let refunds = "R1,Completed,2025-02-05 09:00,ada@example.com,0.00,-30.00\nR2,Completed,2025-02-06 09:00,bob@example.com,0.00,-24.90\n";
    assert_eq!(figures(&read_text(format!("{WITH_SHIPPING}{refunds}")).unwrap()), (1, 1, 300));
}

#[test]
fn shipping_is_not_in_a_subtotal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, WITH_SHIPPING.replace("Order Total Amount", "Order Subtotal Amount")).unwrap();
    let recognised = recognise(&file);
    assert!(recognised.doubts.iter().any(|doubt| doubt.contains("order_total")), "{:?}", recognised.doubts);
    let text = recognised.to_toml();
    assert!(text.contains("shipping = \"beside-total\""), "{text}");
    let engine = read(&file, Some(&Mapping::from_toml(&text, "source.toml").unwrap())).unwrap();
    assert_eq!(figures(&engine).2, 3_490 + 490 + 2_490 + 490 + 300 + 490);
    let text = text.replace("beside-total", "in-total");
    let engine = read(&file, Some(&Mapping::from_toml(&text, "source.toml").unwrap())).unwrap();
    assert_eq!(figures(&engine).2, 3_490 + 2_490 + 300);
}

#[test]
fn a_shop_of_the_united_states_is_not_in_brazil() {
    let orders = |states: [&str; 3], currency: &str| {
        let mut text = "order id,customer id,date,total,state,currency\n".to_owned();
        for (order, state) in states.iter().cycle().take(30).enumerate() {
            text.push_str(&format!(
                "{order},c{order},2025-01-{:02},10.50,{state},{currency}\n",
                1 + order % 28
            ));
        }
        let engine = read_text(text).unwrap();
        engine.places(&Scope::everything(), &PlaceQuestion::default()).unwrap().is_brazil
    };
    assert!(!orders(["PA", "MA", "SC"], "USD"));
    assert!(orders(["PA", "MA", "SC"], "BRL"));
    assert!(orders(["PA", "MA", "SP"], "USD"), "São Paulo is nowhere else");
    assert!(!orders(["PA", "MA", "NY"], "BRL"));
}

#[test]
fn several_pieces_of_a_line_are_several_units_wherever_units_are_counted() {
    let mut text = "order id,customer id,date,quantity,product,unit price\n".to_owned();
    for order in 0..60 {
        text.push_str(&format!("o{order},c{},2025-03-{:02},3,p1,1.25\n", order % 7, 1 + order % 28));
        text.push_str(&format!("o{order},c{},2025-03-{:02},2,p2,2.50\n", order % 7, 1 + order % 28));
    }
    let (engine, everything) = (read_text(&text).unwrap(), Scope::everything());
    let period = PeriodQuestion { period: Period::All, ..PeriodQuestion::default() };
    let trends = TrendQuestion { period, ..TrendQuestion::default() };
    assert_eq!(engine.trends(&everything, &trends).unwrap().period.units, 300);
    assert_eq!(engine.products(&everything, &ProductQuestion::default()).unwrap().units, 300);
    let product = engine.product(&everything, "p1").unwrap().unwrap();
    assert_eq!(product.units, 180);
    assert_eq!(product.months.iter().map(|month| month.units).sum::<u64>(), 180);
}

#[test]
fn bad_rows_are_refused_with_reason_and_line() {
    let mut text = "order id;customer id;date;quantity;unit price\n".to_owned();
    for order in 0..200 {
        text.push_str(&format!("{order};c{};{}.02.2025;1;9,99\n", order % 7, 1 + order % 28));
    }
    text.push_str("200;c1;31.02.2025;1;9,99\n201;c1;01.02.2025;0;9,99\n202;c1;01.02.2025;1;9.9.9\n203;c1;01.02.2025;1\n204;c1;01.02.2025;1;-5,00\n;c1;01.02.2025;1;5,00\n206;c1;;1;5,00\n");
    let engine = read_text(&text).unwrap();
    let report = quality(&engine);
    let mut found: Vec<(u64, &str)> =
        report.files[0].rejected.iter().map(|count| (count.first_line, count.reason.as_str())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (202, "date is not a date such as 31.12.2025, of 1990 to 2100"),
            (203, "quantity is 0"),
            (204, "unit_price is not a number such as 129,90"),
            (205, "the number of fields differs from the header's"),
            (206, "unit_price is negative"),
            (207, "order_id is empty"),
            (208, "date is empty in every row of the order"),
        ]
    );
    assert_eq!(report.completed_orders, 200);
    let few = text.lines().take(20).chain(text.lines().skip(201)).collect::<Vec<_>>().join("\n");
    let message = read_text(few).err().unwrap().to_string();
    assert!(message.contains("7 of 26 rows cannot be used"), "{message}");
}

#[test]
fn a_table_in_parts_is_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let header = "order id,customer id,date,total\n";
    fs::write(
        folder.path().join("2025-01.csv"),
        format!("{header}1,a,2025-01-31,10.50\n2,b,2025-01-30,11.50\n"),
    )
    .unwrap();
    fs::write(folder.path().join("2025-02.csv"), format!("{header}3,a,2025-02-21,12.50\n")).unwrap();
    assert_eq!(figures(&read(folder.path(), None).unwrap()), (2, 3, 3_450));
    fs::write(folder.path().join("remarks.csv"), "topic,text\nprices,went up\n").unwrap();
    let message = read(folder.path(), None).err().unwrap().to_string();
    assert!(message.contains("remarks.csv begins with another header than 2025-01.csv"), "{message}");
}

#[test]
fn a_folder_or_file_without_a_table_is_refused_with_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path| read(path, None).err().unwrap().to_string();
    assert!(refused(folder.path()).contains("no table in"));
    for (content, expected) in [
        (&b"PK\x03\x04rest"[..], "found contents that cannot be unpacked"),
        (b"PAR1....", "this Parquet file cannot be read"),
        (b"", "found an empty file"),
        (b"a,b\n1,\x00\n", "byte 6: found a zero byte"),
        (b"word\nword\n", "found no columns"),
        (b"\xff\xfea\x00,\x00\x00\xdcb\x00\n\x00", "byte 6: found bytes that are no text in utf-16le"),
    ] {
        let file = folder.path().join("orders.csv");
        fs::write(&file, content).unwrap();
        let message = refused(&file);
        assert!(message.starts_with("orders.csv") && message.contains(expected), "{message}");
    }
}

#[test]
fn a_mapping_that_names_other_columns_is_refused_with_near_matches() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, "order id,customer id,date,total\n1,a,2025-01-31,10.50\n").unwrap();
    let mapping = recognise(&file).to_toml();
    fs::write(&file, "order ids,buyer,date,total\n1,a,2025-01-31,10.50\n").unwrap();
    let mapping = Mapping::from_toml(&mapping, "source.toml").unwrap();
    let message = read(&file, Some(&mapping)).err().unwrap().to_string();
    assert!(message.contains("no column \"order id\" for order_id; found \"order ids\""), "{message}");
    assert!(message.contains("no column \"customer id\" for customer_id"), "{message}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The order of the rows changes no figure, and every row is kept or refused.
    #[test]
    fn rows_in_any_order_give_the_same_shop(
        rows in prop::collection::vec((0_u32..9, 0_u32..5, 1_u32..28, -3_i32..6, 0_u32..4), 3..60),
        seed in any::<u64>(),
    ) {
        let line = |(order, customer, day, quantity, product): &(u32, u32, u32, i32, u32)| {
            let customer = if *customer == 0 { String::new() } else { format!("c{customer}") };
            let quantity = if *quantity == 0 { 7 } else { *quantity };
            format!("o{order},{customer},2025-03-{day:02},{quantity},p{product},1.25\n")
        };
        let header = "order id,customer id,date,quantity,product,unit price\n";
        let mut lines: Vec<String> = rows.iter().map(line).collect();
        // Enough good rows that the refused ones are few, and a certain guess.
        lines.extend((0..200).map(|order| format!("x{order},c{},2025-04-10,2,p1,1.25\n", order % 11)));
        let text = format!("{header}{}", lines.concat());
        let mut shuffled = lines.clone();
        shuffled.sort_by_key(|line| line.bytes().fold(seed, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte))));
        let shuffled = format!("{header}{}", shuffled.concat());
        match (read_text(&text), read_text(&shuffled)) {
            (Ok(one), Ok(other)) => {
                let report = |engine: &Engine| {
                    let mut report = engine.report(&Scope::everything()).unwrap();
                    // Lines of the first refused row differ.
                    report.quality = None;
                    serde_json::to_string(&report).unwrap()
                };
                prop_assert_eq!(report(&one), report(&other));
                let file = &quality(&one).files[0];
                let refused: u64 = file.rejected.iter().map(|count| count.rows).sum();
                prop_assert_eq!((file.rows_read, file.rows_kept + refused), (lines.len() as u64, lines.len() as u64));
            }
            (Err(one), Err(other)) => prop_assert_eq!(one.to_string().len(), other.to_string().len()),
            (one, other) => prop_assert!(false, "{:?} {:?}", one.err(), other.err()),
        }
    }

    /// As many rows are read as a reader written for the test alone finds, line breaks in quotes included.
    #[test]
    fn as_many_rows_are_read_as_a_plain_reader_finds(notes in prop::collection::vec("[a-z;,\"\n ]{0,12}", 1..40)) {
        let mut text = "order id;customer id;date;total;note\n".to_owned();
        for (order, note) in notes.iter().enumerate() {
            text.push_str(&format!("{order};c{};2025-03-10;1,50;\"{}\"\n", order % 5, note.replace('"', "\"\"")));
        }
        let (mut rows, mut in_quotes) = (0, false);
        for byte in text.bytes() {
            in_quotes ^= byte == b'"';
            rows += u64::from(byte == b'\n' && !in_quotes);
        }
        let engine = read_text(&text).unwrap();
        prop_assert_eq!(quality(&engine).files[0].rows_read, rows - 1);
        prop_assert_eq!(figures(&engine).1, rows - 1);
    }
}

/// Every third customer brings a loss with each order.
#[test]
fn shares_of_a_profit_with_losses_in_it_are_withheld_instead_of_passing_the_whole() {
    let mut text = "order id,customer id,date,quantity,product,unit price,unit cost\n".to_owned();
    for order in 0..300 {
        let (customer, day) = (order % 60, 1 + order / 60 * 5);
        let cost = if customer % 3 == 0 { "30.00" } else { "5.00" };
        text.push_str(&format!(
            "o{order},c{customer},2025-03-{day:02},1,p{},1{}.50,{cost}\n",
            order % 7,
            order % 5
        ));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, text).unwrap();
    let mut mapping = recognise(&file).mapping;
    mapping.rules.measure = AmountMeasure::Profit;
    let engine = read(&file, Some(&mapping)).unwrap();
    let value = engine.lifetime_value(&Scope::everything(), &ValueQuestion::default()).unwrap();
    let nothing = RevenueConcentration { has_losses: true, ..RevenueConcentration::default() };
    assert_eq!((value.customers, value.concentration), (60, nothing));
    let checks = value.forecast.trust.checks;
    let positive = checks.iter().find(|check| check.kind == TrustCheckKind::PositiveSpend).unwrap();
    assert_eq!((positive.measured, positive.passed), (Some(1.0 / 3.0), false));
    let report = engine.report(&Scope::everything()).unwrap().lifetime_value;
    assert_eq!(
        (report.gini, report.revenue_share_of_best_20_percent, report.lorenz_curve),
        (None, None, vec![])
    );
}
