//! What can be chosen about a table, in words.

/// How a choice is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceKind {
    /// One of these: the word of a mapping file, and what people read.
    OneOf(&'static [(&'static str, &'static str)]),
    /// A few letters.
    Text,
    /// A day.
    Day,
}

/// A choice in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChoiceWords {
    /// The key of a mapping file, and the name of the field.
    pub key: &'static str,
    pub label: &'static str,
    /// What is asked where it is not certain.
    pub question: &'static str,
    pub hint: &'static str,
    pub kind: ChoiceKind,
    /// It says how the file is written, rather than what is made of its rows.
    pub is_of_file: bool,
}

const fn of_file(
    key: &'static str,
    label: &'static str,
    question: &'static str,
    hint: &'static str,
    kind: ChoiceKind,
) -> ChoiceWords {
    ChoiceWords { key, label, question, hint, kind, is_of_file: true }
}

const fn of_rows(
    key: &'static str,
    label: &'static str,
    question: &'static str,
    hint: &'static str,
    kind: ChoiceKind,
) -> ChoiceWords {
    ChoiceWords { key, label, question, hint, kind, is_of_file: false }
}

/// All of them, in the order of the page.
pub const CHOICES: [ChoiceWords; 15] = [
    of_file(
        "delimiter",
        "Between two fields",
        "",
        "",
        ChoiceKind::OneOf(&[
            (",", "A comma"),
            (";", "A semicolon"),
            ("tab", "A tab"),
            ("|", "A bar"),
            ("white space", "White space"),
        ]),
    ),
    of_file(
        "header",
        "First row",
        "",
        "",
        ChoiceKind::OneOf(&[("true", "Names the columns"), ("false", "Is an order already")]),
    ),
    of_file(
        "encoding",
        "Encoding",
        "",
        "Wrong if letters such as é look odd.",
        ChoiceKind::OneOf(&[
            ("utf-8", "UTF-8"),
            ("windows-1252", "Windows-1252, Latin-1"),
            ("utf-16le", "UTF-16, low byte first"),
            ("utf-16be", "UTF-16, high byte first"),
        ]),
    ),
    of_file(
        "quote",
        "Around a field",
        "",
        "",
        ChoiceKind::OneOf(&[
            ("\"", "Double quotes, if need be"),
            ("'", "Single quotes, if need be"),
            ("none", "Nothing"),
        ]),
    ),
    of_file(
        "dates",
        "Dates",
        "In which order do day and month stand?",
        "",
        ChoiceKind::OneOf(&[
            ("year-month-day", "Year first: 2025-12-31"),
            ("day-month-year", "Day first: 31.12.2025"),
            ("month-day-year", "Month first: 12/31/2025"),
        ]),
    ),
    of_file(
        "decimal",
        "Decimal mark",
        "What stands before the decimals?",
        "",
        ChoiceKind::OneOf(&[(".", "A point: 1,234.50"), (",", "A comma: 1.234,50")]),
    ),
    of_file("currency", "Currency", "", "Stands before every amount, such as € or EUR.", ChoiceKind::Text),
    of_rows(
        "day",
        "One day for all orders",
        "When was it ordered?",
        "Only where no column holds a date.",
        ChoiceKind::Day,
    ),
    of_rows(
        "customers",
        "Customers",
        "Who ordered?",
        "",
        ChoiceKind::OneOf(&[
            ("column", "A column names the customer"),
            ("none", "Nobody knows: read pages about products, trends and places only"),
            (
                "synthetic",
                "Make up one of 1,000 customers from each order’s number: no figure about a customer is real",
            ),
        ]),
    ),
    of_rows(
        "orders",
        "Orders",
        "Which rows are one order?",
        "",
        ChoiceKind::OneOf(&[
            ("column", "A column holds the order’s number"),
            ("each-row", "Each row is an order"),
            ("customer-and-day", "What a customer bought in a day"),
        ]),
    ),
    of_rows(
        "amounts",
        "Amounts",
        "What did it cost?",
        "",
        ChoiceKind::OneOf(&[
            ("columns", "From a column"),
            ("none", "There are none: all amounts are 0, and pages about what sells together are right"),
        ]),
    ),
    of_rows(
        "measure",
        "What is added up",
        "",
        "Profit needs a column with the cost of a piece.",
        ChoiceKind::OneOf(&[
            ("revenue", "Revenue: what was paid"),
            ("profit", "Profit: what was paid, less the cost"),
        ]),
    ),
    of_rows(
        "shipping",
        "Shipping",
        "",
        "Where only the order has an amount.",
        ChoiceKind::OneOf(&[
            ("in-total", "Is in the order’s total"),
            ("beside-total", "Is not in the order’s total"),
        ]),
    ),
    of_rows(
        "return_prefix",
        "Numbers of returns begin with",
        "",
        "Such as C in C536379; empty if no number says so.",
        ChoiceKind::Text,
    ),
    of_rows(
        "duplicates",
        "Rows that are alike in every field",
        "",
        "",
        ChoiceKind::OneOf(&[
            ("keep", "Count: the same can be bought twice"),
            ("drop", "Are left out: the export overlaps"),
        ]),
    ),
];

/// What a column can mean: the word of a mapping file, and what people read.
pub const MEANINGS: [(&str, &str); 19] = [
    ("", "Not used"),
    ("order_id", "Order number"),
    ("customer_id", "Customer"),
    ("date", "Date of the order"),
    ("status", "Status of the order"),
    ("product", "Product"),
    ("category", "Category of the product"),
    ("quantity", "Quantity"),
    ("unit_price", "Price of one piece"),
    ("line_total", "Total of the line"),
    ("order_total", "Total of the order"),
    ("shipping", "Shipping of the order"),
    ("discount_percent", "Discount in percent"),
    ("discount_share", "Discount as a share of 1"),
    ("discount_amount", "Discount in money"),
    ("unit_cost", "Cost of one piece"),
    ("place", "State, region or country"),
    ("currency", "Currency"),
    ("review", "Review, 1 to 5"),
];

/// What a word of the status column can mean.
pub const STATUS_MEANINGS: [(&str, &str); 3] = [
    ("completed", "Counts"),
    ("open", "Does not count yet"),
    ("void", "Does not count: cancelled, refunded"),
];

/// A meaning in words; one that has none here is named as the file names it.
pub fn meaning_in_words(meaning: &str) -> String {
    let known = MEANINGS.iter().find(|(word, _)| *word == meaning);
    known.map_or_else(|| meaning.replace('_', " "), |(_, words)| (*words).to_owned())
}
