//! Exports as shops and people make them, and what must be recognised in them.

use proptest::prelude::*;

use super::*;

fn recognised(text: &str) -> RecognisedTable {
    recognise_text(text, TextEncoding::Utf8).unwrap()
}

/// Which column has each meaning.
fn check(text: &str, expected: &[(Meaning, &str)]) -> RecognisedTable {
    let table = recognised(text);
    let found: Vec<(Meaning, String)> =
        table.columns.iter().filter_map(|column| Some((column.meaning?, column.name.clone()))).collect();
    for (meaning, column) in expected {
        assert!(
            found.contains(&(*meaning, (*column).to_owned())),
            "{meaning} is {column:?}, found {found:?}"
        );
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
    table
}

const SHOPIFY: &str = "\
Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Province,Shipping Country,Notes,Lineitem discount
#1001,ada@example.com,paid,2025-01-05 10:00:01 +0100,fulfilled,no,EUR,50.00,4.90,0.00,54.90,,0.00,Standard,2025-01-05 10:00:00 +0100,2,Mug,15.00,MUG-1,Bavaria,DE,\"please, ring
twice\",0.00
#1001,,,,,,,,,,,,,,2025-01-05 10:00:00 +0100,1,Tea,20.00,TEA-1,,,,0.00
#1002,bob@example.com,refunded,2025-01-06 10:00:01 +0100,fulfilled,yes,EUR,20.00,4.90,0.00,24.90,,0.00,Standard,2025-01-06 10:00:00 +0100,1,Tea,20.00,TEA-1,Hesse,DE,,0.00
";

#[test]
fn an_export_of_shopify_is_certain() {
    use Meaning::*;
    let table = check(
        SHOPIFY,
        &[
            (OrderId, "Name"),
            (CustomerId, "Email"),
            (Status, "Financial Status"),
            (Currency, "Currency"),
            (Shipping, "Shipping"),
            (Date, "Created at"),
            (Quantity, "Lineitem quantity"),
            (Product, "Lineitem name"),
            (UnitPrice, "Lineitem price"),
            (Place, "Shipping Province"),
            (DiscountAmount, "Lineitem discount"),
        ],
    );
    assert_eq!(table.doubts, [""; 0]);
    assert_eq!(table.mapping.values.currency, "€");
    assert_eq!(table.mapping.status["refunded"], OrderMeaning::Void);
}

#[test]
fn an_export_of_woocommerce_is_certain() {
    use Meaning::*;
    let text = "\
Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Email (Billing),State Code (Billing),Country Code (Billing),Order Shipping Amount,Order Total Amount,SKU,Item Name,Quantity (- Refund),Item Cost,Discount Amount
5001,Completed,2025-02-01 12:30,,Ada,ada@example.com,BY,DE,4.90,34.90,MUG-1,Mug,2,15.00,0.00
5002,On hold,2025-02-03 09:00,,Bob,bob@example.com,HE,DE,4.90,24.90,TEA-1,Tea,1,20.00,0.00
5003,Processing,2025-02-04 09:00,,Bob,bob@example.com,HE,DE,4.90,24.90,TEA-1,Tea,1,20.00,0.00
";
    let table = check(
        text,
        &[
            (OrderId, "Order Number"),
            (Status, "Order Status"),
            (Date, "Order Date"),
            (CustomerId, "Email (Billing)"),
            (Place, "State Code (Billing)"),
            (Shipping, "Order Shipping Amount"),
            (OrderTotal, "Order Total Amount"),
            (Product, "Item Name"),
            (Quantity, "Quantity (- Refund)"),
            (UnitPrice, "Item Cost"),
        ],
    );
    assert_eq!(table.doubts, [""; 0]);
    assert_eq!(table.mapping.status["On hold"], OrderMeaning::Open);
    assert_eq!(table.mapping.status["Processing"], OrderMeaning::Completed);
    let olist = text.replace("On hold", "shipped").replace("Billing", "x");
    assert_eq!(recognised(&olist).mapping.status["Processing"], OrderMeaning::Open);
}

#[test]
fn the_discount_of_a_whole_order_of_shopify_is_not_that_of_a_line() {
    let text =
        SHOPIFY.replace("Lineitem discount", "Lineitem tag").replace(",0.00,Standard", ",3.50,Standard");
    let table = recognised(&text);
    assert_eq!(table.doubts, [""; 0]);
    assert!(!table.mapping.columns.contains_key(&Meaning::DiscountAmount), "{:?}", table.mapping.columns);
    assert!(table.notes.iter().any(|note| note.contains("Discount Amount")), "{:?}", table.notes);
}

#[test]
fn a_german_spreadsheet_is_certain() {
    use Meaning::*;
    let text = "\
Bestell-Nr.;Kunden-Nr.;Bestelldatum;Artikel;Warengruppe;Menge;Einzelpreis;Rabatt;Bundesland
A-1;K 17;03.04.2025;Kaffeemühle;Küche;1;1.249,90 €;10 %;Bayern
A-1;K 17;03.04.2025;Filter;Küche;12;0,99 €;0 %;Bayern
A-2;K 18;05.04.2025;Löffel;Küche;6;3,50 €;0 %;Hessen
";
    let table = check(
        text,
        &[
            (OrderId, "Bestell-Nr."),
            (CustomerId, "Kunden-Nr."),
            (Date, "Bestelldatum"),
            (Product, "Artikel"),
            (Category, "Warengruppe"),
            (Quantity, "Menge"),
            (UnitPrice, "Einzelpreis"),
            (DiscountPercent, "Rabatt"),
            (Place, "Bundesland"),
        ],
    );
    let values = &table.mapping.values;
    assert_eq!((values.dates, values.decimal), (DateOrder::DayMonthYear, DecimalMark::Comma));
    assert_eq!(values.currency, "€");
    assert_eq!(table.doubts, [""; 0]);
}

#[test]
fn tables_in_portuguese_spanish_and_french_are_certain() {
    use Meaning::*;
    let check_three = |header: &str, row: &str, place: &str| {
        let names: Vec<&str> = header.split(';').collect();
        let table = check(
            &format!(
                "{header}\n{row}\n{}\n",
                row.replace("25/", "26/").replace("9;", "10;").replace("17", place)
            ),
            &[
                (OrderId, names[0]),
                (CustomerId, names[1]),
                (Date, names[2]),
                (Product, names[3]),
                (Quantity, names[4]),
                (UnitPrice, names[5]),
            ],
        );
        assert_eq!(table.doubts, [""; 0], "{header}");
    };
    check_three(
        "Número do pedido;ID do cliente;Data do pedido;Produto;Quantidade;Preço unitário",
        "9;17;25/12/2024;chá;2;1,50",
        "18",
    );
    check_three(
        "Nº pedido;Cliente;Fecha;Producto;Cantidad;Precio unitario",
        "9;17;25/12/2024;té;2;1,50",
        "18",
    );
    check_three(
        "N° commande;ID client;Date de commande;Produit;Quantité;Prix unitaire",
        "9;17;25/12/2024;thé;2;1,50",
        "18",
    );
}

#[test]
fn purchases_without_header_are_recognised_by_their_values() {
    use Meaning::*;
    let mut text = String::new();
    for customer in 1..60 {
        for month in 1..=1 + customer % 3 {
            text.push_str(&format!(
                " {customer:05} 1997{month:02}{:02}  {}   {}.77\n",
                1 + customer % 28,
                1 + month,
                10 + customer
            ));
        }
    }
    let table = check(
        &text,
        &[(CustomerId, "column 1"), (Date, "column 2"), (Quantity, "column 3"), (LineTotal, "column 4")],
    );
    assert_eq!(table.doubts, [""; 0]);
    assert_eq!(table.mapping.rules.orders, OrderRule::EachRow);
}

#[test]
fn a_total_that_repeats_within_orders_is_the_orders() {
    use Meaning::*;
    let mut text = "order id,customer id,date,product,total\n".to_owned();
    for order in 0..8 {
        for line in 0..2 {
            text.push_str(&format!("{order},c{order},2025-01-0{},p{line},{}.50\n", 1 + order, 10 + order));
        }
    }
    let order_total = [
        (OrderId, "order id"),
        (CustomerId, "customer id"),
        (Date, "date"),
        (Product, "product"),
        (OrderTotal, "total"),
    ];
    check(&text, &order_total);
    let line_total = [
        (OrderId, "order id"),
        (CustomerId, "customer id"),
        (Date, "date"),
        (Product, "product"),
        (LineTotal, "total"),
    ];
    check(&text.replace("p1,", "p1,1"), &line_total);
}

#[test]
fn letters_before_the_ids_of_returns_are_noticed() {
    let mut text =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n".to_owned();
    for order in 0..20 {
        text.push_str(&format!(
            "5363{order:02},85123A,HEART,6,12/{}/2010 8:26,2.55,178{order:02},United Kingdom\n",
            1 + order
        ));
    }
    text.push_str("C536379,85123A,HEART,-1,12/21/2010 9:41,2.55,17801,France\n");
    let table = recognised(&text);
    assert_eq!(table.mapping.rules.return_prefix, "C");
    assert_eq!(table.mapping.values.dates, DateOrder::MonthDayYear);
    assert_eq!(table.doubts, [""; 0]);
}

#[test]
fn what_is_missing_or_doubtful_is_asked() {
    let text = "a,b,c\nx,y,z\nx,1,z\n";
    let doubts = recognised(text).doubts.join("\n");
    for expected in ["date", "amount", "who ordered"] {
        assert!(doubts.contains(expected), "{expected} in {doubts}");
    }
    let text = "order id,customer id,date,total,status\n1,a,01/02/2025,1.234,paid\n2,b,03/01/2025,2.345,zweifelhaft\n";
    let doubts = recognised(text).doubts.join("\n");
    for expected in ["day and month", "decimal mark", "\"zweifelhaft\""] {
        assert!(doubts.contains(expected), "{expected} in {doubts}");
    }
}

#[test]
fn what_is_written_down_reads_as_it_was_recognised() {
    let table = recognised(SHOPIFY);
    let text = table.to_toml();
    assert_eq!(Mapping::from_toml(&text, "source.toml").unwrap(), table.mapping, "{text}");
    assert!(text.contains("order_id = \"Name\"  # 92 %: named \"Name\""), "{text}");
    assert!(text.contains("not used: \"Notes\""), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_the_recogniser_fail(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let encoding = TextEncoding::recognise(&mut &bytes[..]).unwrap();
        let mut text = String::new();
        if Utf8Text::new(&bytes[..], encoding).read_to_string(&mut text).is_ok() {
            recognise_text(&text, encoding);
        }
    }

    #[test]
    fn no_table_makes_the_recogniser_fail(text in "[ -;,\t\n\"'a-z0-9.€#@%/:äC]{0,300}") {
        if let Some(table) = recognise_text(&text, TextEncoding::Utf8) {
            toml::from_str::<toml::Table>(&table.to_toml()).unwrap();
        }
    }
}

/// Orders of two lines each on a day of their own, two orders for each customer, in columns that no shop names so.
fn till_roll(order: impl Fn(usize) -> usize, group: impl Fn(usize) -> usize) -> String {
    let mut text = "Docket,Client,Day,Progress,Article,Shelf,Pieces,Price each\n".to_owned();
    for line in 0..40 {
        let (day, product) = (line / 2, line % 8);
        let progress = ["delivered", "canceled", "delivered", "shipped"][day % 4];
        let (order, group) = (order(line), group(line));
        text += &format!(
            "D{order:03},client {},2025-03-{:02},{progress},item {product},shelf {group},{},{}.50\n",
            day % 10,
            1 + day,
            1 + line % 3,
            5 + product
        );
    }
    text
}

#[test]
fn columns_of_unknown_names_are_known_by_what_they_hold() {
    use Meaning::*;
    let table = check(
        &till_roll(|line| line / 2, |line| line % 4),
        &[
            (OrderId, "Docket"),
            (CustomerId, "Client"),
            (Date, "Day"),
            (Status, "Progress"),
            (Product, "Article"),
            (Category, "Shelf"),
            (Quantity, "Pieces"),
            (UnitPrice, "Price each"),
        ],
    );
    assert_eq!(table.doubts, [""; 0]);
    assert_eq!(table.mapping.status["canceled"], OrderMeaning::Void);
}

#[test]
fn what_differs_within_an_order_or_a_product_is_neither_its_id_nor_its_category() {
    // A docket for two days, and a product on several shelves.
    let table = recognised(&till_roll(|line| line / 4, |line| line % 3));
    let meaning = |name: &str| table.columns.iter().find(|column| column.name == name).unwrap().meaning;
    assert_eq!(meaning("Docket"), None);
    assert_eq!(meaning("Shelf"), None);
}
