//! What columns are called: in English, German, Portuguese, Spanish and French, and in the exports of Shopify,
//! WooCommerce, Olist and accounting programs.

use super::dictionary::{COLUMN_NAMES, STATUS_WORDS};
use crate::{OrderMeaning, ingest::Meaning};

/// Words for what tells one row from another.
pub(crate) const ID_WORDS: [&str; 11] =
    ["id", "nr", "no", "number", "key", "code", "nummer", "numero", "kennung", "uuid", "sku"];

/// The words of a list.
fn words_of(list: &str) -> impl Iterator<Item = &str> {
    list.split(", ")
}

/// Lower case, without accents, words apart: `OrderID` and `Order-Id` are `order id`, `Stückzahl` is `stuckzahl`.
pub(crate) fn normalise(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    let letters: Vec<char> = name.trim().chars().take(80).collect();
    for (position, &letter) in letters.iter().enumerate() {
        // `Nº pedido`
        if !letter.is_alphanumeric() || matches!(letter, 'º' | 'ª') {
            words.push(' ');
            continue;
        }
        // `OrderID`, `orderId`; but `ID` and `SKU` stay whole.
        let before = position.checked_sub(1).map(|before| letters[before]);
        if letter.is_uppercase() && before.is_some_and(char::is_lowercase) {
            words.push(' ');
        }
        letter
            .to_lowercase()
            .for_each(|letter| words.push_str(without_accent(letter).encode_utf8(&mut [0; 4])));
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ß' => 's',
        letter => letter,
    }
}

/// What a column of this name can mean, each with how sure the name alone is, in percent.
pub(crate) fn meanings_of_name(name: &str) -> Vec<(Meaning, u8)> {
    let name = normalise(name);
    let name = without_currency(&name);
    let mut found: Vec<(Meaning, u8)> = Vec::new();
    for (meaning, sure, words) in COLUMN_NAMES {
        let exact = words_of(words).any(|entry| entry == name);
        // `Web order id`: an entry of several words among others. A single word says too little there.
        let within = || words_of(words).any(|entry| entry.contains(' ') && contains_words(name, entry));
        let sure = if exact {
            *sure
        } else if *sure >= 85 && within() {
            *sure - 22
        } else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| known == meaning) {
            Some((_, known)) => *known = sure.max(*known),
            None => found.push((*meaning, sure)),
        }
    }
    found
}

/// `preis in eur` is `preis`.
fn without_currency(name: &str) -> &str {
    let endings =
        [" in eur", " in euro", " eur", " euro", " usd", " in usd", " brl", " chf", " in chf", " gbp", " r"];
    endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

fn contains_words(name: &str, entry: &str) -> bool {
    name.match_indices(entry).any(|(start, _)| {
        let end = start + entry.len();
        (start == 0 || name.as_bytes()[start - 1] == b' ')
            && (end == name.len() || name.as_bytes()[end] == b' ')
    })
}

/// What a word of a status column means, if it is known.
pub fn meaning_of_status(word: &str) -> Option<OrderMeaning> {
    let word = normalise(word);
    let found = STATUS_WORDS.iter().find(|(_, words)| words_of(words).any(|known| known == word));
    found.map(|(meaning, _)| *meaning)
}

/// The words of a status column are those of WooCommerce, where `Processing` says that the order is paid. Elsewhere it
/// is a step before others, such as Olist's `shipped`.
pub(crate) fn are_of_woocommerce<'a>(
    columns: &[String],
    mut statuses: impl Iterator<Item = &'a str> + Clone,
) -> bool {
    let is_any_of = |words: &'static [&str]| move |status: &str| words.contains(&normalise(status).as_str());
    let has_later_step =
        statuses.clone().any(is_any_of(&["approved", "invoiced", "shipped", "delivered", "in transit"]));
    let has_its_words = statuses.any(is_any_of(&["on hold", "pending payment", "checkout draft"]));
    let names_billing = columns.iter().any(|name| {
        let name = normalise(name);
        name.ends_with(" billing") || name.starts_with("billing ")
    });
    !has_later_step && (has_its_words || names_billing)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ingest::Meaning::*;

    #[test]
    fn names_of_five_languages_and_of_shop_programs_are_known() {
        for (name, meaning) in [
            ("Order Id", OrderId),
            ("OrderID", OrderId),
            ("order_id", OrderId),
            ("InvoiceNo", OrderId),
            ("Bestell-Nr.", OrderId),
            ("Número do Pedido", OrderId),
            ("N° commande", OrderId),
            ("Order #", OrderId),
            ("customer_unique_id", CustomerId),
            ("CustomerID", CustomerId),
            ("Kunden-Nr.", CustomerId),
            ("E-Mail", CustomerId),
            ("Email (Billing)", CustomerId),
            ("Código do cliente", CustomerId),
            ("Created at", Date),
            ("Bestelldatum", Date),
            ("Fecha de pedido", Date),
            ("Date de commande", Date),
            ("order_purchase_timestamp", Date),
            ("Lineitem quantity", Quantity),
            ("Stückzahl", Quantity),
            ("Quantity (- Refund)", Quantity),
            ("Qtd.", Quantity),
            ("Quantité", Quantity),
            ("Cantidad", Quantity),
            ("Einzelpreis", UnitPrice),
            ("Preis in EUR", UnitPrice),
            ("Preço unitário", UnitPrice),
            ("Item Cost", UnitPrice),
            ("Zeilensumme", LineTotal),
            ("dollar_value", LineTotal),
            ("Order Total Amount", OrderTotal),
            ("cost price", UnitCost),
            ("Einkaufspreis", UnitCost),
            ("Warengruppe", Category),
            ("Catégorie", Category),
            ("Bundesland", Place),
            ("Shipping Province", Place),
            ("País", Place),
            ("Währung", Currency),
            ("review_score", Review),
            ("Financial Status", Status),
            ("Situação", Status),
            ("Versandkosten", Shipping),
            ("Discount Percent", DiscountPercent),
            ("Lineitem discount", DiscountAmount),
            ("StockCode", Product),
        ] {
            let found = meanings_of_name(name);
            let best = found.iter().max_by_key(|(_, sure)| *sure).map(|(meaning, _)| *meaning);
            assert_eq!(best, Some(meaning), "{name}: {found:?}");
        }
        for name in ["Ship Mode", "Postal Code", "Phone", "Accepts Marketing", "", "Notes", "Risk Level"] {
            assert_eq!(meanings_of_name(name), [], "{name}");
        }
    }

    #[test]
    fn lists_are_written_as_names_are_compared() {
        for (_, _, words) in COLUMN_NAMES {
            words_of(words).for_each(|word| assert_eq!(normalise(word), word));
        }
        let statuses: Vec<&str> = STATUS_WORDS.iter().flat_map(|(_, words)| words_of(words)).collect();
        statuses.iter().for_each(|word| assert_eq!(normalise(word), *word));
        assert_eq!(statuses.iter().collect::<BTreeSet<_>>().len(), statuses.len(), "a word has one meaning");
    }

    #[test]
    fn words_of_status_columns_are_known_however_they_are_written() {
        for (word, meaning) in [
            ("delivered", OrderMeaning::Completed),
            ("Completed", OrderMeaning::Completed),
            ("partially_refunded", OrderMeaning::Completed),
            ("Abgeschlossen", OrderMeaning::Completed),
            ("refunded", OrderMeaning::Void),
            ("Storniert", OrderMeaning::Void),
            ("Cancelled", OrderMeaning::Void),
            ("On hold", OrderMeaning::Open),
            ("wc-processing", OrderMeaning::Completed),
            ("Annulée", OrderMeaning::Void),
        ] {
            assert_eq!(meaning_of_status(word), Some(meaning), "{word}");
        }
        assert_eq!(meaning_of_status("Kentucky"), None);
    }
}
